package replaystorage.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import replaystorage.bench.run.ExpectedFiles;
import replaystorage.bench.run.MeasuredProcess;

/** The rclone commands that a run of our program logs with --verbose, for running them alone. */
public record LoggedRcloneCommands(List<List<String>> commands) {
    private static final Pattern WORD = Pattern.compile("'(?<quoted>[^']*)'|(?<plain>\\S+)");

    private static final String NAMES = "--files-from-raw";

    public static LoggedRcloneCommands of(String text) {
        return new LoggedRcloneCommands(text.lines()
                .filter(line -> line.matches("rclone (copy|sync|lsjson) .*"))
                .map(LoggedRcloneCommands::words)
                .toList());
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }

    /** Runs our program once to get the commands. */
    static LoggedRcloneCommands by(BenchmarkJob job) throws IOException {
        return by(job.replayStorageRun(0, "--verbose"));
    }

    static LoggedRcloneCommands by(BenchmarkContender.PreparedRun attempt) throws IOException {
        MeasuredProcess launch = MeasuredProcess.of(attempt.command(), attempt.variables());
        LoggedRcloneCommands said = of(launch.said());
        if (launch.status() != 0 || said.commands.stream().noneMatch(LoggedRcloneCommands::isJob)) {
            throw new IOException("no rclone copy in: " + launch.end());
        }
        return said;
    }

    /** The first command that copies the requested files, with other names and locations. */
    public List<String> copy(Path names, String from, String to) {
        List<String> shown = commands.get(job());
        List<String> words = with(names, shown.subList(0, shown.size() - 2));
        words.addAll(List.of(from, to));
        return words;
    }

    /** The listings before the copy, with other names. */
    List<List<String>> listings(Path names) {
        return commands.subList(0, job()).stream()
                .filter(LoggedRcloneCommands::isListing)
                .map(one -> with(names, one))
                .toList();
    }

    /** The lookups of copied files after it, with other names. */
    List<List<String>> lookups(Path names) {
        return commands.subList(job(), commands.size()).stream()
                .filter(one -> isListing(one) && one.contains(NAMES))
                .map(one -> with(names, one))
                .toList();
    }

    /** The commands that write the snapshot's markers and list the others after the copy, with existing markers. */
    List<List<String>> marks(SnapshotMarkerFiles marks) {
        List<List<String>> all = new ArrayList<>(commands);
        all.removeAll(listings(marks.names()));
        all.removeIf(one -> isJob(one) || (isListing(one) && one.contains(NAMES)));
        return all.stream().map(one -> marks.in(with(marks.names(), one))).toList();
    }

    private int job() {
        return commands.indexOf(commands.stream()
                .filter(LoggedRcloneCommands::isJob)
                .findFirst()
                .orElseThrow());
    }

    /** Markers are also copied, but without a list of names, or with sync. */
    private static boolean isJob(List<String> command) {
        return command.get(1).equals("copy") && command.contains(NAMES);
    }

    private static boolean isListing(List<String> command) {
        return command.get(1).equals("lsjson");
    }

    private static List<String> with(Path names, List<String> command) {
        List<String> words = new ArrayList<>(command);
        int at = words.indexOf(NAMES);
        if (at >= 0) {
            words.set(at + 1, names.toString());
        }
        return words;
    }

    public static Path names(ExpectedFiles contents, Path file) throws IOException {
        return Files.write(file, contents.sizes().keySet());
    }
}
