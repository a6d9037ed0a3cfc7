package replaystorage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.transfer.Artifacts;
import replaystorage.transfer.Listing;
import replaystorage.transfer.RemotePath;

/** What the remote holds. */
@Command(
        name = "ls",
        description = "List size (in bytes) and name of each file in a bucket.",
        footer = {"", "Example:  replay-storage ls artifacts snapshots/2026-11-25"})
final class LsCommand extends SessionCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "BUCKET",
            completionCandidates = Words.Buckets.class,
            description = "replays or artifacts (default: replays).")
    private String bucket = "replays";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PATH",
            description = "A folder of the bucket (default: all of it).")
    private String path = "";

    LsCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        String folder = RemotePath.clean(path);
        Listing listing = switch (bucket) {
            case "replays" -> session.replays().list(folder);
            case "artifacts" -> {
                Artifacts artifacts = session.artifacts();
                yield artifacts.list(artifacts.folder(folder));
            }
            default ->
                throw new CliException(
                        ExitStatus.USAGE,
                        "'" + bucket + "' is neither replays nor artifacts",
                        "replay-storage ls replays " + bucket);
        };
        if (listing.isEmpty() && !folder.isEmpty()) {
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    "there is no folder " + folder + " in " + bucket,
                    "replay-storage ls " + bucket);
        }
        ObjectLines lines = new ObjectLines(app().streams().out(), "(nothing there yet)");
        listing.files().forEach(lines::add);
        lines.print();
        return 0;
    }
}
