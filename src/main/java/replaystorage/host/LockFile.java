package replaystorage.host;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** Inter-process lock that the kernel releases when its holder ends; also excludes other threads of this process. */
public final class LockFile implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
    /** POSIX locks belong to the process: closing any other handle of such a file would release the lock. */
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Tries to take the lock without waiting.
     *
     * @return empty if it is taken
     * @throws java.nio.file.FileSystemException if the file can't be written
     * @throws IOException if the file system does not support locks
     */
    public static Optional<LockFile> tryAcquire(Path file) throws IOException {
        return tryAcquire(file, false);
    }

    /** Like tryAcquire, for a lock that several holders share. */
    public static Optional<LockFile> tryAcquireShared(Path file) throws IOException {
        return tryAcquire(file, true);
    }

    private static Optional<LockFile> tryAcquire(Path file, boolean shared) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Path real = folder.toRealPath().resolve(file.getFileName());
        if (!markHeld(real)) {
            return Optional.empty();
        }
        // Interrupting a thread closes its channel.
        boolean interrupted = Thread.interrupted();
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(
                    real, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            return lock == null ? Optional.empty() : Optional.of(new LockFile(real, channel));
        } finally {
            if (lock == null) {
                release(real, channel);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Waits for the lock.
     *
     * @return empty if it is still taken at the end
     */
    public static Optional<LockFile> acquire(Path file, Duration most) throws IOException {
        long end = System.nanoTime() + most.toNanos();
        Optional<LockFile> lock = tryAcquire(file);
        while (lock.isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(POLL_INTERVAL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            lock = tryAcquire(file);
        }
        return lock;
    }

    private static boolean markHeld(Path file) {
        synchronized (HELD_HERE) {
            return HELD_HERE.add(file);
        }
    }

    /** Closes the handle first: until then, nobody else in this process may open another one. */
    private static void release(Path file, FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            synchronized (HELD_HERE) {
                HELD_HERE.remove(file);
            }
        }
    }

    /** Holds the lock while the work runs; without a reference the garbage collector would release it. */
    public int runHolding(IntSupplier work) {
        try {
            return work.getAsInt();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void close() {
        try {
            release(file, channel);
        } catch (IOException e) {
            // The kernel releases it when the process ends.
        }
    }
}
