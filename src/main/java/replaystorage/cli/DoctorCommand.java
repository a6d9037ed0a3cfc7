package replaystorage.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.doctor.Doctor;
import replaystorage.doctor.DoctorJson;
import replaystorage.doctor.Finding;

/** Everything that a user could have got wrong. */
@Command(
        name = "doctor",
        description = {
            "Look for what is wrong, by trying it, and say how to mend it.",
            "In the artifacts bucket it writes, reads and removes a tiny object under .replay-storage/.",
            "Nothing else is changed, neither there nor here."
        },
        footer = {"", "Examples:  replay-storage doctor", "           replay-storage doctor --json"})
final class DoctorCommand extends SessionCommand {
    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean json;

    DoctorCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        List<Doctor.Line> lines = new ArrayList<>();
        session.talk()
                .quietly(() -> new Doctor(new Examination(app(), session).checks())
                        .lines()
                        .forEach(line -> {
                            lines.add(line);
                            if (!json) {
                                show(session, line);
                            }
                        }));
        session.talk().loudly();
        if (json) {
            session.result(DoctorJson.of(lines));
        }
        return Doctor.status(lines);
    }

    private static void show(Session session, Doctor.Line line) {
        Finding finding = line.finding();
        session.result(String.format("%-8s %-11s %s", finding.level(), line.about(), finding.text()));
        if (finding.remedy() != null) {
            session.result(" ".repeat(21) + "Try: " + finding.remedy());
        }
    }
}
