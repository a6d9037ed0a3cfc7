package replaystorage.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import replaystorage.transfer.Artifacts;
import replaystorage.workspace.Workspace;

/** Artifacts up. */
@Command(
        name = "up",
        description = {
            "Send checkpoints, logs and cache to the artifacts bucket. Nothing is deleted there, except copies that a link led to before.",
            "Each is taken from $APP_DIR/NAME where that holds anything, else from $WORKSPACE/NAME."
        },
        footer = {"", "Example:  replay-storage up checkpoints"})
final class UpCommand extends TransferCommand {
    @Parameters(
            paramLabel = "NAME",
            completionCandidates = Words.Artifacts.class,
            description = "checkpoints, logs, cache or a folder of replay-storage.yaml (default: all).")
    private List<String> names = List.of();

    @Mixin
    private SettleOption settle;

    UpCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        List<String> chosen = Names.of("up", names, session.names(Artifacts.NAMES));
        Artifacts artifacts = session.artifacts();
        Workspace workspace = session.requireWorkspace(chosen);
        return session.transfer("up", chosen, name -> artifacts.up(name, workspace.source(name), settle.settling()));
    }
}
