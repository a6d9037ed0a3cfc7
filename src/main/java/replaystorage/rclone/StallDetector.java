package replaystorage.rclone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Detects that a run of rclone makes no progress, and keeps an exception of a consumer of its output. */
final class StallDetector {
    /** Bytes within the stall timeout that count as progress. */
    private static final long MIN_READ_BYTES = 64L << 20;

    private final long stallNanos;
    private long lastActivity = System.nanoTime();
    private int busyConsumers;
    private long lastCounters = -1;
    private long lastReadBytes;
    private RuntimeException failure;

    interface OutputConsumer {
        void run() throws IOException;
    }

    StallDetector(Duration patience) {
        this.stallNanos = patience.toNanos();
    }

    /** Does not count a consumer's time as rclone's. After a failure it drops the output, so that rclone can end. */
    void consume(OutputConsumer work) {
        long start = System.nanoTime();
        synchronized (this) {
            if (failure != null) {
                return;
            }
            busyConsumers++;
        }
        RuntimeException thrown = null;
        try {
            work.run();
        } catch (RuntimeException e) {
            thrown = e;
        } catch (IOException e) {
            // Nobody reads the output any more, but rclone should finish its work.
        }
        synchronized (this) {
            busyConsumers--;
            lastActivity = Math.min(System.nanoTime(), lastActivity + System.nanoTime() - start);
            failure = failure == null ? thrown : failure;
        }
    }

    synchronized void recordActivity() {
        lastActivity = System.nanoTime();
    }

    /** Only a line about finished work, or with changed counters, is progress: repeated failures and the debug log are not. */
    synchronized void observe(LogLine line) {
        if (line.stats() == null) {
            switch (line.level()) {
                case INFO, NOTICE, PLAIN -> recordActivity();
                case DEBUG, ERROR, CRITICAL -> {}
            }
            return;
        }
        long now =
                line.stats().bytes() + line.stats().transfers() + line.stats().checks();
        if (now != lastCounters) {
            recordActivity();
        }
        lastCounters = now;
    }

    boolean isStalled() {
        return stallNanos > 0 && idleNanos() > stallNanos;
    }

    synchronized long idleNanos() {
        return busyConsumers > 0 ? 0 : System.nanoTime() - lastActivity;
    }

    synchronized RuntimeException failure() {
        return failure;
    }

    /**
     * True if a silent process has read many bytes since the last check: before a large upload, rclone hashes the whole file, which its counters
     * don't show.
     */
    synchronized boolean hasReadSinceLastCheck(long pid) {
        long before = lastReadBytes;
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "io"))) {
            lastReadBytes = lines.filter(line -> line.startsWith("rchar: "))
                    .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                    .findFirst()
                    .orElse(lastReadBytes);
        } catch (IOException | UncheckedIOException e) {
            // It has ended, or /proc is missing.
        }
        boolean reads = lastReadBytes - before > MIN_READ_BYTES;
        if (reads) {
            recordActivity();
        }
        return reads;
    }
}
