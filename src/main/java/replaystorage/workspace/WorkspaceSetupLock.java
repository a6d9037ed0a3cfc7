package replaystorage.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Keeps two starts from moving at once; it goes with its holder. */
final class WorkspaceSetupLock implements Closeable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    /** What came of asking for it. */
    enum LockOutcome {
        ACQUIRED,
        /** The file system knows no locks. */
        UNSUPPORTED,
        /** Another start has had it for all the time that we wait. */
        HELD_BY_OTHER
    }

    private final FileChannel channel;
    private final LockOutcome outcome;

    private WorkspaceSetupLock(FileChannel channel, LockOutcome outcome) {
        this.channel = channel;
        this.outcome = outcome;
    }

    /** @throws IOException where the lock's file can't be made */
    static WorkspaceSetupLock acquire(Path state) throws IOException {
        Files.createDirectories(state);
        FileChannel channel =
                FileChannel.open(state.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new WorkspaceSetupLock(channel, tryLock(channel));
    }

    private static LockOutcome tryLock(FileChannel channel) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        do {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return LockOutcome.ACQUIRED;
                }
                Thread.sleep(POLL_INTERVAL.toMillis());
            } catch (OverlappingFileLockException | InterruptedException e) {
                return LockOutcome.HELD_BY_OTHER;
            } catch (IOException e) {
                return LockOutcome.UNSUPPORTED;
            }
        } while (System.nanoTime() < end);
        return LockOutcome.HELD_BY_OTHER;
    }

    LockOutcome outcome() {
        return outcome;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
