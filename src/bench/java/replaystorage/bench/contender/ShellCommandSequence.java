package replaystorage.bench.contender;

import java.util.List;
import java.util.stream.Collectors;

/** Several commands in one shell. */
final class ShellCommandSequence {
    /** rclone's status for a missing folder, which is an answer too. */
    private static final String ANSWERED = "[ $? = 3 ]";

    private ShellCommandSequence() {}

    static List<String> inParallel(List<List<String>> commands) {
        String started = commands.stream()
                .map(one -> line(one) + " & all=\"$all $!\"; ")
                .collect(Collectors.joining("", "all=; ", ""));
        return shell(started + "for one in $all; do wait \"$one\" || " + ANSWERED + " || exit 1; done");
    }

    static List<String> inSequence(List<List<String>> commands) {
        return shell(commands.stream().map(ShellCommandSequence::line).collect(Collectors.joining(" && ")));
    }

    private static List<String> shell(String script) {
        return List.of("sh", "-c", script);
    }

    private static String line(List<String> command) {
        return "'" + String.join("' '", command) + "' >/dev/null";
    }
}
