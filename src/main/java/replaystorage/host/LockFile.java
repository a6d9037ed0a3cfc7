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

/** A lock that the kernel takes back when its holder ends, however it ends: one process, and one holder in it, has it at a time. */
public final class LockFile implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
    /** The kernel's locks are a process's: closing any other handle on such a file would give the lock back. */
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock; does not wait.
     *
     * @return empty where somebody else has it
     * @throws java.nio.file.FileSystemException if the file can't be written
     * @throws IOException if this file system has no locks
     */
    public static Optional<LockFile> tryAcquire(Path file) throws IOException {
        return tryAcquire(file, false);
    }

    /** The same for one of several that may have it together. */
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
        // An interrupted thread would have its channel closed.
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
     * The same after a wait.
     *
     * @return empty where somebody else still has it
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

    /** In this order: before the handle is closed nobody of ours may have another one. */
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

    /** Does some work while it is held: one that nobody refers to any more is given back by the garbage collector. */
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
            // The kernel takes it back when we end.
        }
    }
}
