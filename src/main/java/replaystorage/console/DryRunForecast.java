package replaystorage.console;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What a transfer would do, and about what it would cost.
 *
 * @param title what is transferred, such as "checkpoints"
 * @param equalFiles files that are equal already
 * @param deletions files that would be deleted at the destination
 * @param requests about how many
 * @param requestsByClass the same by the provider's classes, where it bills them by class
 * @param dollars for the requests and the egress, before anything is free
 */
public record DryRunForecast(
        String title,
        long files,
        long bytes,
        long equalFiles,
        long deletions,
        long requests,
        Map<String, Long> requestsByClass,
        BigDecimal dollars) {}
