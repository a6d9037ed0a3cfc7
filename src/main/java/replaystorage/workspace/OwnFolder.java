package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import replaystorage.settings.Reason;

/** A folder of the program's own, $APP_DIR/NAME, which becomes a link to the workspace's. */
final class OwnFolder {
    private static final int TRIES = 3;

    private final Path own;
    private final Path target;
    private final Path state;
    private final Aside aside;

    /** @param state the folder of our own state, for the lock */
    OwnFolder(Path own, Path target, Path state, Aside aside) {
        this.own = own;
        this.target = target;
        this.state = state;
        this.aside = aside;
    }

    Report link() {
        Report report = Report.NONE;
        for (int i = 0; i < TRIES; i++) {
            try {
                if (Nesting.isSame(own, target)) {
                    return report;
                }
                if (Nesting.isWithin(own.getParent(), target)) {
                    return report.and(Report.warning(own + " is used as it is: it lies in " + target));
                }
                if (Files.isSymbolicLink(own)) {
                    if (old().equals(target)) {
                        return report;
                    }
                    return report.and(repointed());
                }
                if (Files.isDirectory(own)) {
                    report = report.and(moved());
                }
                if (Files.isDirectory(own)) {
                    return report;
                }
                if (Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
                    return report.and(Report.warning(own + " is no folder and stays as it is: " + target + " is used"));
                }
                Files.createSymbolicLink(own, target);
                return report.and(Report.note("linked " + own + " to " + target));
            } catch (FileAlreadyExistsException e) {
                // Another start or a program was faster: looked at again.
            } catch (IOException e) {
                return report.and(Report.warning(own + " can't be linked to " + target + ": " + Reason.of(e)));
            }
        }
        return report.and(Report.warning(own + " is not linked to " + target + ": it changes all the time"));
    }

    /** What another link led to is not ours to move. */
    private Report repointed() throws IOException {
        Path old = old();
        boolean isUsed = Files.exists(own);
        Path fresh = PartialName.in(own.getParent());
        try {
            Files.createSymbolicLink(fresh, target);
            Files.move(fresh, own, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return isUsed
                ? Report.warning(own + " led to " + old + " and leads to " + target + " now; what is in " + old
                        + " is still there")
                : Report.note(own + " led nowhere (" + old + ") and leads to " + target + " now");
    }

    private Path old() throws IOException {
        return own.resolveSibling(Files.readSymbolicLink(own)).normalize();
    }

    private Report moved() {
        try {
            if (Nesting.isWithin(target, own)) {
                return Report.warning(own + " is used as it is: " + target + " lies in it");
            }
            if (Mounts.isAtOrBelow(own.toRealPath())) {
                return Report.warning(own + " is used as it is, since something is mounted there: mount it at " + target
                        + " instead to have it in the workspace");
            }
            probe();
            try (StartLock lock = StartLock.in(state)) {
                return switch (lock.outcome()) {
                    case TAKEN -> Report.error(own + " is used as it is: another start is moving files");
                    case HELD -> move(true);
                    case UNSUPPORTED ->
                        Report.warning("two starts at once may keep files twice: no locks can be had in " + state)
                                .and(move(false));
                };
            }
        } catch (IOException e) {
            return Report.error(
                    own + " is left as it was, since it can't be moved to " + target + ": " + Reason.named(e));
        }
    }

    private Report move(boolean isAlone) {
        return Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)
                ? new FolderMove(own, target, aside, isAlone).run()
                : Report.NONE;
    }

    /** Nothing is moved where no link could take the folder's place. */
    private void probe() throws IOException {
        Path link = PartialName.in(own.getParent());
        Files.createSymbolicLink(link, target);
        Files.delete(link);
    }
}
