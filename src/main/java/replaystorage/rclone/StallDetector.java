package replaystorage.rclone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Detects that a run of rclone makes no progress, and keeps an exception thrown by a consumer of its output. */
final class StallDetector {
    /** In bytes, within the patience. */
    private static final long MIN_READ_BYTES = 64L << 20;

    private final long stallNanos;
    private long lastActivity = System.nanoTime();
    private int busyConsumers;
    private long lastCounters = -1;
    private long lastReadBytes;
    private RuntimeException failure;

    /** Something that takes what rclone wrote. */
    interface OutputConsumer {
        void run() throws IOException;
    }

    StallDetector(Duration patience) {
        this.stallNanos = patience.toNanos();
    }

    /** The time that a consumer takes is not rclone's. After a failure the rest is read and dropped, so that rclone can end. */
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
            // Nobody looks any more; rclone's work is worth going on with.
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

    /**
     * A line of the log is a sign of life where it tells of something done, or holds counters that moved; one failure after another is none, nor is
     * the debug log, which tells of each try in vain.
     */
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

    /** Nanoseconds since something came. */
    synchronized long idleNanos() {
        return busyConsumers > 0 ? 0 : System.nanoTime() - lastActivity;
    }

    synchronized RuntimeException failure() {
        return failure;
    }

    /**
     * Whether a silent process has read a good deal since this was asked last: before a large upload rclone hashes the whole file, which no
     * counter shows. That is a sign of life; bytes that only drip are none.
     */
    synchronized boolean hasReadSinceLastCheck(long pid) {
        long before = lastReadBytes;
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "io"))) {
            lastReadBytes = lines.filter(line -> line.startsWith("rchar: "))
                    .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                    .findFirst()
                    .orElse(lastReadBytes);
        } catch (IOException | UncheckedIOException e) {
            // It has ended, or there is no /proc.
        }
        boolean reads = lastReadBytes - before > MIN_READ_BYTES;
        if (reads) {
            recordActivity();
        }
        return reads;
    }
}
