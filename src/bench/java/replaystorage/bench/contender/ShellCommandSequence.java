package replaystorage.bench.contender;

import java.util.List;
import java.util.stream.Collectors;

/** Several commands as one of the shell's. */
final class ShellCommandSequence {
    /** As rclone says that a folder is not there, which is an answer too. */
    private static final String ANSWERED = "[ $? = 3 ]";

    private ShellCommandSequence() {}

    /** Side by side, as ours asks. */
    static List<String> inParallel(List<List<String>> commands) {
        String started = commands.stream()
                .map(one -> line(one) + " & all=\"$all $!\"; ")
                .collect(Collectors.joining("", "all=; ", ""));
        return shell(started + "for one in $all; do wait \"$one\" || " + ANSWERED + " || exit 1; done");
    }

    /** One after the other. */
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
