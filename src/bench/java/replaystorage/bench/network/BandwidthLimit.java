package replaystorage.bench.network;

/** One direction of a line that all connections share: together their bytes pass at its rate and no faster. */
final class BandwidthLimit {
    /** What may pass at once after a pause. */
    private static final long BURST_NANOS = 5_000_000;

    private final double nanosPerByte;
    private long free = System.nanoTime();

    /** @param bitsPerSecond 0 for no limit */
    BandwidthLimit(long bitsPerSecond) {
        nanosPerByte = bitsPerSecond == 0 ? 0 : 8e9 / bitsPerSecond;
    }

    /** Takes the next place on the line; returns the time, as of System.nanoTime, at which these bytes are through. */
    synchronized long reserve(int bytes) {
        long now = System.nanoTime();
        if (nanosPerByte == 0) {
            return now;
        }
        free = Math.max(free, now - BURST_NANOS) + Math.round(bytes * nanosPerByte);
        return free;
    }
}
