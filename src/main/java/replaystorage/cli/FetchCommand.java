package replaystorage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.host.ExitStatus;
import replaystorage.host.HumanNumbers;
import replaystorage.host.PasteableCommand;
import replaystorage.jobs.ReplayFetch;
import replaystorage.session.CommandSession;
import replaystorage.session.DownloadLock;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.TransferCommand;
import replaystorage.session.option.TransferOptions;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.list.RemotePath;

@Command(
        name = "fetch",
        description = {
            "Download the replays into $REPLAY_DIR (default: $WORKSPACE/replays).",
            "It deletes a local file only if a fetch downloaded it, it is unchanged, and the bucket no longer has it.",
            "The default of WORKSPACE is /workspace."
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
            description = "Download only these folders of the bucket (default: $REPLAY_SUBDIR, else the whole bucket).")
    private List<String> subs = List.of();

    @Option(names = "--to", paramLabel = "DIR", description = "Download into DIR instead of $REPLAY_DIR.")
    private Path to;

    @ArgGroup
    private ExtraFilesOptions extras = new ExtraFilesOptions();

    /** What to do with local files that the bucket does not have. */
    static final class ExtraFilesOptions {
        @Option(names = "--keep", description = "Delete no local file.")
        private boolean keep;

        @Option(names = "--delete", description = "Delete every local file that the bucket does not have.")
        private boolean delete;
    }

    FetchCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public int run(CommandSession session) {
        List<String> folders = (subs.isEmpty()
                        ? List.of(invocation().environment().get("REPLAY_SUBDIR", ""))
                        : subs)
                .stream().map(RemotePath::normalize).toList();
        Path target = to == null
                ? session.workspace().replaysFolder()
                : to.toAbsolutePath().normalize();
        ReplayFetch.ExtraFiles others = extras.keep
                ? ReplayFetch.ExtraFiles.KEEP_ALL
                : extras.delete ? ReplayFetch.ExtraFiles.DELETE_ALL : ReplayFetch.ExtraFiles.DELETE_FETCHED;
        if (!session.isConfigured()) {
            session.warn(
                    "no storage is configured: nothing to fetch. For Backblaze B2: export B2_KEY_ID=... B2_APP_KEY=... B2_BUCKET=...");
            return ExitStatus.OK;
        }
        ReplayFetch fetch =
                new ReplayFetch(session.transferContext(), session.replayTransfers(), session.workspace()::isShared);
        int status = session.transfer(
                "fetch",
                List.of("replays"),
                name -> DownloadLock.of(session, target, folders)
                        .planWhileHeld(() -> fetch.planFetch(folders, target, others, deleteCommand())));
        if (status == 0 && !transferOptions().dryRun()) {
            folders.forEach(folder -> session.printResult(countedFiles(target.resolve(folder))));
        }
        return status;
    }

    /** This command line with --delete. */
    private String deleteCommand() {
        List<String> words = new ArrayList<>(List.of("fetch", "--delete"));
        invocation().arguments().stream()
                .skip(1)
                .filter(word -> !TransferOptions.DRY_RUN.contains(word) && !word.startsWith("--log-tag"))
                .forEach(words::add);
        return PasteableCommand.ofProgram(words, invocation().passThrough());
    }

    private static String countedFiles(Path folder) {
        Map<String, LocalFile> files = LocalTree.walk(folder).files();
        List<LocalFile> replays = files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".slp"))
                .map(Map.Entry::getValue)
                .toList();
        long bytes = replays.stream().mapToLong(file -> file.version().size()).sum();
        return HumanNumbers.count(replays.size(), ".slp file") + ", " + HumanNumbers.bytes(bytes) + ", in " + folder;
    }
}
