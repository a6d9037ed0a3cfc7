package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import replaystorage.host.AtomicFile;
import replaystorage.host.IoErrorText;
import replaystorage.workspace.move.ConflictRenamer;
import replaystorage.workspace.move.FolderMove;
import replaystorage.workspace.move.MountPoints;
import replaystorage.workspace.move.MoveTempName;
import replaystorage.workspace.move.SetupReport;

/** A folder of the program's own, $APP_DIR/NAME, which becomes a link to the workspace's. */
final class AppDirLink {
    private static final int MAX_TRIES = 3;

    private final Path appFolder;
    private final Path target;
    private final Path state;
    private final ConflictRenamer renamer;

    /** @param state the folder of our own state, for the lock */
    AppDirLink(Path own, Path target, Path state, ConflictRenamer renamer) {
        this.appFolder = own;
        this.target = target;
        this.state = state;
        this.renamer = renamer;
    }

    SetupReport linkToWorkspace() {
        SetupReport report = SetupReport.NONE;
        for (int i = 0; i < MAX_TRIES; i++) {
            try {
                if (PathNesting.isSame(appFolder, target)) {
                    return report;
                }
                if (PathNesting.isWithin(appFolder.getParent(), target)) {
                    return report.plus(SetupReport.warning(appFolder + " is used as it is: it lies in " + target));
                }
                if (Files.isSymbolicLink(appFolder)) {
                    if (oldTarget().equals(target)) {
                        return report;
                    }
                    return report.plus(repointLink());
                }
                if (Files.isDirectory(appFolder)) {
                    report = report.plus(moveAndLink());
                }
                if (Files.isDirectory(appFolder)) {
                    return report;
                }
                if (Files.exists(appFolder, LinkOption.NOFOLLOW_LINKS)) {
                    return report.plus(SetupReport.warning(
                            appFolder + " is not a folder and stays as it is: " + target + " is used"));
                }
                Files.createSymbolicLink(appFolder, target);
                return report.plus(SetupReport.note("linked " + appFolder + " to " + target));
            } catch (FileAlreadyExistsException e) {
                // Another start or a program was faster: looked at again.
            } catch (IOException e) {
                return report.plus(SetupReport.warning(
                        appFolder + " can't be linked to " + target + ": " + IoErrorText.describe(e)));
            }
        }
        return report.plus(SetupReport.warning(appFolder + " is not linked to " + target + ": it keeps changing"));
    }

    /** What another link led to is not ours to move. */
    private SetupReport repointLink() throws IOException {
        Path old = oldTarget();
        boolean isUsed = Files.exists(appFolder);
        AtomicFile.replaceByLink(appFolder, target);
        return isUsed
                ? SetupReport.warning(appFolder + " was a link to " + old + " and is now one to " + target
                        + "; the files in " + old + " are still there")
                : SetupReport.note(appFolder + " was a broken link (to " + old + ") and is now one to " + target);
    }

    private Path oldTarget() throws IOException {
        return appFolder.resolveSibling(Files.readSymbolicLink(appFolder)).normalize();
    }

    private SetupReport moveAndLink() {
        try {
            if (PathNesting.isWithin(target, appFolder)) {
                return SetupReport.warning(appFolder + " is used as it is: " + target + " lies in it");
            }
            if (MountPoints.isAtOrBelow(appFolder.toRealPath())) {
                return SetupReport.warning(
                        appFolder + " is used as it is, because something is mounted there: mount it at " + target
                                + " instead to have it in the workspace");
            }
            requireLinkable();
            try (WorkspaceSetupLock lock = WorkspaceSetupLock.acquire(state)) {
                return switch (lock.outcome()) {
                    case HELD_BY_OTHER ->
                        SetupReport.error(appFolder + " is used as it is: another start is moving files");
                    case ACQUIRED -> moveContents(true);
                    case UNSUPPORTED ->
                        SetupReport.warning("two starts at once may keep files twice: can't lock " + state)
                                .plus(moveContents(false));
                };
            }
        } catch (IOException e) {
            return SetupReport.error(appFolder + " was not changed, because it can't be moved to " + target + ": "
                    + IoErrorText.withFileName(e));
        }
    }

    private SetupReport moveContents(boolean isAlone) {
        return Files.isDirectory(appFolder, LinkOption.NOFOLLOW_LINKS)
                ? new FolderMove(appFolder, target, renamer, isAlone).run()
                : SetupReport.NONE;
    }

    /** Nothing is moved where no link could take the folder's place. */
    private void requireLinkable() throws IOException {
        Path link = MoveTempName.freeNameIn(appFolder.getParent());
        Files.createSymbolicLink(link, target);
        Files.delete(link);
    }
}
