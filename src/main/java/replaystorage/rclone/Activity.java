package replaystorage.rclone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** How long ago a run last came forward, and what a consumer of its output threw. */
final class Activity {
    /** In bytes, within the patience. */
    private static final long SIGN_OF_LIFE = 64L << 20;

    private final long patience;
    private long last = System.nanoTime();
    private int busy;
    private long counted = -1;
    private long read;
    private RuntimeException failure;

    /** Something that takes what rclone wrote. */
    interface Work {
        void run() throws IOException;
    }

    Activity(Duration patience) {
        this.patience = patience.toNanos();
    }

    /** The time that a consumer takes is not rclone's. After a failure the rest is read and dropped, so that rclone can end. */
    void consume(Work work) {
        long start = System.nanoTime();
        synchronized (this) {
            if (failure != null) {
                return;
            }
            busy++;
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
            busy--;
            last = Math.min(System.nanoTime(), last + System.nanoTime() - start);
            failure = failure == null ? thrown : failure;
        }
    }

    synchronized void touch() {
        last = System.nanoTime();
    }

    /**
     * A line of the log is a sign of life where it tells of something done, or holds counters that moved; one failure after another is none, nor is
     * the debug log, which tells of each try in vain.
     */
    synchronized void see(LogLine line) {
        if (line.stats() == null) {
            switch (line.level()) {
                case INFO, NOTICE, PLAIN -> touch();
                case DEBUG, ERROR, CRITICAL -> {}
            }
            return;
        }
        long now =
                line.stats().bytes() + line.stats().transfers() + line.stats().checks();
        if (now != counted) {
            touch();
        }
        counted = now;
    }

    boolean stalled() {
        return patience > 0 && idle() > patience;
    }

    /** Nanoseconds since something came. */
    synchronized long idle() {
        return busy > 0 ? 0 : System.nanoTime() - last;
    }

    synchronized RuntimeException failure() {
        return failure;
    }

    /**
     * Whether a silent process has read a good deal since this was asked last: before a large upload rclone hashes the whole file, which no
     * counter shows. That is a sign of life; bytes that only drip are none.
     */
    synchronized boolean reads(long pid) {
        long before = read;
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "io"))) {
            read = lines.filter(line -> line.startsWith("rchar: "))
                    .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length())))
                    .findFirst()
                    .orElse(read);
        } catch (IOException | UncheckedIOException e) {
            // It has ended, or there is no /proc.
        }
        boolean reads = read - before > SIGN_OF_LIFE;
        if (reads) {
            touch();
        }
        return reads;
    }
}
