package replaystorage.transfer.download;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import replaystorage.console.Console;
import replaystorage.host.ConflictName;
import replaystorage.host.IoErrorText;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;
import replaystorage.workspace.move.MoveTempName;

/** Creates or replaces a local file atomically; a replaced file is kept until it is certain that it had the expected version. */
record LocalFileReplacer(Route route, IncomingFolder incoming, ConflictName conflictName, Console console) {

    /** @return false if a file of this name exists by now */
    boolean tryCreate(Path came, Path file) throws IOException {
        try {
            Files.createLink(file, came);
            Files.delete(came);
            return true;
        } catch (FileAlreadyExistsException e) {
            return replaceDangling(came, file);
        } catch (IOException | UnsupportedOperationException e) {
            // No hard links here, or another disk.
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return replaceDangling(came, file);
            }
            moveInto(came, file);
            return true;
        }
    }

    private static boolean replaceDangling(Path came, Path file) throws IOException {
        boolean isDangling = Files.isSymbolicLink(file) && !Files.exists(file);
        if (isDangling) {
            moveInto(came, file);
        }
        return isDangling;
    }

    /** @return false if the local file changed since it was looked at */
    boolean tryReplace(PlannedFile planned, Path came, Path file, FileVersion looked, boolean keep) throws IOException {
        Path held;
        try {
            held = backUp(planned, file, looked, keep);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (held == null) {
            if (keep) {
                keepConflictCopy(planned, file);
            }
            moveInto(came, file);
            return true;
        }
        if (hasChanged(held, looked)) {
            Files.delete(held);
            return false;
        }
        try {
            moveInto(came, file);
        } catch (IOException e) {
            Files.delete(held);
            throw e;
        }
        if (keep || hasChanged(held, looked)) {
            keepReplaced(planned, held);
        } else {
            Files.delete(held);
        }
        return true;
    }

    private static boolean hasChanged(Path held, FileVersion looked) {
        return !LocalFile.stat(held).map(LocalFile::version).equals(Optional.of(looked));
    }

    /** Null without hard links or on another disk; also for a link, whose target stays when it is replaced. */
    private Path backUp(PlannedFile planned, Path file, FileVersion looked, boolean keep) throws IOException {
        if (Files.isSymbolicLink(file) && !keep) {
            return null;
        }
        try {
            return incoming.backUp(planned.name(), file.toRealPath(), keep ? null : looked);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private void keepReplaced(PlannedFile planned, Path held) {
        try {
            keepConflictCopy(planned, held);
            Files.delete(held);
        } catch (IOException e) {
            incoming.keepForRescue();
            console.warn(route.title() + "/" + planned.name() + " was replaced; the old version is in " + held
                    + " because it could not get a conflict name: " + IoErrorText.describe(e));
        }
    }

    private void keepConflictCopy(PlannedFile planned, Path file) throws IOException {
        String kept = LocalConflictCopy.keep(conflictName, file, route.localFolder(), planned.name());
        String how = planned.action() == PlannedAction.KEEP_LOCAL
                ? " differs here"
                : " was changed here during the download";
        console.warn(route.title() + "/" + planned.name() + how + ": your local version was kept as " + kept);
    }

    /** Atomic; a target on another disk behind a link to a folder is copied there first. */
    private static void moveInto(Path came, Path file) throws IOException {
        try {
            Files.move(came, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Path near = MoveTempName.freeNameIn(file.getParent());
            try {
                Files.copy(came, near, StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(near, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(near);
            }
            Files.delete(came);
        }
    }
}
