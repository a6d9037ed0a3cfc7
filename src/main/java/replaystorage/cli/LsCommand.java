package replaystorage.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Nearest;
import replaystorage.transfer.Artifacts;
import replaystorage.transfer.Listing;
import replaystorage.transfer.RemotePath;

/** What the remote holds. */
@Command(
        name = "ls",
        description = {
            "List each file in a bucket: size, time and name at a terminal, with a total; in a pipe the size in bytes and the name.",
            "The time is the file's own, or that of its upload where the storage lists only that (S3, R2)."
        },
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

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    LsCommand(App app) {
        super(app);
    }

    /** A misspelt bucket, or else a folder of one. */
    private String meant(Session session) {
        String first = bucket.replaceFirst("/.*", "");
        boolean isArtifact =
                first.equals("snapshots") || session.names(Artifacts.NAMES).contains(first);
        return Nearest.of(bucket, List.of("replays", "artifacts"))
                .orElse((isArtifact ? "artifacts " : "replays ") + Shell.word(bucket));
    }

    @Override
    int run(Session session) {
        String folder = RemotePath.clean(path);
        Listing listing = switch (bucket) {
            case "replays" -> session.replays().list(folder);
            case "artifacts" -> session.artifacts().listOwn(folder);
            default ->
                throw new CliException(
                        ExitStatus.USAGE,
                        "'" + bucket + "' is neither replays nor artifacts",
                        "replay-storage ls " + meant(session));
        };
        if (listing.isEmpty() && !folder.isEmpty()) {
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    "there is no folder " + folder + " in " + bucket,
                    "replay-storage ls " + bucket);
        }
        ObjectLines lines = new ObjectLines(app().streams(), "(nothing there yet)");
        lines.addAll(listing.files());
        lines.print(json);
        return 0;
    }
}
