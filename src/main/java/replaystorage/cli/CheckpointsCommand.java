package replaystorage.cli;

import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.transfer.Artifacts;
import replaystorage.transfer.LocalTree;

/** The checkpoints there are. */
@Command(
        name = "checkpoints",
        description =
                "List each checkpoint, or (none yet): size, time and name at a terminal, in a pipe the size in bytes and the name.",
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

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CheckpointsCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        ObjectLines lines = new ObjectLines(app().streams(), "(none yet)");
        if (side.local && !side.remote) {
            LocalTree tree = LocalTree.walk(session.workspace().source("checkpoints"));
            tree.files().forEach((name, file) -> lines.addAll(Map.of(name, file.stamp())));
        } else {
            Artifacts artifacts = session.artifacts();
            lines.addAll(artifacts.list(artifacts.folder("checkpoints")).files());
        }
        lines.print(json);
        return 0;
    }
}
