package replaystorage.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.host.CliException;
import replaystorage.host.DidYouMean;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.StorageCommand;
import replaystorage.session.option.CompletionCandidates;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.list.RemotePath;
import replaystorage.workspace.StandardFolders;

@Command(
        name = "ls",
        description = {
            "List the files in a bucket.",
            "At a terminal: size, time and name of each file, and the total; in a pipe: the size in bytes and the name.",
            "The time is the file's modification time, or on S3 and R2 the time of its upload."
        },
        footer = {"", "Example:  replay-storage ls artifacts snapshots/2026-11-25"})
final class LsCommand extends StorageCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "BUCKET",
            completionCandidates = CompletionCandidates.BucketCandidates.class,
            description = "Bucket to list: replays or artifacts (default: replays).")
    private String bucket = "replays";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PATH",
            description = "Folder of the bucket to list (default: the whole bucket).")
    private String path = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    LsCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    /** The nearest bucket, or else a folder of one. */
    private String suggestion(CommandSession session) {
        String first = bucket.replaceFirst("/.*", "");
        boolean isArtifact = first.equals("snapshots")
                || session.artifactNames(StandardFolders.ARTIFACTS).contains(first);
        return DidYouMean.closest(bucket, List.of("replays", "artifacts"))
                .orElse((isArtifact ? "artifacts " : "replays ") + PasteableCommand.quote(bucket));
    }

    @Override
    public int run(CommandSession session) {
        String folder = RemotePath.normalize(path);
        Listing listing = switch (bucket) {
            case "replays" -> session.replayTransfers().listReplays(folder);
            case "artifacts" -> session.artifactTransfers().listArtifactsBelow(folder);
            default ->
                throw new CliException(
                        ExitStatus.USAGE,
                        "'" + bucket + "' is neither replays nor artifacts",
                        "replay-storage ls " + suggestion(session));
        };
        if (listing.isEmpty() && !folder.isEmpty()) {
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    "there is no folder " + folder + " in " + bucket,
                    "replay-storage ls " + bucket);
        }
        ObjectListPrinter lines = new ObjectListPrinter(invocation().streams(), "(nothing there yet)");
        lines.addAll(listing.files());
        lines.print(json);
        return 0;
    }
}
