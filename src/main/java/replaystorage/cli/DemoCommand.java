package replaystorage.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

/** The whole cycle on a local folder. */
@Command(
        name = "demo",
        description = "Show the whole cycle on local folders: no account, no network. All of it happens in DIR.",
        footer = {"", "Example:  replay-storage demo"})
final class DemoCommand extends CommandWithHelp implements Callable<Integer> {
    private final App app;
    private final PrintStream out;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "A folder that is not there yet (default: /tmp/replay-storage-demo-1, -2, ...).")
    private Path folder;

    DemoCommand(App app) {
        this.app = app;
        this.out = app.streams().out();
    }

    @Override
    public Integer call() {
        try {
            return play(folder == null ? DemoFolder.temporary() : DemoFolder.at(folder));
        } catch (IOException e) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "the demo can't write its files: " + e.getMessage(),
                    "replay-storage demo /a/new/folder");
        }
    }

    private int play(DemoFolder demo) throws IOException {
        demo.fill();
        Path root = demo.root();
        App pod = new App(demo.environment(app.environment(), app.home()), app.streams(), app.home());
        String today = LocalDate.now(ZoneId.systemDefault()).toString();
        out.println("A storage, a pod and your own machine, each a folder in " + root + ".");
        out.println("A line of this demo can be pasted into a shell, after this one:");
        out.println("  . " + Shell.word(demo.environmentFile().toString()));

        say("1. At home: the replays go up.");
        run(pod, "upload", demo.slippi().toString());
        say("2. On the pod: the replays come down.");
        run(pod, "fetch");
        say(
                "3. The training's checkpoints, logs and cache go up. A dated snapshot is kept: the storage copies what it has.");
        run(pod, "up");
        run(pod, "snapshot", today);
        say("4. The checkpoints are lost.");
        show("rm -r " + Shell.word(demo.checkpoints().toString()));
        demo.loseCheckpoints();
        say("5. They come back from the snapshot, and every byte is right.");
        run(pod, "snapshots");
        run(pod, "down", "checkpoints", "--snapshot", today);
        run(pod, "verify", "checkpoints", "replays");

        say("All is in " + root + ": storage/ is the bucket, workspace/ the pod's volume,");
        out.println("Slippi/ your machine. To remove it: rm -r " + Shell.word(root.toString()));
        say("More to try: replay-storage doctor, auto-sync --once, costs --size 10GB, --help.");
        say("With Backblaze B2 the same commands do the same. At home and on the pod, in a new shell:");
        out.println("  export B2_KEY_ID=... B2_APP_KEY=... B2_REPLAYS=my-replays B2_ARTIFACTS=my-artifacts");
        return ExitStatus.OK;
    }

    private void run(App pod, String... words) {
        show("replay-storage " + Stream.of(words).map(Shell::word).collect(Collectors.joining(" ")));
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
}
