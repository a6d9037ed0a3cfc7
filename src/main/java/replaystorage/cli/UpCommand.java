package replaystorage.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import replaystorage.jobs.ArtifactTransfers;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.TransferCommand;
import replaystorage.session.option.ArtifactNameArguments;
import replaystorage.session.option.CompletionCandidates;
import replaystorage.session.option.SettleOption;
import replaystorage.workspace.StandardFolders;
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
            completionCandidates = CompletionCandidates.ArtifactCandidates.class,
            description = "checkpoints, logs, cache or a folder of replay-storage.yaml (default: all).")
    private List<String> names = List.of();

    @Mixin
    private SettleOption settle;

    UpCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public int run(CommandSession session) {
        List<String> chosen = ArtifactNameArguments.of("up", names, session.artifactNames(StandardFolders.ARTIFACTS));
        ArtifactTransfers artifacts = session.artifactTransfers();
        Workspace workspace = session.requireWorkspace(chosen);
        return session.transfer(
                "up",
                chosen,
                name -> artifacts.planUpload(name, workspace.artifactSource(name), settle.stableFileDetector()));
    }
}
