package replaystorage.cli;

import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.jobs.ArtifactTransfers;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.StorageCommand;
import replaystorage.transfer.list.LocalTree;
import replaystorage.workspace.StandardFolders;

@Command(
        name = "checkpoints",
        description = {
            "List the checkpoints in the artifacts bucket, or on this pod.",
            "At a terminal: size, time and name of each; in a pipe: the size in bytes and the name; (none yet) if there are none."
        },
        footer = {"", "Example:  replay-storage checkpoints --local"})
final class CheckpointsCommand extends StorageCommand {
    @ArgGroup
    private SideOptions side = new SideOptions();

    static final class SideOptions {
        @Option(names = "--remote", description = "List the artifacts bucket (the default).")
        private boolean remote;

        @Option(names = "--local", description = "List this pod's checkpoints folder.")
        private boolean local;
    }

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CheckpointsCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public int run(CommandSession session) {
        ObjectListPrinter lines = new ObjectListPrinter(invocation().streams(), "(none yet)");
        if (side.local && !side.remote) {
            LocalTree tree = LocalTree.walk(session.workspace().artifactSource(StandardFolders.CHECKPOINTS));
            tree.files().forEach((name, file) -> lines.addAll(Map.of(name, file.version())));
        } else {
            ArtifactTransfers artifacts = session.artifactTransfers();
            lines.addAll(artifacts
                    .listFolder(artifacts.remoteFolder(StandardFolders.CHECKPOINTS))
                    .files());
        }
        lines.print(json);
        return 0;
    }
}
