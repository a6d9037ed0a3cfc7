package replaystorage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.console.JsonText;
import replaystorage.jobs.snapshot.Snapshot;
import replaystorage.jobs.snapshot.Snapshots;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.StorageCommand;

@Command(
        name = "snapshots",
        description = {
            "List the snapshots in the artifacts bucket, and whether each is complete.",
            "One date per line; (none) if there are none.",
            "Snapshots that the old scripts made are \"not marked\": they may be incomplete."
        },
        footer = {"", "Example:  replay-storage snapshots"})
final class SnapshotsCommand extends StorageCommand {
    @Option(
            names = "--dates",
            description = "Print only the dates, as list-snapshots does; warn of incomplete ones on standard error.")
    private boolean datesOnly;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    SnapshotsCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public int run(CommandSession session) {
        List<Snapshot> snapshots = new Snapshots(session.transferContext()).list();
        if (json) {
            session.printResult(JsonText.ascii(out -> writeJson(out, snapshots)));
            return 0;
        }
        snapshots.forEach(each -> session.printResult(datesOnly ? each.date() : line(each)));
        if (snapshots.isEmpty()) {
            session.printResult("(none)");
        }
        if (datesOnly) {
            snapshots.stream()
                    .filter(each -> each.state() == Snapshot.SnapshotState.INCOMPLETE)
                    .forEach(each -> session.warn(each.date() + " is incomplete: " + each.incompleteReason()));
        }
        return 0;
    }

    private static void writeJson(JsonGenerator out, List<Snapshot> snapshots) throws IOException {
        out.writeArrayFieldStart("snapshots");
        for (Snapshot snapshot : snapshots) {
            out.writeStartObject();
            out.writeStringField("date", snapshot.date());
            out.writeStringField("state", snapshot.state().toString());
            out.writeArrayFieldStart("unendedPods");
            for (String pod : snapshot.unfinishedPods()) {
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
            case INCOMPLETE -> ": " + snapshot.incompleteReason();
            case NOT_MARKED -> ": made by the old scripts, or by hand";
        };
        return snapshot.date() + "  " + snapshot.state() + more;
    }
}
