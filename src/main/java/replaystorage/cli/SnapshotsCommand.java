package replaystorage.cli;

import java.util.List;
import picocli.CommandLine.Command;
import replaystorage.transfer.Snapshots;

/** The snapshots there are. */
@Command(
        name = "snapshots",
        description = "List the dates of the snapshots in the artifacts bucket, or (none).",
        footer = {"", "Example:  replay-storage snapshots"})
final class SnapshotsCommand extends SessionCommand {
    SnapshotsCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        List<String> dates = new Snapshots(session.setup()).dates();
        dates.forEach(app().streams().out()::println);
        if (dates.isEmpty()) {
            app().streams().out().println("(none)");
        }
        return 0;
    }
}
