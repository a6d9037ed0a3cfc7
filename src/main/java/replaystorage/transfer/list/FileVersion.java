package replaystorage.transfer.list;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Size and modification time: identifies a version of a file without reading it.
 *
 * @param size -1 if the storage does not know it
 * @param epochNanos since 1970; time of modification, or of upload if the storage lists only that
 */
public record FileVersion(long size, long epochNanos) {
    private static final Duration FINE_TICK = Duration.ofMillis(100);

    /** Clock tick of disks and storages that keep whole seconds. */
    public static final Duration COARSE_TICK = Duration.ofSeconds(2);

    /** Stands for a time that was not asked for. */
    private static final long UNKNOWN_TIME = Long.MIN_VALUE;

    /** From 1677 to 2262; other times are clamped. */
    private static final Instant MIN_TIME = Instant.EPOCH.plusNanos(UNKNOWN_TIME + 1);

    private static final Instant MAX_TIME = Instant.EPOCH.plusNanos(Long.MAX_VALUE);

    public FileVersion(long size, Instant time) {
        this(size, epochNanos(time));
    }

    /** An object of unknown upload time: equal to no version, not even itself. */
    public static FileVersion withUnknownTime(long size) {
        return new FileVersion(size, UNKNOWN_TIME);
    }

    private static long epochNanos(Instant time) {
        Instant told = time.isBefore(MIN_TIME) ? MIN_TIME : time.isAfter(MAX_TIME) ? MAX_TIME : time;
        return ChronoUnit.NANOS.between(Instant.EPOCH, told);
    }

    /** The generated one, and its hash, take 5 ms when they are first called. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FileVersion stamp && size == stamp.size && epochNanos == stamp.epochNanos;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(size) + Long.hashCode(epochNanos);
    }

    public Instant modified() {
        return Instant.EPOCH.plusNanos(epochNanos);
    }

    public boolean hasWholeSeconds() {
        return epochNanos % 1_000_000_000 == 0;
    }

    /** Two writes within this time may leave the same time. */
    public Duration clockTick() {
        return hasWholeSeconds() ? COARSE_TICK : FINE_TICK;
    }

    /** True if a write after this moment may have left the file the same time. */
    public boolean mayHideLaterWrite(Instant looked) {
        return modified().isAfter(looked.minus(clockTick()));
    }

    /** True if the size is equal and the time is equal within the storage's precision. */
    public boolean matches(FileVersion other, Duration precision) {
        return size == other.size
                && epochNanos != UNKNOWN_TIME
                && other.epochNanos != UNKNOWN_TIME
                && Duration.between(modified(), other.modified()).abs().compareTo(precision)
                        < (precision.isZero() ? 1 : 0);
    }
}
