package replaystorage.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.doctor.Doctor;
import replaystorage.doctor.DoctorJson;
import replaystorage.doctor.Finding;
import replaystorage.progress.Wrapped;

/** Everything that a user could have got wrong. */
@Command(
        name = "doctor",
        description = {
            "Test the whole set-up and print the command that fixes each problem.",
            "In the artifacts bucket it writes, reads and removes a tiny object under .replay-storage/.",
            "Nothing else is changed, neither there nor here."
        },
        footer = {"", "Examples:  replay-storage doctor", "           replay-storage doctor --json"})
final class DoctorCommand extends SessionCommand {
    /** Where the texts begin. */
    private static final int MARGIN = 21;

    /** Below, they have lines of their own. */
    private static final int NARROW = 60;

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean json;

    DoctorCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        List<Doctor.Line> lines = new ArrayList<>();
        session.talk()
                .quietly(() -> new Examination(app(), session).doctor().lines().forEach(line -> {
                    lines.add(line);
                    if (!json) {
                        show(session, line);
                    }
                }));
        session.talk().loudly();
        session.result(json ? DoctorJson.of(lines) : Doctor.summary(lines));
        return Doctor.status(lines);
    }

    /** The text is broken between words at a terminal; what is to be pasted never is, nor what a program reads. */
    private static void show(Session session, Doctor.Line line) {
        Finding finding = line.finding();
        int columns = session.talk().isTerminal() ? session.talk().columns() : Integer.MAX_VALUE;
        String head = String.format("%-8s %-11s ", finding.level(), line.about());
        String margin = " ".repeat(columns < NARROW ? 2 : MARGIN);
        if (columns < NARROW) {
            session.result(head.stripTrailing());
            head = margin;
        }
        for (String part : Wrapped.lines(finding.text(), columns - margin.length())) {
            session.result(head + part);
            head = margin;
        }
        if (finding.remedy() != null) {
            session.result(margin + "Try: " + finding.remedy());
        }
    }
}
