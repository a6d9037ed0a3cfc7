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
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.option.CommandWithHelp;

@Command(
        name = "demo",
        description = {
            "Show the whole cycle on local folders: no account, no network.",
            "All files of the demo are in DIR."
        },
        footer = {"", "Example:  replay-storage demo"})
final class DemoCommand extends CommandWithHelp implements Callable<Integer> {
    private final ProgramInvocation invocation;
    private final PrintStream out;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "New folder for the demo (default: /tmp/replay-storage-demo-1, -2, ...).")
    private Path folder;

    DemoCommand(ProgramInvocation invocation) {
        this.invocation = invocation;
        this.out = invocation.streams().out();
    }

    @Override
    public Integer call() {
        try {
            return runDemo(folder == null ? DemoWorkspace.inTempFolder() : DemoWorkspace.inEmptyFolder(folder));
        } catch (IOException e) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "the demo can't write its files: " + e.getMessage(),
                    "replay-storage demo /a/new/folder");
        }
    }

    private int runDemo(DemoWorkspace demo) throws IOException {
        demo.createFiles();
        Path root = demo.root();
        ProgramInvocation pod = new ProgramInvocation(
                demo.environment(invocation.environment(), invocation.home()),
                invocation.streams(),
                invocation.home(),
                invocation.shutdown());
        String today = LocalDate.now(ZoneId.systemDefault()).toString();
        out.println("A storage, a pod and your own machine, each a folder in " + root + ".");
        out.println("To run a command of this demo yourself, first paste this line into your shell:");
        out.println("  . " + PasteableCommand.quote(demo.environmentFile().toString()));

        printParagraph("1. At home: upload the replays.");
        run(pod, "upload", demo.slippiFolder().toString());
        printParagraph("2. On the pod: download the replays.");
        run(pod, "fetch");
        printParagraph(
                "3. Upload checkpoints, logs and cache of the training, and take a dated snapshot (copied inside the storage).");
        run(pod, "up");
        run(pod, "snapshot", today);
        printParagraph("4. The checkpoints are lost.");
        printCommand("rm -r " + PasteableCommand.quote(demo.checkpointsFolder().toString()));
        demo.deleteCheckpoints();
        printParagraph("5. Restore them from the snapshot, and verify every byte.");
        run(pod, "snapshots");
        run(pod, "down", "checkpoints", "--snapshot", today);
        run(pod, "verify", "checkpoints", "replays");

        printParagraph("Everything is in " + root + ": storage/ is the bucket, workspace/ the pod's volume,");
        out.println("Slippi/ your machine. To remove it: rm -r " + PasteableCommand.quote(root.toString()));
        printParagraph("More to try: replay-storage doctor, auto-sync --once, costs --size 10GB, --help.");
        printParagraph("The same commands work with Backblaze B2. At home and on the pod, in a new shell:");
        out.println("  export B2_KEY_ID=... B2_APP_KEY=... B2_REPLAYS=my-replays B2_ARTIFACTS=my-artifacts");
        return ExitStatus.OK;
    }

    private void run(ProgramInvocation invocation, String... words) {
        printCommand("replay-storage "
                + Stream.of(words).map(PasteableCommand::quote).collect(Collectors.joining(" ")));
        out.flush();
        int status = Commands.run(invocation, words);
        invocation.streams().err().flush();
        if (status != ExitStatus.OK) {
            throw new CliException(
                    status, "the demo's `replay-storage " + words[0] + "` ended with status " + status, null);
        }
    }

    private void printParagraph(String text) {
        out.println();
        out.println(text);
    }

    private void printCommand(String command) {
        out.println("$ " + command);
    }
}
