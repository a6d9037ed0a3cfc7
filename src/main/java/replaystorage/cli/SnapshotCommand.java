package replaystorage.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import replaystorage.transfer.SnapshotDate;
import replaystorage.transfer.Snapshots;

/** A dated snapshot of this pod's artifacts. */
@Command(
        name = "snapshot",
        description = {
            "Save this pod's checkpoints, logs and cache under snapshots/DATE.",
            "What the remote holds already is copied there by the server."
        },
        footer = {"", "Example:  replay-storage snapshot 2026-11-25"})
final class SnapshotCommand extends TransferCommand {
    @Parameters(arity = "0..1", paramLabel = "DATE", description = "YYYY-MM-DD (default: today).")
    private String date;

    SnapshotCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        String day = SnapshotDate.of(date == null ? session.today() : date);
        Snapshots snapshots = new Snapshots(session.setup());
        return session.transfer(
                "snapshot " + day,
                List.of("checkpoints", "logs", "cache"),
                name -> snapshots.create(day, name, session.workspace().source(name)));
    }
}
