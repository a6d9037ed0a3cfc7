package replaystorage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
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
        SnapshotTaking snapshot =
                new Snapshots(session.setup()).taking(day, session.workspace().pod(day));
        int status = session.transfer(
                "snapshot " + day,
                session.names(Artifacts.NAMES),
                name -> snapshot.create(name, session.workspace().source(name), settle.settling()));
        snapshot.finish(status);
        return status;
    }
}
