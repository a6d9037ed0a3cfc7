package replaystorage.cli;

import java.time.Duration;
import java.util.Set;
import replaystorage.autosync.Backoff;
import replaystorage.transfer.AutoSync.Look;

/** How long an auto-sync waits for its next round: less for files that may be complete in a moment, and never less than a second. */
final class AutoSyncPace {
    /** Nobody is served by rounds in quick succession. */
    static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Duration interval;
    private int quickLooks;
    private Set<String> waiting = Set.of();

    AutoSyncPace(Duration interval) {
        this.interval = interval;
    }

    /** @param failures rounds in a row that failed */
    Duration pause(Look look, int failures) {
        Set<String> now = Set.copyOf(look.waiting().keySet());
        quickLooks = now.equals(waiting) ? quickLooks + 1 : 1;
        waiting = now;
        if (failures > 0) {
            return new Backoff(interval).after(failures);
        }
        Duration soon = SHORTEST.multipliedBy(1L << Math.min(quickLooks, 16));
        Duration pause = look.mayChangeSoon() && soon.compareTo(interval) < 0 ? soon : interval;
        return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
    }
}
