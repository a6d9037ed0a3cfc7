package replaystorage.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import replaystorage.transfer.Artifacts;

/** Artifacts up. */
@Command(
        name = "up",
        description = "Send checkpoints, logs and cache to the artifacts bucket. Nothing is deleted there.",
        footer = {"", "Example:  replay-storage up checkpoints"})
final class UpCommand extends TransferCommand {
    @Parameters(paramLabel = "NAME", description = "checkpoints, logs, cache (default: all three).")
    private List<String> names = List.of();

    UpCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        Artifacts artifacts = new Artifacts(session.setup());
        return session.transfer(
                "up",
                Names.artifacts(names, List.of("checkpoints", "logs", "cache")),
                name -> artifacts.up(name, session.workspace().source(name)));
    }
}
