package replaystorage.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.transfer.Artifacts;
import replaystorage.transfer.LocalTree;

/** The checkpoints there are. */
@Command(
        name = "checkpoints",
        description = "List size (in bytes) and name of each checkpoint, or (none yet).",
        footer = {"", "Example:  replay-storage checkpoints --local"})
final class CheckpointsCommand extends SessionCommand {
    @ArgGroup
    private Side side = new Side();

    /** Which side is listed. */
    static final class Side {
        @Option(names = "--remote", description = "The checkpoints in the artifacts bucket (the default).")
        private boolean remote;

        @Option(names = "--local", description = "The checkpoints of this pod.")
        private boolean local;
    }

    CheckpointsCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        ObjectLines lines = new ObjectLines(app().streams().out(), "(none yet)");
        if (side.local && !side.remote) {
            LocalTree tree = LocalTree.walk(session.workspace().source("checkpoints"));
            tree.files().forEach((name, file) -> lines.add(name, file.stamp()));
        } else {
            Artifacts artifacts = session.artifacts();
            artifacts.list(artifacts.folder("checkpoints")).files().forEach(lines::add);
        }
        lines.print();
        return 0;
    }
}
