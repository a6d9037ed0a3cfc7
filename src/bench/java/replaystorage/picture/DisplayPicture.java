package replaystorage.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a fetch at a pseudo terminal, and draws what the terminal shows during the transfer and at the end. */
public final class DisplayPicture {
    private static final String COMMAND = "replay-storage fetch -- --bwlimit 20M";
    private static final int COLUMNS = 72;
    private static final int FILES = 48;
    private static final int SMALLEST = 1_000_000;
    private static final int LARGEST = 5_000_000;
    private static final int PERCENT = 60;

    /** The end of a redraw of the live display, where it turns line wrap on again. */
    private static final Pattern REDRAWN = Pattern.compile("\u001b\\[\\?7h");

    private static final Pattern SHARE = Pattern.compile("(\\d+)%");

    private final Path tree;
    private final Path folder;

    private DisplayPicture(Path tree, Path folder) {
        this.tree = tree;
        this.folder = folder;
    }

    /** @param arguments the source tree, the rclone to use, a folder that does not exist yet, the SVG to write */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(Path.of(arguments[2]));
        String output = new DisplayPicture(Path.of(arguments[0]), folder).fetch(arguments[1]);
        TerminalSvg svg = new TerminalSvg(COLUMNS);
        svg.add("during the transfer", shown(halfway(output)));
        svg.add("at the end", shown(output));
        Files.writeString(
                Path.of(arguments[3]),
                svg.drawing(COMMAND + ": a progress bar, figures and the files in transfer; at the end a summary"));
    }

    private static List<List<TerminalScreen.Cell>> shown(String output) {
        return TerminalScreen.of("\u001b[1m$ " + COMMAND + "\u001b[0m\r\n" + output)
                .lines();
    }

    /** The output up to the first redraw with at least this percentage. */
    private static String halfway(String output) {
        Matcher redrawn = REDRAWN.matcher(output);
        while (redrawn.find()) {
            String before = output.substring(0, redrawn.end());
            Matcher share = SHARE.matcher(TerminalScreen.of(before).text());
            if (share.find() && Integer.parseInt(share.group(1)) >= PERCENT) {
                return before;
            }
        }
        throw new IllegalStateException("no redraw showed " + PERCENT + " %: " + output);
    }

    private String fetch(String rclone) throws IOException, InterruptedException {
        Random random = new Random(1);
        Path replays = Files.createDirectories(folder.resolve("storage/replays/mewtwo"));
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[SMALLEST + random.nextInt(LARGEST - SMALLEST)];
            random.nextBytes(content);
            Files.write(replays.resolve(String.format("Game_202611%02dT%02d0512.slp", 1 + i / 6, 18 + i % 6)), content);
        }
        String line = "stty cols " + COLUMNS + "; exec scripts/" + COMMAND;
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", line, "/dev/null")
                .directory(tree.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        String path = environment.get("PATH");
        environment.clear();
        environment.putAll(Map.of(
                "PATH",
                path,
                "TERM",
                "xterm",
                "HOME",
                folder.toString(),
                "WORKSPACE",
                folder.toString(),
                "LOCAL_STORAGE",
                folder.resolve("storage").toString(),
                "REPLAY_STORAGE_JAVA",
                System.getProperty("java.home") + "/bin/java",
                "REPLAY_STORAGE_RCLONE",
                rclone));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        return output;
    }
}
