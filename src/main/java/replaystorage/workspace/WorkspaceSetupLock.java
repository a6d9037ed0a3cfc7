package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import replaystorage.host.LockFile;

/**
 * Keeps two starts from moving files at once.
 *
 * @param lock null unless it was acquired
 */
record WorkspaceSetupLock(LockOutcome outcome, LockFile lock) implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** What came of asking for it. */
    enum LockOutcome {
        ACQUIRED,
        /** The file system has no locks. */
        UNSUPPORTED,
        /** Another start has held it for as long as we wait. */
        HELD_BY_OTHER
    }

    /** @throws FileSystemException if the lock's file cannot be made */
    static WorkspaceSetupLock acquire(Path state) throws FileSystemException {
        try {
            Optional<LockFile> lock = LockFile.acquire(state.resolve("start.lock"), TIMEOUT);
            return new WorkspaceSetupLock(
                    lock.isPresent() ? LockOutcome.ACQUIRED : LockOutcome.HELD_BY_OTHER, lock.orElse(null));
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            return new WorkspaceSetupLock(LockOutcome.UNSUPPORTED, null);
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
