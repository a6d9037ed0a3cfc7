package replaystorage.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import replaystorage.transfer.Artifacts;

/** Checkpoints to any machine. */
@Command(
        name = "pull",
        description = {
            "Bring the checkpoints from the artifacts bucket into a folder, on any machine.",
            "A local file that is newer, or that changed while the remote did not, stays."
        },
        footer = {"", "Example:  replay-storage pull ~/checkpoints --newest 1"})
final class PullCommand extends TransferCommand {
    @Parameters(paramLabel = "DIR", description = "The folder; made where it is missing.")
    private Path folder;

    @Mixin
    private NewestOption newest;

    PullCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        Artifacts artifacts = session.artifacts();
        Path target = folder.toAbsolutePath().normalize();
        return session.transfer(
                "pull",
                List.of("checkpoints"),
                name -> DownloadLock.of(session, target)
                        .during(() -> artifacts.down(
                                name,
                                artifacts.folder(name),
                                target,
                                newest.choice(List.of("pull", folder.toString()), List.of()))));
    }
}
