package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import replaystorage.host.ConflictName;
import replaystorage.host.IoErrorText;
import replaystorage.host.PasteableCommand;
import replaystorage.workspace.move.ConflictRenamer;
import replaystorage.workspace.move.SetupReport;

/** Creates the pod's folders, removes links to their own folder, moves what $APP_DIR contains into $WORKSPACE and links it. */
public final class WorkspaceSetup {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    private final Workspace workspace;
    private final List<String> artifacts;
    private final Duration lockTimeout;
    private final SetupReport report = new SetupReport();

    /** @param more names of the user's further artifacts */
    public WorkspaceSetup(Workspace workspace, List<String> more) {
        this(workspace, more, LOCK_TIMEOUT);
    }

    WorkspaceSetup(Workspace workspace, List<String> more, Duration lockTimeout) {
        this.workspace = workspace;
        this.artifacts =
                Stream.concat(StandardFolders.ARTIFACTS.stream(), more.stream()).toList();
        this.lockTimeout = lockTimeout;
    }

    /** Reports what can't be done, and does the rest. */
    public SetupReport prepare() {
        Stream.concat(artifacts.stream(), Stream.of(StandardFolders.REPLAYS))
                .map(workspace::artifactTarget)
                .filter(folder -> !Files.isDirectory(folder))
                .forEach(this::createFolder);
        removeSelfLinks();
        if (Files.isDirectory(workspace.appFolder())) {
            linkAppFolders();
            // What was moved may contain such links too.
            removeSelfLinks();
        }
        return report;
    }

    private void createFolder(Path folder) {
        if (Files.isSymbolicLink(folder)) {
            report.error(folder + " can't be created: a broken link is in its place. Try: rm "
                    + PasteableCommand.quote(folder.toString()));
            return;
        }
        try {
            Files.createDirectories(folder);
            report.note("created " + folder);
        } catch (IOException e) {
            report.error(folder + " can't be created: " + IoErrorText.describe(e));
        }
    }

    /** Such as {@code logs/logs}, which an entrypoint makes that links a folder twice. */
    private void removeSelfLinks() {
        artifacts.stream()
                .map(workspace::artifactTarget)
                .map(folder -> folder.resolve(folder.getFileName()))
                .filter(Files::isSymbolicLink)
                .forEach(this::removeSelfLink);
    }

    private void removeSelfLink(Path link) {
        try {
            if (leadsToParent(link)) {
                Files.deleteIfExists(link);
                report.note("removed " + link + ", a link to its own folder");
            }
        } catch (IOException e) {
            report.warn(link + ", a link to its own folder, can't be removed: " + IoErrorText.describe(e));
        }
    }

    private static boolean leadsToParent(Path link) throws IOException {
        try {
            return link.getParent().toRealPath().startsWith(link.toRealPath());
        } catch (FileSystemException e) {
            // ELOOP: Java has no class for it.
            return e.getReason() != null && e.getReason().contains("symbolic links");
        }
    }

    private void linkAppFolders() {
        String today = LocalDate.now(ZoneId.systemDefault()).toString();
        ConflictRenamer renamer =
                new ConflictRenamer(new ConflictName(() -> workspace.podName(today), InstantSource.system()));
        Path lock = workspace.stateFolder().resolve("start.lock");
        for (String name : artifacts) {
            Path target = workspace.artifactTarget(name);
            if (Files.isDirectory(target)) {
                new AppDirLink(workspace.appFolder().resolve(name), target, lock, lockTimeout, renamer, report)
                        .linkToWorkspace();
            }
        }
    }
}
