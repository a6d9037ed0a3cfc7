package replaystorage.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.settings.CliException;
import replaystorage.settings.Environment;
import replaystorage.settings.ExitStatus;

/** The whole cycle on a local folder. */
@Command(
        name = "demo",
        description =
                "Show the whole cycle on a local folder: no account, no network. Nothing outside of DIR is touched.",
        footer = {"", "Example:  replay-storage demo"})
final class DemoCommand implements Callable<Integer> {
    private static final int REPLAY_BYTES = 200_000;

    private final App app;
    private final PrintStream out;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "A new folder (default: one in the temporary folder).")
    private Path folder;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private boolean help;

    DemoCommand(App app) {
        this.app = app;
        this.out = app.streams().out();
    }

    @Override
    public Integer call() {
        try {
            return play(madeFolder());
        } catch (IOException e) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "the demo can't write its files: " + e.getMessage(),
                    "replay-storage demo /a/new/folder");
        }
    }

    private Path madeFolder() throws IOException {
        if (folder == null) {
            return Files.createTempDirectory("replay-storage-demo-");
        }
        Path made = folder.toAbsolutePath().normalize();
        if (Files.exists(made)) {
            throw new CliException(ExitStatus.USAGE, made + " is there already; the demo wants a new folder", null);
        }
        return Files.createDirectories(made);
    }

    private int play(Path root) throws IOException {
        Path storage = root.resolve("storage");
        Path slippi = root.resolve("Slippi");
        Path workspace = root.resolve("workspace");
        Files.createDirectories(storage.resolve("replays"));
        Files.createDirectories(storage.resolve("artifacts"));
        makeReplays(slippi);
        Path checkpoints = Files.createDirectories(workspace.resolve("checkpoints"));
        makeFile(checkpoints.resolve("mewtwo-100.pt"), 3_000_000);
        makeFile(checkpoints.resolve("mewtwo-200.pt"), 3_000_000);
        Files.createSymbolicLink(checkpoints.resolve("latest.pt"), Path.of("mewtwo-200.pt"));

        String today = LocalDate.now(ZoneId.systemDefault()).toString();
        App pod = pod(
                root,
                Map.of(
                        "LOCAL_STORAGE",
                        storage.toString(),
                        "WORKSPACE",
                        workspace.toString(),
                        "RCLONE_CONFIG",
                        root.resolve("rclone.conf").toString()));
        out.println("A pod and its storage, both in " + root + ". This shell would be set up by:");
        out.println("  export LOCAL_STORAGE=" + storage + " WORKSPACE=" + workspace);
        out.println("  export RCLONE_CONFIG=" + root.resolve("rclone.conf"));

        say("1. At home: the replays go up.");
        run(pod, "upload", slippi.toString());
        say("2. On the pod: it pulls them as it starts.");
        run(pod, "fetch");
        say("3. The training's checkpoints go up, and a dated snapshot is kept.");
        run(pod, "up", "checkpoints");
        run(pod, "snapshot", today);
        say("4. The checkpoints are lost.");
        show("rm -r " + checkpoints);
        delete(checkpoints);
        say("5. They come back from the snapshot, and every byte is right.");
        run(pod, "snapshots");
        run(pod, "down", "checkpoints", "--snapshot", today);
        run(pod, "verify", "checkpoints", "replays");

        say("All is in " + root + ": storage/ is the bucket, workspace/ the pod, Slippi/ your machine.");
        out.println("For Backblaze B2, set on the pod and at home, and leave LOCAL_STORAGE out:");
        out.println("  export B2_KEY_ID=... B2_APP_KEY=... B2_REPLAYS=my-replays B2_ARTIFACTS=my-artifacts");
        out.println("Then the same commands work there. To take the demo away: rm -r " + root);
        return ExitStatus.OK;
    }

    /** The user's own storage settings do not rule the demo. */
    private App pod(Path root, Map<String, String> variables) {
        Environment environment = app.environment();
        for (String name : environment.all().keySet()) {
            if (name.matches("(B2|R2|S3|GDRIVE|LOCAL|REPLAY)_.*|WORKSPACE|APP_DIR|RCLONE_CONFIG.*")
                    && !name.equals("REPLAY_STORAGE_RCLONE")) {
                environment = environment.with(name, null);
            }
        }
        environment = environment.with("APP_DIR", root.resolve("app").toString());
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            environment = environment.with(variable.getKey(), variable.getValue());
        }
        return new App(environment, app.streams(), app.home());
    }

    private void run(App pod, String... words) {
        show("replay-storage " + String.join(" ", words));
        out.flush();
        int status = Commands.run(pod, words);
        pod.streams().err().flush();
        if (status != ExitStatus.OK) {
            throw new CliException(
                    status, "the demo's `replay-storage " + words[0] + "` ended with status " + status, null);
        }
    }

    private void say(String text) {
        out.println();
        out.println(text);
    }

    private void show(String command) {
        out.println("$ " + command);
    }

    private static void makeReplays(Path folder) throws IOException {
        for (String character : List.of("mewtwo", "greg")) {
            Path sub = Files.createDirectories(folder.resolve(character));
            for (int game = 1; game <= 20; game++) {
                makeFile(sub.resolve(String.format("Game_20261101T2000%02d.slp", game)), REPLAY_BYTES + 1000 * game);
            }
        }
    }

    /** Bytes that look like a replay to whoever reads the first of them, and are random behind. */
    private static void makeFile(Path file, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(file.getFileName().toString().hashCode()).nextBytes(bytes);
        byte[] head = "{U\u0003raw[$U#l".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, bytes, 0, file.toString().endsWith(".slp") ? head.length : 0);
        Files.write(file, bytes);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
