package replaystorage.transfer;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * By what a version of a file is told from another without reading it.
 *
 * @param size in bytes; -1 where the storage does not know it
 * @param nanos since 1970, of the time of modification, or of arrival where the storage lists only that
 */
public record Stamp(long size, long nanos) {
    /** Two writes to a file within this time may leave it the same time. */
    static final Duration TICK = Duration.ofMillis(100);

    /** From 1677 to 2262; a time further away is as good as the last that can be told. */
    private static final Instant FIRST = Instant.EPOCH.plusNanos(Long.MIN_VALUE);

    private static final Instant LAST = Instant.EPOCH.plusNanos(Long.MAX_VALUE);

    public Stamp(long size, Instant time) {
        this(size, nanos(time));
    }

    private static long nanos(Instant time) {
        Instant told = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
        return ChronoUnit.NANOS.between(Instant.EPOCH, told);
    }

    public Instant time() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    /** Whether the other is of the same size and, as exactly as a storage keeps it, of the same time. */
    public boolean matches(Stamp other, Duration precision) {
        return size == other.size
                && Duration.between(time(), other.time()).abs().compareTo(precision) < (precision.isZero() ? 1 : 0);
    }
}
