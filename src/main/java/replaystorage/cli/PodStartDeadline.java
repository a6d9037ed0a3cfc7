package replaystorage.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import replaystorage.host.CliException;
import replaystorage.host.Durations;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.transfer.list.Timeouts;

/** Total time that a pod's start may wait for a storage that does not answer; running copies do not count. */
final class PodStartDeadline {
    private static final String VARIABLE = "REPLAY_STORAGE_START_TIMEOUT";
    private static final Duration DEFAULT = Duration.ofSeconds(30);
    /** Kept for the other steps of a start. */
    private static final Duration RESERVE = Duration.ofSeconds(3);
    /** A longer start includes installing Java. */
    private static final Duration LONGEST_START = Duration.ofSeconds(8);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private long deadlineNanos;
    private int uncountedTasks;
    private long uncountedSince;

    private PodStartDeadline(Duration whole) {
        Duration left = whole.compareTo(RESERVE.multipliedBy(2)) > 0 ? whole.minus(RESERVE) : whole.dividedBy(2);
        this.deadlineNanos =
                System.nanoTime() + left.minus(timeSinceProcessStart()).toNanos();
    }

    static PodStartDeadline defaultDeadline() {
        return new PodStartDeadline(DEFAULT);
    }

    /** @throws CliException 78 if the variable is not a duration */
    static PodStartDeadline of(Environment environment) {
        return environment
                .get(VARIABLE)
                .map(text -> Durations.parse(text)
                        .filter(time -> !time.isZero())
                        .orElseThrow(() -> new CliException(
                                ExitStatus.CONFIG,
                                VARIABLE + " must be a duration above 0, such as 30s, not '" + text + "'",
                                "export " + VARIABLE + "=30   # " + Durations.FORMAT_HINT)))
                .map(PodStartDeadline::new)
                .orElseGet(PodStartDeadline::defaultDeadline);
    }

    private static Duration timeSinceProcessStart() {
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        Duration since = Duration.between(started, Instant.now());
        return since.isNegative() || since.compareTo(LONGEST_START) > 0 ? Duration.ZERO : since;
    }

    Timeouts timeouts() {
        return Timeouts.untilDeadline(this::remainingNanos);
    }

    /** The clock stops during work that does not count. */
    private synchronized long remainingNanos() {
        return deadlineNanos - (uncountedTasks > 0 ? uncountedSince : System.nanoTime());
    }

    /**
     * Retries errors that a later attempt may fix, until the time is over.
     *
     * @param waits runs before each wait
     */
    <T> T retry(Supplier<T> work, Runnable waits) {
        Duration pause = SHORTEST_PAUSE;
        CliException known = null;
        while (true) {
            try {
                return work.get();
            } catch (CliException e) {
                if (!e.isTemporary()) {
                    throw e;
                }
                // A try that was cut off did not find the cause.
                known = known == null || remainingNanos() > 0 ? e : known;
                if (remainingNanos() <= pause.toNanos() || !pause(pause)) {
                    throw known;
                }
                waits.run();
                pause = LONGEST_PAUSE;
            }
        }
    }

    /** @return false if interrupted */
    private static boolean pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whole seconds, at least 0. */
    long remainingSeconds() {
        return Math.max(0, TimeUnit.NANOSECONDS.toSeconds(remainingNanos()));
    }

    /** Runs work that does not count; parallel work counts once. */
    <T> T withClockStopped(Supplier<T> work) {
        changeUncounted(1);
        try {
            return work.get();
        } finally {
            changeUncounted(-1);
        }
    }

    private synchronized void changeUncounted(int by) {
        long now = System.nanoTime();
        if (uncountedTasks == 0) {
            uncountedSince = now;
        }
        uncountedTasks += by;
        if (uncountedTasks == 0) {
            deadlineNanos += now - uncountedSince;
        }
    }
}
