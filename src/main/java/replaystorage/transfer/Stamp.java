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
    private static final Duration TICK = Duration.ofMillis(100);

    /** Where times are whole seconds, those of the disk or of a storage. */
    static final Duration COARSE_TICK = Duration.ofSeconds(2);

    /** Stands for a time that was not asked for. */
    private static final long UNLISTED = Long.MIN_VALUE;

    /** From 1677 to 2262; a time further away is as good as the last that can be told. */
    private static final Instant FIRST = Instant.EPOCH.plusNanos(UNLISTED + 1);

    private static final Instant LAST = Instant.EPOCH.plusNanos(Long.MAX_VALUE);

    public Stamp(long size, Instant time) {
        this(size, nanos(time));
    }

    /** Of an object that is there, and of which nothing has shown when it arrived: it matches none, not even its like. */
    static Stamp unlisted(long size) {
        return new Stamp(size, UNLISTED);
    }

    private static long nanos(Instant time) {
        Instant told = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
        return ChronoUnit.NANOS.between(Instant.EPOCH, told);
    }

    /** The generated one, and its hash, take 5 ms when they are first called. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Stamp stamp && size == stamp.size && nanos == stamp.nanos;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(size) + Long.hashCode(nanos);
    }

    public Instant time() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    boolean isWholeSecond() {
        return nanos % 1_000_000_000 == 0;
    }

    /** Two writes to a file within this time may leave it the same time. */
    Duration tick() {
        return isWholeSecond() ? COARSE_TICK : TICK;
    }

    /** Whether a write after this moment may have left a file that was looked at then the same time. */
    boolean isYoung(Instant looked) {
        return time().isAfter(looked.minus(tick()));
    }

    /** Whether the other is of the same size and, as exactly as a storage keeps it, of the same time. */
    public boolean matches(Stamp other, Duration precision) {
        return size == other.size
                && nanos != UNLISTED
                && other.nanos != UNLISTED
                && Duration.between(time(), other.time()).abs().compareTo(precision) < (precision.isZero() ? 1 : 0);
    }
}
