package replaystorage.transfer.list;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long a run waits for a storage that does not answer.
 *
 * @param stallTimeout of a copy without new bytes, which is then ended
 * @param maxTries attempts of a stalled copy
 */
public record Timeouts(Supplier<Duration> queryTimeout, Supplier<Duration> stallTimeout, int maxTries) {
    public static final Timeouts DEFAULT = of(Duration.ofSeconds(30), Duration.ofSeconds(90), 3);

    /** A connection needs some time even at the deadline. */
    private static final Duration FIRST_BYTE = Duration.ofSeconds(10);

    private static final Duration MIN_WAIT = Duration.ofSeconds(1);

    public static Timeouts of(Duration answer, Duration bytes, int tries) {
        return new Timeouts(() -> answer, () -> bytes, tries);
    }

    /**
     * All waiting ends at a deadline.
     *
     * @param left nanoseconds until then
     */
    public static Timeouts untilDeadline(LongSupplier left) {
        Supplier<Duration> remaining = () -> Duration.ofNanos(left.getAsLong());
        return new Timeouts(() -> max(remaining.get(), MIN_WAIT), () -> max(remaining.get(), FIRST_BYTE), 1);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
