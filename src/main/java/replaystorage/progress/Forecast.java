package replaystorage.progress;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What a transfer would do, and about what it would cost.
 *
 * @param name what is transferred, such as "checkpoints"
 * @param equal files that are equal already
 * @param deletions files that would be deleted at the destination
 * @param requests about how many
 * @param classes the same by the provider's classes, where it bills them by class
 * @param dollars for the requests and the egress, before anything is free
 */
public record Forecast(
        String name,
        long files,
        long bytes,
        long equal,
        long deletions,
        long requests,
        Map<String, Long> classes,
        BigDecimal dollars) {}
