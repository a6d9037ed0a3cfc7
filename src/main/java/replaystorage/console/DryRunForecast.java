package replaystorage.console;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What a transfer would do and cost.
 *
 * @param requestsByClass by the provider's billing classes, if it has any
 * @param dollars for requests and egress, before free allowances
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
