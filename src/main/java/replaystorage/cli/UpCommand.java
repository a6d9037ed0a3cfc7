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

@Command(
        name = "up",
        description = {
            "Upload checkpoints, logs and cache to the artifacts bucket.",
            "It deletes nothing there, except copies that it uploaded through a link which now leads elsewhere.",
            "It takes the files from $APP_DIR/NAME, or from $WORKSPACE/NAME if that folder is empty."
        },
        footer = {"", "Example:  replay-storage up checkpoints"})
final class UpCommand extends TransferCommand {
    @Parameters(
            paramLabel = "NAME",
            completionCandidates = CompletionCandidates.ArtifactCandidates.class,
            description =
                    "What to upload: checkpoints, logs, cache, or an artifact of replay-storage.yaml (default: all).")
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
