package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import replaystorage.settings.Reason;
import replaystorage.settings.ShellLine;

/** Prepares the pod's folders: makes them, takes away links to themselves, moves what $APP_DIR holds into $WORKSPACE and links it. */
public final class PodFolders {
    private static final List<String> ARTIFACTS = List.of("checkpoints", "logs", "cache");
    private static final String REPLAYS = "replays";

    private final Workspace workspace;
    private final List<String> artifacts;

    /** @param more names of the user's further artifacts */
    public PodFolders(Workspace workspace, List<String> more) {
        this.workspace = workspace;
        this.artifacts = Stream.concat(ARTIFACTS.stream(), more.stream()).toList();
    }

    /** What can't be done is told, and the rest goes on. */
    public Report prepare() {
        Report report = Report.NONE;
        for (String name : artifacts) {
            report = report.and(made(workspace.target(name)));
        }
        report = report.and(made(workspace.target(REPLAYS)));
        report = report.and(withoutSelfLinks());
        if (Files.isDirectory(workspace.app())) {
            // What was moved may have held such links too.
            report = report.and(linked()).and(withoutSelfLinks());
        }
        return report;
    }

    private static Report made(Path folder) {
        if (Files.isDirectory(folder)) {
            return Report.NONE;
        }
        if (Files.isSymbolicLink(folder)) {
            return Report.error(folder + " can't be made: a link that leads nowhere is in its place. Try: rm "
                    + ShellLine.quoted(folder.toString()));
        }
        try {
            Files.createDirectories(folder);
            return Report.note("made " + folder);
        } catch (IOException e) {
            return Report.error(folder + " can't be made: " + Reason.of(e));
        }
    }

    private Report withoutSelfLinks() {
        return artifacts.stream().map(workspace::target).map(SelfLinks::remove).reduce(Report.NONE, Report::and);
    }

    private Report linked() {
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        Aside aside = new Aside(workspace.pod(now.toLocalDate().toString()), now);
        return artifacts.stream()
                .filter(name -> Files.isDirectory(workspace.target(name)))
                .map(name ->
                        new OwnFolder(workspace.app().resolve(name), workspace.target(name), workspace.state(), aside))
                .map(OwnFolder::link)
                .reduce(Report.NONE, Report::and);
    }
}
