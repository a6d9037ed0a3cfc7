package replaystorage.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import replaystorage.settings.CliException;
import replaystorage.settings.Durations;
import replaystorage.settings.Environment;
import replaystorage.settings.ExitStatus;
import replaystorage.transfer.Patience;

/** How long a pod's start may wait for a storage that is silent, in all. The time of copies that get through does not count. */
final class StartTime {
    private static final String NAME = "REPLAY_STORAGE_START_TIMEOUT";
    private static final Duration USUAL = Duration.ofSeconds(30);
    /** For all else that a start does. */
    private static final Duration RESERVE = Duration.ofSeconds(3);
    /** More than this is no start of Java, but the bringing of one. */
    private static final Duration LONGEST_START = Duration.ofSeconds(8);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private long end;
    private int running;
    private long runningSince;

    private StartTime(Duration whole) {
        Duration left = whole.compareTo(RESERVE.multipliedBy(2)) > 0 ? whole.minus(RESERVE) : whole.dividedBy(2);
        this.end = System.nanoTime() + left.minus(sinceStart()).toNanos();
    }

    static StartTime usual() {
        return new StartTime(USUAL);
    }

    /** @throws CliException 78 where the variable holds no time */
    static StartTime of(Environment environment) {
        return environment
                .get(NAME)
                .map(text -> Durations.parse(text)
                        .filter(time -> !time.isZero())
                        .orElseThrow(() -> new CliException(
                                ExitStatus.CONFIG,
                                NAME + " is '" + text + "', which is no time above 0",
                                "export " + NAME + "=30   # " + Durations.FORM)))
                .map(StartTime::new)
                .orElseGet(StartTime::usual);
    }

    private static Duration sinceStart() {
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        Duration since = Duration.between(started, Instant.now());
        return since.isNegative() || since.compareTo(LONGEST_START) > 0 ? Duration.ZERO : since;
    }

    Patience patience() {
        return Patience.until(this::left);
    }

    /** The clock stands still while something goes on that does not count. */
    private synchronized long left() {
        return end - (running > 0 ? runningSince : System.nanoTime());
    }

    /**
     * Tries again and again what a later try may mend, until no time is left.
     *
     * @param waits runs before each wait
     */
    <T> T retried(Supplier<T> work, Runnable waits) {
        Duration pause = SHORTEST_PAUSE;
        CliException known = null;
        while (true) {
            try {
                return work.get();
            } catch (CliException e) {
                if (!e.isTemporary()) {
                    throw e;
                }
                // A try that was cut off has not found out why.
                known = known == null || left() > 0 ? e : known;
                if (left() <= pause.toNanos() || !isPaused(pause)) {
                    throw known;
                }
                waits.run();
                pause = LONGEST_PAUSE;
            }
        }
    }

    /** False where we are to end. */
    private static boolean isPaused(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whole seconds; none where the time is over. */
    long secondsLeft() {
        return Math.max(0, TimeUnit.NANOSECONDS.toSeconds(left()));
    }

    /** Does something that is not to count; several at once count as one. */
    <T> T uncounted(Supplier<T> work) {
        change(1);
        try {
            return work.get();
        } finally {
            change(-1);
        }
    }

    private synchronized void change(int by) {
        long now = System.nanoTime();
        if (running == 0) {
            runningSince = now;
        }
        running += by;
        if (running == 0) {
            end += now - runningSince;
        }
    }
}
