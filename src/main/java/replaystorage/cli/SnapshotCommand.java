package replaystorage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.IoErrorText;
import replaystorage.host.LockFile;
import replaystorage.jobs.snapshot.SnapshotCreation;
import replaystorage.jobs.snapshot.SnapshotDate;
import replaystorage.jobs.snapshot.Snapshots;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.TransferCommand;
import replaystorage.session.TransferRunner;
import replaystorage.session.option.SettleOption;
import replaystorage.workspace.StandardFolders;

@Command(
        name = "snapshot",
        description = {
            "Save this pod's checkpoints, logs and cache under snapshots/DATE in the artifacts bucket.",
            "The storage itself copies files that the bucket already has; only the others are uploaded.",
            "A snapshot is marked as incomplete until every file is there; run it again with the same date to complete it."
        },
        footer = {"", "Example:  replay-storage snapshot"})
final class SnapshotCommand extends TransferCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "DATE",
            description = "Date of the snapshot as YYYY-MM-DD (default: today).")
    private String date;

    @Mixin
    private SettleOption settle;

    SnapshotCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public int run(CommandSession session) {
        String day = SnapshotDate.require(date == null ? session.today() : date);
        Snapshots snapshots = new Snapshots(session.transferContext());
        session.requireWorkspace(session.artifactNames(StandardFolders.ARTIFACTS));
        if (transferOptions().dryRun()) {
            return createSnapshot(session, day, snapshots);
        }
        Path file = session.workspace().stateFolder().resolve("snapshot.lock");
        // Two at once would share a mark, and the first to end would delete it.
        Optional<LockFile> lock;
        try {
            lock = LockFile.tryAcquire(file);
        } catch (IOException e) {
            session.warn("can't lock " + file + " (" + IoErrorText.describe(e)
                    + "): make sure that only one snapshot runs at a time");
            return createSnapshot(session, day, snapshots);
        }
        try (LockFile held = lock.orElseThrow(() -> new CliException(
                ExitStatus.INCOMPLETE, "another snapshot of this workspace is running", "replay-storage snapshots"))) {
            return held.runHolding(() -> createSnapshot(session, day, snapshots));
        }
    }

    private int createSnapshot(CommandSession session, String day, Snapshots snapshots) {
        SnapshotCreation snapshot = snapshots.creation(day, session.workspace().podName(day));
        List<String> names = session.artifactNames(StandardFolders.ARTIFACTS);
        session.setParallelTransfers(session.runsSequentially() ? 1 : names.size());
        TransferRunner runner = session.transferRunner("snapshot " + day, "snapshot " + day);
        TransferRunner.RunResult result = runner.runAll(
                names,
                name -> snapshot.planCreation(
                        name, session.workspace().artifactSource(name), settle.stableFileDetector()),
                transferOptions().dryRun());
        boolean complete = snapshot.completeIfNothingMissing(
                result.status(), transferOptions().isFiltered());
        runner.showSummary(complete ? result.withPrefix("complete; ") : result);
        return result.status();
    }
}
