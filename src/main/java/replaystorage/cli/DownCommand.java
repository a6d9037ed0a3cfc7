package replaystorage.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.transfer.Artifacts;
import replaystorage.transfer.CheckpointChoice;
import replaystorage.transfer.Prepared;
import replaystorage.transfer.RemotePath;
import replaystorage.transfer.SnapshotDate;
import replaystorage.transfer.SnapshotRestoring;
import replaystorage.transfer.Snapshots;

/** Artifacts down. */
@Command(
        name = "down",
        description = {
            "Bring checkpoints, cache and logs from the artifacts bucket into $WORKSPACE.",
            "A local file that is newer, or that changed while the remote did not, stays."
        },
        footer = {
            "",
            "Examples:  replay-storage down checkpoints --newest 1",
            "           replay-storage down --snapshot 2026-11-25",
            "           replay-storage down --from snapshots/checkpoints --to /tmp/old"
        })
final class DownCommand extends TransferCommand {
    private static final String CHECKPOINTS = "checkpoints";

    @Parameters(
            paramLabel = "NAME",
            completionCandidates = Words.Artifacts.class,
            description = "checkpoints, cache, logs or a folder of replay-storage.yaml (default: all).")
    private List<String> names = List.of();

    @Option(
            names = "--snapshot",
            paramLabel = "DATE",
            description =
                    "From the snapshot of that date (YYYY-MM-DD); a local file that it replaces is kept beside it, unless the bucket has it.")
    private String snapshot;

    @Option(names = "--force", description = "Bring what there is of a snapshot that is incomplete.")
    private boolean force;

    @Option(names = "--from", paramLabel = "PATH", description = "From another folder of the artifacts bucket.")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Into DIR instead of $WORKSPACE/NAME; of several NAMEs each into DIR/NAME.")
    private Path to;

    @Mixin
    private NewestOption newest;

    DownCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        if (from != null && (snapshot != null || names.size() > 1)) {
            throw new CliException(
                    ExitStatus.USAGE, "--from stands alone, with one NAME at most", "replay-storage down --help");
        }
        if (force && snapshot == null) {
            throw new CliException(
                    ExitStatus.USAGE, "--force is for a snapshot that is incomplete", "replay-storage snapshots");
        }
        if (from != null) {
            return from(session);
        }
        List<String> chosen = Names.of("down", names, session.names(List.of("checkpoints", "cache", "logs")));
        if (newest.isGiven() && !chosen.contains(CHECKPOINTS)) {
            throw new CliException(
                    ExitStatus.USAGE, "--newest is for checkpoints", "replay-storage down checkpoints --newest 1");
        }
        if (snapshot != null) {
            String date = SnapshotDate.of(snapshot);
            SnapshotRestoring restoring = new Snapshots(session.setup()).restoring(date, force, names, this::typedWith);
            return session.transfer(
                    "down",
                    chosen,
                    name -> into(
                            session,
                            target(session, name, chosen),
                            folder ->
                                    restoring.restore(name, folder, choice(name).newest())));
        }
        Artifacts artifacts = session.artifacts();
        return session.transfer(
                "down",
                chosen,
                name -> into(
                        session,
                        target(session, name, chosen),
                        folder -> artifacts.down(name, artifacts.folder(name), folder, choice(name))));
    }

    private String typedWith(String date) {
        List<String> words = app().arguments().stream()
                .map(word -> word.equals(snapshot)
                        ? date
                        : word.equals("--snapshot=" + snapshot) ? "--snapshot=" + date : word)
                .toList();
        return Shell.line(words, app().passThrough());
    }

    private CheckpointChoice choice(String name) {
        return name.equals(CHECKPOINTS) ? newest.choice(List.of("down", CHECKPOINTS), to()) : CheckpointChoice.NONE;
    }

    private List<String> to() {
        return to == null ? List.of() : List.of("--to", to.toString());
    }

    private int from(Session session) {
        String path = RemotePath.clean(from);
        if (path.isEmpty()) {
            throw new CliException(ExitStatus.USAGE, "--from names no folder", "replay-storage ls artifacts");
        }
        String name = names.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : names.get(0);
        Artifacts artifacts = session.artifacts();
        return session.transfer(
                "down",
                List.of(name),
                title -> into(
                        session,
                        target(session, title, List.of(title)),
                        folder -> artifacts.from(
                                path, title, folder, newest.choice(List.of("down", name, "--from", path), to()))));
    }

    private static Prepared into(Session session, Path folder, Function<Path, Prepared> plan) {
        return DownloadLock.of(session, folder).during(() -> plan.apply(folder));
    }

    private Path target(Session session, String name, List<String> all) {
        if (to == null) {
            return session.workspace().target(name);
        }
        Path folder = to.toAbsolutePath().normalize();
        return all.size() == 1 ? folder : folder.resolve(name);
    }
}
