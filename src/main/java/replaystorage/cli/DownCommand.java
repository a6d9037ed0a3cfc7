package replaystorage.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;
import replaystorage.jobs.ArtifactTransfers;
import replaystorage.jobs.checkpoint.CheckpointSelection;
import replaystorage.jobs.snapshot.SnapshotDate;
import replaystorage.jobs.snapshot.SnapshotRestore;
import replaystorage.jobs.snapshot.Snapshots;
import replaystorage.session.CommandSession;
import replaystorage.session.DownloadLock;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.TransferCommand;
import replaystorage.session.option.ArtifactNameArguments;
import replaystorage.session.option.CompletionCandidates;
import replaystorage.session.option.NewestOption;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.list.RemotePath;
import replaystorage.workspace.StandardFolders;

@Command(
        name = "down",
        description = {
            "Download checkpoints, cache and logs from the artifacts bucket into $WORKSPACE.",
            "It keeps a local file that is newer, or that changed while the one in the bucket did not."
        },
        footer = {
            "",
            "Examples:  replay-storage down checkpoints --newest 1",
            "           replay-storage down --snapshot 2026-11-25",
            "           replay-storage down --from snapshots/checkpoints --to /tmp/old"
        })
final class DownCommand extends TransferCommand {

    @Parameters(
            paramLabel = "NAME",
            completionCandidates = CompletionCandidates.ArtifactCandidates.class,
            description =
                    "What to download: checkpoints, cache, logs, or an artifact of replay-storage.yaml (default: all).")
    private List<String> names = List.of();

    @Option(
            names = "--snapshot",
            paramLabel = "DATE",
            description =
                    "Download the snapshot of this date (YYYY-MM-DD). If a local file is replaced that the bucket does not have, it is kept under another name.")
    private String snapshot;

    @Option(names = "--force", description = "Download an incomplete snapshot too.")
    private boolean force;

    @Option(
            names = "--from",
            paramLabel = "PATH",
            description = "Download this folder of the artifacts bucket instead.")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Download into DIR instead of $WORKSPACE/NAME; several NAMEs go into DIR/NAME each.")
    private Path to;

    @Mixin
    private NewestOption newest;

    DownCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public int run(CommandSession session) {
        if (from != null && (snapshot != null || names.size() > 1)) {
            throw new CliException(
                    ExitStatus.USAGE,
                    "--from can't be combined with --snapshot or several NAMEs",
                    "replay-storage down --help");
        }
        if (force && snapshot == null) {
            throw new CliException(
                    ExitStatus.USAGE,
                    "--force needs --snapshot DATE: it downloads an incomplete snapshot",
                    "replay-storage snapshots");
        }
        if (from != null) {
            return from(session);
        }
        List<String> chosen = ArtifactNameArguments.of(
                "down",
                names,
                session.artifactNames(
                        List.of(StandardFolders.CHECKPOINTS, StandardFolders.CACHE, StandardFolders.LOGS)));
        if (newest.isGiven() && !chosen.contains(StandardFolders.CHECKPOINTS)) {
            throw new CliException(
                    ExitStatus.USAGE,
                    "--newest works for checkpoints only",
                    "replay-storage down checkpoints --newest 1");
        }
        if (snapshot != null) {
            String date = SnapshotDate.require(snapshot);
            SnapshotRestore restoring =
                    new Snapshots(session.transferContext()).restore(date, force, names, this::commandLineWithDate);
            return session.transfer(
                    "down",
                    chosen,
                    name -> planLocked(
                            session,
                            targetFolder(session, name, chosen),
                            folder -> restoring.planRestore(
                                    name, folder, checkpointSelection(name).maxNewest())));
        }
        ArtifactTransfers artifacts = session.artifactTransfers();
        return session.transfer(
                "down",
                chosen,
                name -> planLocked(
                        session,
                        targetFolder(session, name, chosen),
                        folder -> artifacts.planDownload(
                                name, artifacts.remoteFolder(name), folder, checkpointSelection(name))));
    }

    private String commandLineWithDate(String date) {
        List<String> words = invocation().arguments().stream()
                .map(word -> word.equals(snapshot)
                        ? date
                        : word.equals("--snapshot=" + snapshot) ? "--snapshot=" + date : word)
                .toList();
        return PasteableCommand.ofProgram(words, invocation().passThrough());
    }

    private CheckpointSelection checkpointSelection(String name) {
        return name.equals(StandardFolders.CHECKPOINTS)
                ? newest.selection(List.of("down", StandardFolders.CHECKPOINTS), to())
                : CheckpointSelection.ALL;
    }

    private List<String> to() {
        return to == null ? List.of() : List.of("--to", to.toString());
    }

    private int from(CommandSession session) {
        String path = RemotePath.normalize(from);
        if (path.isEmpty()) {
            throw new CliException(
                    ExitStatus.USAGE, "--from must be a folder of the bucket", "replay-storage ls artifacts");
        }
        String name = names.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : names.get(0);
        ArtifactTransfers artifacts = session.artifactTransfers();
        return session.transfer(
                "down",
                List.of(name),
                title -> planLocked(
                        session,
                        targetFolder(session, title, List.of(title)),
                        folder -> artifacts.planDownloadFrom(
                                path, title, folder, newest.selection(List.of("down", name, "--from", path), to()))));
    }

    private static PreparedTransfer planLocked(
            CommandSession session, Path folder, Function<Path, PreparedTransfer> plan) {
        return DownloadLock.of(session, folder).planWhileHeld(() -> plan.apply(folder));
    }

    private Path targetFolder(CommandSession session, String name, List<String> all) {
        if (to == null) {
            return session.workspace().artifactTarget(name);
        }
        Path folder = to.toAbsolutePath().normalize();
        return all.size() == 1 ? folder : folder.resolve(name);
    }
}
