package replaystorage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.console.JsonText;
import replaystorage.console.PrintableText;
import replaystorage.host.ExitStatus;
import replaystorage.host.HumanNumbers;
import replaystorage.jobs.ArtifactTransfers;
import replaystorage.jobs.ReplayTransfers;
import replaystorage.jobs.Verification;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.StorageCommand;
import replaystorage.session.option.ArtifactNameArguments;
import replaystorage.session.option.CompletionCandidates;
import replaystorage.session.option.TransferOptions;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.list.RemotePath;
import replaystorage.workspace.StandardFolders;

@Command(
        name = "verify",
        description = {
            "Compare local files with the bucket: by hash, or byte by byte if the storage has none.",
            "Exit status 1 if a file differs or is missing in the bucket. Files that only the bucket has are not an error."
        },
        footer = {"", "Example:  replay-storage verify checkpoints"})
final class VerifyCommand extends StorageCommand {

    @Parameters(
            paramLabel = "NAME",
            completionCandidates = CompletionCandidates.VerifiableCandidates.class,
            description =
                    "What to compare: checkpoints, logs, cache, an artifact of replay-storage.yaml, or replays (default: all except replays).")
    private List<String> names = List.of();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    VerifyCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    @Override
    public int run(CommandSession session) {
        List<String> artifacts = session.artifactNames(StandardFolders.ARTIFACTS);
        List<String> all = Stream.concat(artifacts.stream(), Stream.of(StandardFolders.REPLAYS))
                .toList();
        List<String> chosen = ArtifactNameArguments.of("verify", names, all);
        Map<String, Verification.VerificationResult> results = new LinkedHashMap<>();
        List<String> sent = (names.isEmpty() ? artifacts : chosen)
                .stream().filter(artifacts::contains).toList();
        if (!sent.isEmpty()) {
            session.transferContext();
            session.requireWorkspace(sent);
        }
        for (String name : names.isEmpty() ? artifacts : chosen) {
            Verification.VerificationResult result =
                    name.equals(StandardFolders.REPLAYS) ? replays(session) : artifact(session, name);
            results.put(name, result);
            if (!json) {
                tell(name, result);
            }
        }
        if (json) {
            session.printResult(JsonText.ascii(out -> VerifyJson.write(out, results)));
        }
        return results.values().stream().mapToInt(VerifyCommand::status).max().orElse(ExitStatus.OK);
    }

    private Verification.VerificationResult artifact(CommandSession session, String name) {
        ArtifactTransfers artifacts = session.artifactTransfers();
        RemotePath folder = artifacts.remoteFolder(name);
        return verify(session, session.workspace().artifactSource(name), folder, artifacts.listFolder(folder));
    }

    private Verification.VerificationResult replays(CommandSession session) {
        ReplayTransfers replays = session.replayTransfers();
        String sub = RemotePath.normalize(invocation().environment().get("REPLAY_SUBDIR", ""));
        Path local = session.workspace().replaysFolder().resolve(sub);
        return verify(session, local, replays.root().resolve(sub), replays.listReplays(sub));
    }

    private static Verification.VerificationResult verify(
            CommandSession session, Path local, RemotePath folder, Listing listing) {
        return new Verification(session.transferContext().withFilter(TransferOptions.filterOf(session.userConfig())))
                .verify(local, folder, listing);
    }

    private void tell(String name, Verification.VerificationResult result) {
        var out = invocation().streams().out();
        result.missingFiles().forEach(file -> out.println("missing " + name + "/" + PrintableText.escape(file)));
        result.differingFiles().forEach(file -> out.println("differs " + name + "/" + PrintableText.escape(file)));
        List<String> parts = new ArrayList<>();
        long identical = result.comparedByHash()
                + result.comparedByBytes()
                - result.differingFiles().size();
        parts.add(HumanNumbers.files(identical) + " identical");
        if (!result.differingFiles().isEmpty()) {
            parts.add(HumanNumbers.count(result.differingFiles().size())
                    + (result.differingFiles().size() == 1 ? " differs" : " differ"));
        }
        if (!result.missingFiles().isEmpty()) {
            parts.add(HumanNumbers.count(result.missingFiles().size()) + " not in the bucket");
        }
        out.println(name + ": " + String.join(", ", parts) + how(result));
    }

    private static String how(Verification.VerificationResult result) {
        if (result.comparedByHash() > 0 && result.comparedByBytes() > 0) {
            return " (" + HumanNumbers.count(result.comparedByHash()) + " compared by hash, "
                    + HumanNumbers.count(result.comparedByBytes()) + " byte by byte)";
        }
        return result.comparedByHash() > 0
                ? " (compared by hash)"
                : result.comparedByBytes() > 0 ? " (compared byte by byte)" : "";
    }

    private static int status(Verification.VerificationResult result) {
        if (!result.unreadableFiles().isEmpty()) {
            return ExitStatus.LOCAL;
        }
        return result.isGood() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
