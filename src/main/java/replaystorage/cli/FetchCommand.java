package replaystorage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.progress.Figures;
import replaystorage.settings.ExitStatus;
import replaystorage.transfer.Fetch;
import replaystorage.transfer.LocalFile;
import replaystorage.transfer.LocalTree;
import replaystorage.transfer.RemotePath;

/** Replays down. */
@Command(
        name = "fetch",
        description = {
            "Bring the replays into $REPLAY_DIR (default: $WORKSPACE/replays; WORKSPACE's default is /workspace).",
            "Deletes local files only if a fetch brought them, they are unchanged, and the bucket no longer has them."
        },
        footer = {
            "",
            "Examples:  replay-storage fetch",
            "           replay-storage fetch mewtwo fox",
            "           replay-storage fetch mewtwo --to /data/replays -- --bwlimit 50M"
        })
final class FetchCommand extends TransferCommand {
    @Parameters(
            paramLabel = "SUBDIR",
            description =
                    "Only these folders of the bucket, each into the folder of its name (default: $REPLAY_SUBDIR, else the whole bucket).")
    private List<String> subs = List.of();

    @Option(names = "--to", paramLabel = "DIR", description = "Into DIR instead of $REPLAY_DIR.")
    private Path to;

    @ArgGroup
    private Extras extras = new Extras();

    /** What is done with local files that the bucket does not have. */
    static final class Extras {
        @Option(names = "--keep", description = "Delete no local file.")
        private boolean keep;

        @Option(names = "--delete", description = "Delete every local file that the bucket does not have.")
        private boolean delete;
    }

    FetchCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        List<String> folders = (subs.isEmpty() ? List.of(app().environment().get("REPLAY_SUBDIR", "")) : subs)
                .stream().map(RemotePath::clean).toList();
        Path target =
                to == null ? session.workspace().replays() : to.toAbsolutePath().normalize();
        Fetch.Extras others = extras.keep ? Fetch.Extras.KEEP : extras.delete ? Fetch.Extras.DELETE : Fetch.Extras.OWN;
        if (!session.isConfigured()) {
            session.warn(
                    "no storage is configured: nothing to fetch. For Backblaze B2: export B2_KEY_ID=... B2_APP_KEY=... B2_BUCKET=...");
            return ExitStatus.OK;
        }
        Fetch fetch = new Fetch(session.setup(), session.replays(), session.workspace()::isShared);
        int status = session.transfer(
                "fetch",
                List.of("replays"),
                name -> DownloadLock.of(session, target, folders)
                        .during(() -> fetch.plan(folders, target, others, deletion())));
        if (status == 0 && !transfers().dryRun()) {
            folders.forEach(folder -> session.result(counted(target.resolve(folder))));
        }
        return status;
    }

    /** This command once more, with --delete. */
    private String deletion() {
        List<String> words = new ArrayList<>(List.of("fetch", "--delete"));
        app().arguments().stream()
                .skip(1)
                .filter(word -> !TransferOptions.DRY_RUN.contains(word) && !word.startsWith("--log-tag"))
                .forEach(words::add);
        return Shell.line(words, app().passThrough());
    }

    private static String counted(Path folder) {
        Map<String, LocalFile> files = LocalTree.walk(folder).files();
        List<LocalFile> replays = files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".slp"))
                .map(Map.Entry::getValue)
                .toList();
        long bytes = replays.stream().mapToLong(file -> file.stamp().size()).sum();
        return Figures.count(replays.size(), ".slp file") + ", " + Figures.bytes(bytes) + ", in " + folder;
    }
}
