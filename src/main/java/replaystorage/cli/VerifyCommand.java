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
import replaystorage.progress.Figures;
import replaystorage.progress.Printable;
import replaystorage.settings.ExitStatus;
import replaystorage.transfer.Artifacts;
import replaystorage.transfer.Listing;
import replaystorage.transfer.RemotePath;
import replaystorage.transfer.Replays;
import replaystorage.transfer.Verification;

/** Local files against the remote ones. */
@Command(
        name = "verify",
        description = {
            "Compare each local file with the bucket: by hash, or byte by byte where the storage has no hash.",
            "Exit status 1 where a file differs or is missing there. What only the bucket has is no error."
        },
        footer = {"", "Example:  replay-storage verify checkpoints"})
final class VerifyCommand extends SessionCommand {
    private static final String REPLAYS = "replays";

    @Parameters(
            paramLabel = "NAME",
            completionCandidates = Words.Verified.class,
            description =
                    "checkpoints, logs, cache, a folder of replay-storage.yaml, or replays (default: all but these).")
    private List<String> names = List.of();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    VerifyCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        List<String> artifacts = session.names(Artifacts.NAMES);
        List<String> all = Stream.concat(artifacts.stream(), Stream.of(REPLAYS)).toList();
        List<String> chosen = Names.of("verify", names, all);
        Map<String, Verification.Result> results = new LinkedHashMap<>();
        List<String> sent = (names.isEmpty() ? artifacts : chosen)
                .stream().filter(artifacts::contains).toList();
        if (!sent.isEmpty()) {
            session.setup();
            session.requireWorkspace(sent);
        }
        for (String name : names.isEmpty() ? artifacts : chosen) {
            Verification.Result result = name.equals(REPLAYS) ? replays(session) : artifact(session, name);
            results.put(name, result);
            if (!json) {
                tell(name, result);
            }
        }
        if (json) {
            session.result(ResultJson.text(out -> VerifyJson.write(out, results)));
        }
        return results.values().stream().mapToInt(VerifyCommand::status).max().orElse(ExitStatus.OK);
    }

    private Verification.Result artifact(Session session, String name) {
        Artifacts artifacts = session.artifacts();
        RemotePath folder = artifacts.folder(name);
        return verify(session, session.workspace().source(name), folder, artifacts.list(folder));
    }

    private Verification.Result replays(Session session) {
        Replays replays = session.replays();
        String sub = RemotePath.clean(app().environment().get("REPLAY_SUBDIR", ""));
        Path local = session.workspace().replays().resolve(sub);
        return verify(session, local, replays.root().resolve(sub), replays.list(sub));
    }

    private static Verification.Result verify(Session session, Path local, RemotePath folder, Listing listing) {
        return new Verification(session.setup().with(TransferOptions.excluded(session.preferences())))
                .verify(local, folder, listing);
    }

    private void tell(String name, Verification.Result result) {
        var out = app().streams().out();
        result.missing().forEach(file -> out.println("missing " + name + "/" + Printable.of(file)));
        result.differing().forEach(file -> out.println("differs " + name + "/" + Printable.of(file)));
        List<String> parts = new ArrayList<>();
        long identical = result.byHash() + result.byBytes() - result.differing().size();
        parts.add(Figures.count(identical, "file") + " identical");
        if (!result.differing().isEmpty()) {
            parts.add(Figures.count(result.differing().size())
                    + (result.differing().size() == 1 ? " differs" : " differ"));
        }
        if (!result.missing().isEmpty()) {
            parts.add(Figures.count(result.missing().size()) + " not in the bucket");
        }
        out.println(name + ": " + String.join(", ", parts) + how(result));
    }

    private static String how(Verification.Result result) {
        if (result.byHash() > 0 && result.byBytes() > 0) {
            return " (" + Figures.count(result.byHash()) + " compared by hash, " + Figures.count(result.byBytes())
                    + " byte by byte)";
        }
        return result.byHash() > 0 ? " (compared by hash)" : result.byBytes() > 0 ? " (compared byte by byte)" : "";
    }

    private static int status(Verification.Result result) {
        if (!result.unreadable().isEmpty()) {
            return ExitStatus.LOCAL;
        }
        return result.good() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
