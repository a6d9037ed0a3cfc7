package replaystorage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import replaystorage.host.LockFile;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Reason;
import replaystorage.transfer.Artifacts;
import replaystorage.transfer.SnapshotDate;
import replaystorage.transfer.SnapshotTaking;
import replaystorage.transfer.Snapshots;

/** A dated snapshot of this pod's artifacts. */
@Command(
        name = "snapshot",
        description = {
            "Save this pod's checkpoints, logs and cache under snapshots/DATE in the artifacts bucket.",
            "What the bucket holds already is copied by the storage itself, the rest is sent.",
            "Until all of it is there it is marked as incomplete; another run of the same date completes it."
        },
        footer = {"", "Example:  replay-storage snapshot"})
final class SnapshotCommand extends TransferCommand {
    @Parameters(arity = "0..1", paramLabel = "DATE", description = "The date as YYYY-MM-DD (default: today).")
    private String date;

    @Mixin
    private SettleOption settle;

    SnapshotCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        String day = SnapshotDate.of(date == null ? session.today() : date);
        Snapshots snapshots = new Snapshots(session.setup());
        session.requireWorkspace(session.names(Artifacts.NAMES));
        if (transfers().dryRun()) {
            return take(session, day, snapshots);
        }
        Path file = session.workspace().state().resolve("snapshot.lock");
        // Two at once would share a mark, and the first to end would delete it.
        Optional<LockFile> lock;
        try {
            lock = LockFile.take(file);
        } catch (IOException e) {
            session.warn("no lock can be had on " + file + " (" + Reason.of(e)
                    + "): see to it that there is only one snapshot at a time");
            return take(session, day, snapshots);
        }
        try (LockFile held = lock.orElseThrow(() -> new CliException(
                ExitStatus.INCOMPLETE,
                "another snapshot of this workspace is being taken",
                "replay-storage snapshots"))) {
            return held.during(() -> take(session, day, snapshots));
        }
    }

    private int take(Session session, String day, Snapshots snapshots) {
        SnapshotTaking snapshot = snapshots.taking(day, session.workspace().pod(day));
        List<String> names = session.names(Artifacts.NAMES);
        session.share(session.alone() ? 1 : names.size());
        TransferRun run = session.transferRun("snapshot " + day, "snapshot " + day);
        TransferRun.Result result = run.carry(
                names,
                name -> snapshot.create(name, session.workspace().source(name), settle.settling()),
                transfers().dryRun());
        boolean complete = snapshot.finish(result.status(), transfers().chooses());
        run.tell(complete ? result.beginning("complete; ") : result);
        return result.status();
    }
}
