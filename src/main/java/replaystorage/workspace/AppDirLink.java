package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import replaystorage.host.AtomicFile;
import replaystorage.host.IoErrorText;
import replaystorage.host.LockFile;
import replaystorage.host.RealPath;
import replaystorage.workspace.move.ConflictRenamer;
import replaystorage.workspace.move.FolderMove;
import replaystorage.workspace.move.MovePreflight;
import replaystorage.workspace.move.MoveTempName;
import replaystorage.workspace.move.SetupReport;

/** Replaces a folder $APP_DIR/NAME by a link to the workspace's folder, after its files were moved there. */
final class AppDirLink {
    private static final int MAX_TRIES = 3;

    private final Path appFolder;
    private final Path target;
    private final Path lockFile;
    private final Duration lockTimeout;
    private final ConflictRenamer renamer;
    private final SetupReport report;

    /** @param lockTimeout how long to wait for another start that moves files */
    AppDirLink(
            Path appFolder,
            Path target,
            Path lockFile,
            Duration lockTimeout,
            ConflictRenamer renamer,
            SetupReport report) {
        this.appFolder = appFolder;
        this.target = target;
        this.lockFile = lockFile;
        this.lockTimeout = lockTimeout;
        this.renamer = renamer;
        this.report = report;
    }

    void linkToWorkspace() {
        for (int i = 0; i < MAX_TRIES; i++) {
            try {
                if (RealPath.isSame(appFolder, target)) {
                    return;
                }
                if (RealPath.isWithin(appFolder.getParent(), target)) {
                    report.warn(appFolder + " is used as it is: it lies in " + target);
                    return;
                }
                if (Files.isSymbolicLink(appFolder)) {
                    repointLink();
                    return;
                }
                if (Files.isDirectory(appFolder)) {
                    moveToWorkspace();
                }
                if (Files.isDirectory(appFolder)) {
                    return;
                }
                if (Files.exists(appFolder, LinkOption.NOFOLLOW_LINKS)) {
                    report.warn(appFolder + " is not a folder and stays as it is: " + target + " is used");
                    return;
                }
                Files.createSymbolicLink(appFolder, target);
                report.note("linked " + appFolder + " to " + target);
                return;
            } catch (FileAlreadyExistsException e) {
                // Another start or a program was faster: look again.
            } catch (IOException e) {
                report.warn(appFolder + " can't be linked to " + target + ": " + IoErrorText.describe(e));
                return;
            }
        }
        report.warn(appFolder + " is not linked to " + target + ": it keeps changing");
    }

    /** The files that another link led to stay: they may belong to somebody else. */
    private void repointLink() throws IOException {
        Path old = appFolder.resolveSibling(Files.readSymbolicLink(appFolder)).normalize();
        if (old.equals(target)) {
            return;
        }
        boolean isUsed = Files.exists(appFolder);
        AtomicFile.replaceByLink(appFolder, target);
        if (isUsed) {
            report.warn(appFolder + " was a link to " + old + " and is now one to " + target + "; the files in " + old
                    + " are still there");
        } else {
            report.note(appFolder + " was a broken link (to " + old + ") and is now one to " + target);
        }
    }

    private void moveToWorkspace() {
        try {
            if (RealPath.isWithin(target, appFolder)) {
                report.warn(appFolder + " is used as it is: " + target + " lies in it");
            } else if (MovePreflight.containsMountPoint(appFolder.toRealPath())) {
                report.warn(appFolder + " is used as it is, because something is mounted there: mount it at " + target
                        + " instead to have it in the workspace");
            } else {
                requireLinkable();
                moveLocked();
            }
        } catch (IOException e) {
            report.error(appFolder + " was not changed, because it can't be moved to " + target + ": "
                    + IoErrorText.withFileName(e));
        }
    }

    /** Nothing is moved where no link could take the folder's place. */
    private void requireLinkable() throws IOException {
        Path link = MoveTempName.freeNameIn(appFolder.getParent());
        Files.createSymbolicLink(link, target);
        Files.delete(link);
    }

    private void moveLocked() throws FileSystemException {
        try (LockFile lock = LockFile.acquire(lockFile, lockTimeout).orElse(null)) {
            if (lock == null) {
                report.error(appFolder + " is used as it is: another start is moving files");
            } else {
                moveFiles(true);
            }
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            report.warn("two starts at once may keep files twice: can't lock " + lockFile.getParent());
            moveFiles(false);
        }
    }

    private void moveFiles(boolean isAlone) {
        if (Files.isDirectory(appFolder, LinkOption.NOFOLLOW_LINKS)) {
            new FolderMove(appFolder, target, renamer, isAlone, report).run();
        }
    }
}
