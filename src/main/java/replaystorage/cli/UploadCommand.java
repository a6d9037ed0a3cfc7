package replaystorage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.HumanNumbers;
import replaystorage.host.PasteableCommand;
import replaystorage.jobs.MisplacedUpload;
import replaystorage.jobs.ReplayTransfers;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.TransferCommand;
import replaystorage.session.option.SettleOption;
import replaystorage.session.option.TransferOptions;
import replaystorage.stability.StableFileDetector;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;

@Command(
        name = "upload",
        description = {
            "Upload a folder of replays to the replays bucket.",
            "It counts the files that only the bucket has, and deletes them only with --delete."
        },
        footer = {"", "Example:  replay-storage upload ~/Slippi mewtwo"})
final class UploadCommand extends TransferCommand {
    private static final int NAMED = 10;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder with the replays.")
    private Path folder;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SUB",
            description = "Folder of the bucket to upload into (default: its root).")
    private String sub = "";

    @Option(names = "--delete", description = "Delete files in the bucket (or in SUB) that DIR does not have.")
    private boolean delete;

    @Option(names = "--force", description = "Upload even if another folder of the bucket has these files already.")
    private boolean force;

    @Mixin
    private SettleOption settle;

    UploadCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public int run(CommandSession session) {
        ReplayTransfers replays = session.replayTransfers();
        String clean = RemotePath.normalize(sub);
        StableFileDetector stability = settle.stableFileDetector();
        return session.transfer("upload", List.of("replays"), name -> {
            PreparedTransfer upload =
                    replays.planUpload(folder.toAbsolutePath().normalize(), clean, stability, this::refuse);
            tellExtras(session, upload);
            return delete ? upload : upload.without(PlannedAction.DELETE);
        });
    }

    private void refuse(MisplacedUpload misplaced) {
        if (force) {
            return;
        }
        String all = misplaced.foundFiles() == misplaced.allFiles()
                ? "all " + HumanNumbers.count(misplaced.allFiles())
                : HumanNumbers.count(misplaced.foundFiles()) + " of the " + HumanNumbers.count(misplaced.allFiles());
        throw new CliException(
                ExitStatus.USAGE,
                all + " files of " + folder + " are already in " + place(misplaced.folder())
                        + " (same names and sizes), and none of them is in " + place(clean())
                        + ". To upload them there too: "
                        + again("--force", sub),
                again(null, misplaced.folder().replaceFirst("/$", "")));
    }

    private static String place(String prefix) {
        return prefix.isEmpty() ? "the root of the bucket" : prefix;
    }

    private String clean() {
        String clean = RemotePath.normalize(sub);
        return clean.isEmpty() ? "" : clean + "/";
    }

    private void tellExtras(CommandSession session, PreparedTransfer upload) {
        List<PlannedFile> extras = upload.plan().plannedFiles(PlannedAction.DELETE);
        if (extras.isEmpty() || (delete && transferOptions().dryRun())) {
            return;
        }
        String files = HumanNumbers.files(extras.size());
        if (!delete) {
            session.note(files + (extras.size() == 1 ? " is" : " are") + " only in the bucket; to delete "
                    + (extras.size() == 1 ? "it: " : "them: ") + again("--delete", sub));
            return;
        }
        String names = extras.stream()
                .limit(NAMED)
                .map(planned -> "\n  " + clean() + planned.name())
                .collect(Collectors.joining());
        String more = extras.size() > NAMED ? "\n  and " + HumanNumbers.count(extras.size() - NAMED) + " more" : "";
        session.note(files + " to delete in the bucket, because " + folder + " does not have "
                + (extras.size() == 1 ? "it:" : "them:") + names + more);
    }

    /** This command line with another option or folder. */
    private String again(String option, String into) {
        List<String> options = new ArrayList<>(
                invocation().arguments().subList(1, invocation().arguments().size()));
        spec.commandLine().getParseResult().matchedPositionals().stream()
                .flatMap(each -> each.originalStringValues().stream())
                .forEach(options::remove);
        options.removeAll(TransferOptions.DRY_RUN);
        List<String> words = Stream.of(
                        Stream.of("upload"),
                        Stream.ofNullable(option),
                        options.stream(),
                        Stream.of(folder.toString(), into))
                .flatMap(each -> each)
                .filter(word -> !word.isEmpty())
                .toList();
        return PasteableCommand.ofProgram(words, invocation().passThrough());
    }
}
