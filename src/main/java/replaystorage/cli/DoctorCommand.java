package replaystorage.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.console.WordWrap;
import replaystorage.doctor.Doctor;
import replaystorage.doctor.DoctorJson;
import replaystorage.doctor.Finding;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.StorageCommand;

@Command(
        name = "doctor",
        description = {
            "Test the whole set-up and print the command that fixes each problem.",
            "It writes, reads and deletes a tiny object under .replay-storage/ in the artifacts bucket.",
            "It changes nothing else, neither in the bucket nor here."
        },
        footer = {"", "Examples:  replay-storage doctor", "           replay-storage doctor --json"})
final class DoctorCommand extends StorageCommand {
    /** Column where the texts begin. */
    private static final int INDENT = 21;

    /** Narrower terminals get the text on a line of its own. */
    private static final int MIN_COLUMNS = 60;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    DoctorCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public int run(CommandSession session) {
        List<Doctor.DoctorLine> lines = new ArrayList<>();
        session.console()
                .muteAndRun(() -> new DoctorChecks(invocation(), session)
                        .doctor()
                        .lines()
                        .forEach(line -> {
                            lines.add(line);
                            if (!json) {
                                printLine(session, line);
                            }
                        }));
        session.console().unmute();
        session.printResult(json ? DoctorJson.toJson(lines) : Doctor.summary(lines));
        return Doctor.status(lines);
    }

    /** Wraps text at a terminal, but never a remedy, and never in a pipe. */
    private static void printLine(CommandSession session, Doctor.DoctorLine line) {
        Finding finding = line.finding();
        int columns = session.terminal().attached() ? session.terminal().width().getAsInt() : Integer.MAX_VALUE;
        String head = String.format("%-8s %-11s ", finding.severity(), line.subject());
        String margin = " ".repeat(columns < MIN_COLUMNS ? 2 : INDENT);
        if (columns < MIN_COLUMNS) {
            session.printResult(head.stripTrailing());
            head = margin;
        }
        for (String part : WordWrap.wrap(finding.text(), columns - margin.length())) {
            session.printResult(head + part);
            head = margin;
        }
        if (finding.remedy() != null) {
            session.printResult(margin + "Try: " + finding.remedy());
        }
    }
}
