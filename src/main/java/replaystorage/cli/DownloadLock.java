package replaystorage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import replaystorage.host.LockFile;
import replaystorage.host.RealPath;
import replaystorage.host.ShortName;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Reason;
import replaystorage.transfer.Prepared;

/** Lets one command at a time download into a folder: another one waits, and then finds all there. */
final class DownloadLock {
    private static final long PAUSE_MILLIS = 50;

    private final Session session;
    private final Deque<LockFile> held = new ArrayDeque<>();
    private boolean waited;
    private boolean warned;

    private DownloadLock(Session session) {
        this.session = session;
    }

    /** Of a folder and all below it. A dry run neither waits nor keeps anybody waiting. */
    static DownloadLock of(Session session, Path folder) {
        return of(session, folder, List.of(""));
    }

    /**
     * Of some folders in a folder, others of which may be filled meanwhile.
     *
     * @param parts their paths in it; an empty one stands for all of it
     */
    static DownloadLock of(Session session, Path folder, List<String> parts) {
        DownloadLock lock = new DownloadLock(session);
        if (session.isDryRun()) {
            return lock;
        }
        Path root = RealPath.of(folder);
        // In the order of their names, so that no two commands wait for each other.
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
                lock.await(each.getKey(), each.getValue());
            }
            return lock;
        } catch (RuntimeException e) {
            lock.release();
            throw e;
        }
    }

    private void await(Path folder, boolean shared) {
        Path file = session.workspace().state().resolve("downloads").resolve(ShortName.of(folder.toString()) + ".lock");
        try {
            Optional<LockFile> lock = take(file, shared);
            while (lock.isEmpty()) {
                tell(folder);
                Thread.sleep(PAUSE_MILLIS);
                if (Interruption.isUnderWay()) {
                    throw interrupted();
                }
                lock = take(file, shared);
            }
            held.push(lock.get());
        } catch (IOException e) {
            if (!warned) {
                warned = true;
                session.warn("no lock can be had on " + file + " (" + Reason.of(e)
                        + "): see to it that only one command at a time downloads into " + folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private static Optional<LockFile> take(Path file, boolean shared) throws IOException {
        return shared ? LockFile.takeShared(file) : LockFile.take(file);
    }

    private void tell(Path folder) {
        if (!waited) {
            waited = true;
            session.note("another command is downloading into " + folder + ": waiting until it ends");
        }
    }

    private static CliException interrupted() {
        return new CliException(ExitStatus.INCOMPLETE, "interrupted while another command was downloading");
    }

    /** Whether somebody else had it: what was known of the folder before may be old. */
    boolean hasWaited() {
        return waited;
    }

    /** Plans a download, and holds the lock until it has been carried out. */
    Prepared during(Supplier<Prepared> plan) {
        try {
            return plan.get().followedBy(this::release);
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
