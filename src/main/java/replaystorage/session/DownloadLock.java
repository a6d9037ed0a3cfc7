package replaystorage.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.FileNameHash;
import replaystorage.host.IoErrorText;
import replaystorage.host.LockFile;
import replaystorage.host.RealPath;
import replaystorage.transfer.PreparedTransfer;

/** Allows one download to a folder at a time; a second command waits, and then finds the files there. */
public final class DownloadLock {
    private static final long POLL_MILLIS = 50;

    private final CommandSession session;
    private final Deque<LockFile> held = new ArrayDeque<>();
    private boolean hasWaited;
    private boolean warned;

    private DownloadLock(CommandSession session) {
        this.session = session;
    }

    /** Locks a folder with its subfolders. A dry run neither waits nor locks. */
    public static DownloadLock of(CommandSession session, Path folder) {
        return of(session, folder, List.of(""));
    }

    /**
     * Locks some subfolders of a folder; downloads to others may run meanwhile.
     *
     * @param parts relative paths; an empty one stands for the whole folder
     */
    public static DownloadLock of(CommandSession session, Path folder, List<String> parts) {
        DownloadLock lock = new DownloadLock(session);
        if (session.isDryRun()) {
            return lock;
        }
        Path root = RealPath.of(folder);
        // In alphabetical order, so that two commands can't wait for each other.
        Map<Path, Boolean> shared = new TreeMap<>();
        for (String part : parts) {
            Path path = root.resolve(part).normalize();
            if (parts.stream().map(root::resolve).noneMatch(each -> !each.equals(path) && path.startsWith(each))) {
                shared.put(path, false);
                for (Path above = path; !above.equals(root); above = above.getParent()) {
                    shared.putIfAbsent(above.getParent(), true);
                }
            }
        }
        try {
            for (Map.Entry<Path, Boolean> each : shared.entrySet()) {
                lock.acquire(each.getKey(), each.getValue());
            }
            return lock;
        } catch (RuntimeException e) {
            lock.release();
            throw e;
        }
    }

    private void acquire(Path folder, boolean shared) {
        Path file = session.workspace()
                .stateFolder()
                .resolve("downloads")
                .resolve(FileNameHash.hash(folder.toString()) + ".lock");
        try {
            Optional<LockFile> lock = tryAcquire(file, shared);
            while (lock.isEmpty()) {
                noteWaiting(folder);
                Thread.sleep(POLL_MILLIS);
                if (session.isShuttingDown()) {
                    throw interrupted();
                }
                lock = tryAcquire(file, shared);
            }
            held.push(lock.get());
        } catch (IOException e) {
            if (!warned) {
                warned = true;
                session.warn("can't lock " + file + " (" + IoErrorText.describe(e)
                        + "): make sure that only one command at a time downloads into " + folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private static Optional<LockFile> tryAcquire(Path file, boolean shared) throws IOException {
        return shared ? LockFile.tryAcquireShared(file) : LockFile.tryAcquire(file);
    }

    private void noteWaiting(Path folder) {
        if (!hasWaited) {
            hasWaited = true;
            session.note("another command is downloading into " + folder + ": waiting until it ends");
        }
    }

    private static CliException interrupted() {
        return new CliException(ExitStatus.INCOMPLETE, "interrupted while another command was downloading");
    }

    /** True if another command held the lock: earlier knowledge of the folder may be outdated. */
    public boolean hasWaited() {
        return hasWaited;
    }

    /** Plans a download, and holds the lock until it has run. */
    public PreparedTransfer planWhileHeld(Supplier<PreparedTransfer> plan) {
        try {
            return plan.get().andThen(this::release);
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    private void release() {
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }
}
