package replaystorage.bench.network;

/** Limits the rate of one direction, for all connections together. */
final class BandwidthLimit {
    /** Time whose bytes may pass at once after a pause. */
    private static final long BURST_NANOS = 5_000_000;

    private final double nanosPerByte;
    private long free = System.nanoTime();

    /** @param bitsPerSecond 0 for no limit */
    BandwidthLimit(long bitsPerSecond) {
        nanosPerByte = bitsPerSecond == 0 ? 0 : 8e9 / bitsPerSecond;
    }

    /** Reserves the next bytes; returns the System.nanoTime at which they have passed. */
    synchronized long reserve(int bytes) {
        long now = System.nanoTime();
        if (nanosPerByte == 0) {
            return now;
        }
        free = Math.max(free, now - BURST_NANOS) + Math.round(bytes * nanosPerByte);
        return free;
    }
}
