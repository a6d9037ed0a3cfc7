package replaystorage.transfer;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long a run waits for a storage that is silent.
 *
 * @param answer to a question
 * @param bytes for the next byte of a copy; then it is ended
 * @param tries how often a copy that was ended so is made in all
 */
public record Patience(Supplier<Duration> answer, Supplier<Duration> bytes, int tries) {
    public static final Patience USUAL = of(Duration.ofSeconds(30), Duration.ofSeconds(90), 3);

    /** A connection needs some time even where none is left. */
    private static final Duration FIRST_BYTE = Duration.ofSeconds(10);

    private static final Duration LEAST = Duration.ofSeconds(1);

    static Patience of(Duration answer, Duration bytes, int tries) {
        return new Patience(() -> answer, () -> bytes, tries);
    }

    /**
     * All waiting ends with a time that is to come.
     *
     * @param left nanoseconds until then
     */
    public static Patience until(LongSupplier left) {
        Supplier<Duration> remaining = () -> Duration.ofNanos(left.getAsLong());
        return new Patience(() -> longest(remaining.get(), LEAST), () -> longest(remaining.get(), FIRST_BYTE), 1);
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
