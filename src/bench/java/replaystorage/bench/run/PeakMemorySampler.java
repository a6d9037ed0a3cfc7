package replaystorage.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Samples the resident memory of a process and its children together, and keeps the maximum. */
final class PeakMemorySampler implements AutoCloseable {
    private static final long PAGE_KIB = 4;
    private static final long PAUSE_MILLIS = 100;

    private final ProcessHandle process;
    private final Thread thread = new Thread(this::watch, "memory");
    private volatile long peakKib;

    private PeakMemorySampler(ProcessHandle process) {
        this.process = process;
    }

    static PeakMemorySampler of(Process process) {
        PeakMemorySampler memory = new PeakMemorySampler(process.toHandle());
        memory.thread.setDaemon(true);
        memory.thread.start();
        return memory;
    }

    long peakKib() {
        return peakKib;
    }

    private void watch() {
        try {
            while (process.isAlive()) {
                long now = Stream.concat(Stream.of(process), process.descendants())
                        .mapToLong(one -> residentKib(one.pid()))
                        .sum();
                peakKib = Math.max(peakKib, now);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long residentKib(long pid) {
        try {
            String pages = Files.readString(Path.of("/proc", String.valueOf(pid), "statm"));
            int start = pages.indexOf(' ') + 1;
            return Long.parseLong(pages.substring(start, pages.indexOf(' ', start))) * PAGE_KIB;
        } catch (IOException | IndexOutOfBoundsException e) {
            // The process has just ended.
            return 0;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
