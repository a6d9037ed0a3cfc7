package replaystorage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.transfer.Snapshot;
import replaystorage.transfer.Snapshots;

/** The snapshots there are. */
@Command(
        name = "snapshots",
        description = {
            "List the snapshots in the artifacts bucket, or (none): a date a line, and whether it is complete.",
            "Those that the old scripts made carry no mark, so that nothing tells whether they are."
        },
        footer = {"", "Example:  replay-storage snapshots"})
final class SnapshotsCommand extends SessionCommand {
    @Option(
            names = "--dates",
            description =
                    "Print the dates alone, as list-snapshots does; those that are incomplete are told on standard error.")
    private boolean dates;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    SnapshotsCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        List<Snapshot> snapshots = new Snapshots(session.setup()).all();
        if (json) {
            session.result(ResultJson.text(out -> write(out, snapshots)));
            return 0;
        }
        snapshots.forEach(each -> session.result(dates ? each.date() : line(each)));
        if (snapshots.isEmpty()) {
            session.result("(none)");
        }
        if (dates) {
            snapshots.stream()
                    .filter(each -> each.state() == Snapshot.State.INCOMPLETE)
                    .forEach(each -> session.warn(each.date() + " is incomplete: " + each.unended()));
        }
        return 0;
    }

    private static void write(JsonGenerator out, List<Snapshot> snapshots) throws IOException {
        out.writeArrayFieldStart("snapshots");
        for (Snapshot snapshot : snapshots) {
            out.writeStartObject();
            out.writeStringField("date", snapshot.date());
            out.writeStringField("state", snapshot.state().toString());
            out.writeArrayFieldStart("unendedPods");
            for (String pod : snapshot.pods()) {
                out.writeString(pod);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static String line(Snapshot snapshot) {
        String more = switch (snapshot.state()) {
            case COMPLETE -> "";
            case INCOMPLETE -> ": " + snapshot.unended();
            case NOT_MARKED -> ": made by the old scripts, or by hand";
        };
        return snapshot.date() + "  " + snapshot.state() + more;
    }
}
