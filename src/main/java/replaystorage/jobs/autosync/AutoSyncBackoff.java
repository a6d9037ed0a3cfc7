package replaystorage.jobs.autosync;

import java.time.Duration;

/**
 * Wait after failed rounds: short at first, then twice as long each time.
 *
 * @param normalInterval the wait after a successful round
 */
public record AutoSyncBackoff(Duration normalInterval) {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** @param failures consecutive failed rounds, at least 1 */
    public Duration delayAfter(int failures) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(failures - 1, 16));
        Duration longest = normalInterval.compareTo(LONGEST) > 0
                ? LONGEST
                : normalInterval.compareTo(FIRST) > 0 ? normalInterval : FIRST;
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
