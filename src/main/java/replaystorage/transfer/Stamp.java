package replaystorage.transfer;

import java.time.Duration;
import java.time.Instant;

/**
 * By what a version of a file is told from another without reading it.
 *
 * @param size in bytes; -1 where the storage does not know it
 * @param time of modification, or of arrival where the storage lists only that
 */
public record Stamp(long size, Instant time) {

    /** Whether the other is of the same size and, as exactly as a storage keeps it, of the same time. */
    public boolean matches(Stamp other, Duration precision) {
        return size == other.size
                && Duration.between(time, other.time).abs().compareTo(precision) < (precision.isZero() ? 1 : 0);
    }
}
