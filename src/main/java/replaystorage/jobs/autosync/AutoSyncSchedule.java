package replaystorage.jobs.autosync;

import java.time.Duration;
import java.util.Set;

/** Wait before the next auto-sync round: shorter if files may be complete soon, but at least a second. */
final class AutoSyncSchedule {
    static final Duration MIN_PAUSE = Duration.ofSeconds(1);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(10);
    private static final Duration MAX_DELAY = Duration.ofMinutes(5);

    private final Duration interval;
    private int quickRounds;
    private Set<String> lastUnstable = Set.of();

    AutoSyncSchedule(Duration interval) {
        this.interval = interval;
    }

    /** @param failures consecutive failed rounds */
    Duration pauseBefore(FolderScan look, int failures) {
        Set<String> now = Set.copyOf(look.unstable().keySet());
        quickRounds = now.equals(lastUnstable) ? quickRounds + 1 : 1;
        lastUnstable = now;
        if (failures > 0) {
            return delayAfter(failures);
        }
        Duration soon = MIN_PAUSE.multipliedBy(1L << Math.min(quickRounds, 16));
        Duration pause = look.mayBecomeStableSoon() && soon.compareTo(interval) < 0 ? soon : interval;
        return pause.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : pause;
    }

    /** Doubles with each failed round in a row, up to the interval or five minutes. */
    private Duration delayAfter(int failures) {
        Duration longest = interval.compareTo(MAX_DELAY) > 0
                ? MAX_DELAY
                : interval.compareTo(FIRST_DELAY) > 0 ? interval : FIRST_DELAY;
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures - 1, 16));
        return delay.compareTo(longest) > 0 ? longest : delay;
    }
}
