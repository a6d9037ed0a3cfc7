package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Prepares the pod's folders: makes them, takes away links to themselves, moves what $APP_DIR holds into $WORKSPACE and links it. */
public final class WorkspaceSetup {
    private final Workspace workspace;
    private final List<String> artifacts;

    /** @param more names of the user's further artifacts */
    public WorkspaceSetup(Workspace workspace, List<String> more) {
        this.workspace = workspace;
        this.artifacts =
                Stream.concat(StandardFolders.ARTIFACTS.stream(), more.stream()).toList();
    }

    /** What can't be done is told, and the rest goes on. */
    public SetupReport prepare() {
        SetupReport report = SetupReport.NONE;
        for (String name : artifacts) {
            report = report.plus(createFolder(workspace.artifactTarget(name)));
        }
        report = report.plus(createFolder(workspace.artifactTarget(StandardFolders.REPLAYS)));
        report = report.plus(removeSelfLinks());
        if (Files.isDirectory(workspace.appFolder())) {
            // What was moved may have held such links too.
            report = report.plus(linkAppFolders()).plus(removeSelfLinks());
        }
        return report;
    }

    private static SetupReport createFolder(Path folder) {
        if (Files.isDirectory(folder)) {
            return SetupReport.NONE;
        }
        if (Files.isSymbolicLink(folder)) {
            return SetupReport.error(folder + " can't be created: a broken link is in its place. Try: rm "
                    + PasteableCommand.quote(folder.toString()));
        }
        try {
            Files.createDirectories(folder);
            return SetupReport.note("created " + folder);
        } catch (IOException e) {
            return SetupReport.error(folder + " can't be created: " + IoErrorText.describe(e));
        }
    }

    private SetupReport removeSelfLinks() {
        return artifacts.stream()
                .map(workspace::artifactTarget)
                .map(SelfLinkRemoval::remove)
                .reduce(SetupReport.NONE, SetupReport::plus);
    }

    private SetupReport linkAppFolders() {
        String today = LocalDate.now(ZoneId.systemDefault()).toString();
        ConflictRenamer renamer =
                new ConflictRenamer(new ConflictName(() -> workspace.podName(today), InstantSource.system()));
        return artifacts.stream()
                .filter(name -> Files.isDirectory(workspace.artifactTarget(name)))
                .map(name -> new AppDirLink(
                        workspace.appFolder().resolve(name),
                        workspace.artifactTarget(name),
                        workspace.stateFolder(),
                        renamer))
                .map(AppDirLink::linkToWorkspace)
                .reduce(SetupReport.NONE, SetupReport::plus);
    }
}
