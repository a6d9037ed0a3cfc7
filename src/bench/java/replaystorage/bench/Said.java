package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The commands of rclone that --verbose shows, to be run without us. */
record Said(List<List<String>> commands) {
    private static final Pattern BLANK = Pattern.compile(" ");
    private static final String NAMES = "--files-from-raw";

    static Said of(String text) {
        return new Said(text.lines()
                .filter(line -> line.matches("rclone (copy|sync|lsjson) .*"))
                .map(line -> BLANK.splitAsStream(line).toList())
                .toList());
    }

    /** Those with our own flags, to be had by a run of ours. */
    static Said by(Job job) throws IOException {
        Contender.Attempt attempt = job.ours(0, "--verbose");
        Launch launch = Launch.of(attempt.command(), attempt.variables());
        Said said = of(launch.said());
        if (launch.status() != 0 || said.commands.stream().noneMatch(Said::copies)) {
            throw new IOException("no rclone copy in: " + launch.end());
        }
        return said;
    }

    /** The first copying one, with these names, between these two. */
    List<String> copy(Path names, String from, String to) {
        List<String> shown = commands.stream().filter(Said::copies).findFirst().orElseThrow();
        List<String> words = with(names, shown.subList(0, shown.size() - 2));
        words.addAll(List.of(from, to));
        return words;
    }

    /** The listings before it as a line of the shell, with these names where it had some. */
    String listings(Path names) {
        return commands.stream()
                .takeWhile(one -> !copies(one))
                .map(one -> "'" + String.join("' '", with(names, one)) + "' >/dev/null")
                .reduce((one, other) -> one + " && " + other)
                .orElse(":");
    }

    private static boolean copies(List<String> command) {
        return !command.get(1).equals("lsjson");
    }

    private static List<String> with(Path names, List<String> command) {
        List<String> words = new ArrayList<>(command);
        int at = words.indexOf(NAMES);
        if (at >= 0) {
            words.set(at + 1, names.toString());
        }
        return words;
    }

    static Path names(Contents contents, Path file) throws IOException {
        return Files.write(file, contents.sizes().keySet());
    }
}
