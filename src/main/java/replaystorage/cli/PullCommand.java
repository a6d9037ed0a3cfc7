package replaystorage.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import replaystorage.jobs.ArtifactTransfers;
import replaystorage.session.CommandSession;
import replaystorage.session.DownloadLock;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.TransferCommand;
import replaystorage.session.option.NewestOption;
import replaystorage.workspace.StandardFolders;

@Command(
        name = "pull",
        description = {
            "Download the checkpoints from the artifacts bucket into a folder, on any machine.",
            "It keeps a local file that is newer, or that changed while the one in the bucket did not."
        },
        footer = {"", "Example:  replay-storage pull ~/checkpoints --newest 1"})
final class PullCommand extends TransferCommand {
    @Parameters(paramLabel = "DIR", description = "Folder to download into; created if it is missing.")
    private Path folder;

    @Mixin
    private NewestOption newest;

    PullCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public int run(CommandSession session) {
        ArtifactTransfers artifacts = session.artifactTransfers();
        Path target = folder.toAbsolutePath().normalize();
        return session.transfer(
                "pull",
                List.of(StandardFolders.CHECKPOINTS),
                name -> DownloadLock.of(session, target)
                        .planWhileHeld(() -> artifacts.planDownload(
                                name,
                                artifacts.remoteFolder(name),
                                target,
                                newest.selection(List.of("pull", folder.toString()), List.of()))));
    }
}
