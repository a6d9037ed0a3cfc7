package replaystorage.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
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

    VerifyCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        int status = ExitStatus.OK;
        List<String> artifacts = session.names(Artifacts.NAMES);
        List<String> all = Stream.concat(artifacts.stream(), Stream.of(REPLAYS)).toList();
        List<String> chosen = Names.of("verify", names, all);
        for (String name : names.isEmpty() ? artifacts : chosen) {
            status = Math.max(status, name.equals(REPLAYS) ? replays(session) : artifact(session, name));
        }
        return status;
    }

    private int artifact(Session session, String name) {
        Artifacts artifacts = session.artifacts();
        RemotePath folder = artifacts.folder(name);
        return verify(session, name, session.workspace().source(name), folder, artifacts.list(folder));
    }

    private int replays(Session session) {
        Replays replays = session.replays();
        String sub = RemotePath.clean(app().environment().get("REPLAY_SUBDIR", ""));
        Path local = session.workspace().replays().resolve(sub);
        return verify(session, REPLAYS, local, replays.root().resolve(sub), replays.list(sub));
    }

    private int verify(Session session, String name, Path local, RemotePath folder, Listing listing) {
        Verification.Result result = new Verification(
                        session.setup().with(TransferOptions.excluded(session.preferences())))
                .verify(local, folder, listing);
        var out = app().streams().out();
        result.missing().forEach(file -> out.println("missing " + name + "/" + Printable.of(file)));
        result.differing().forEach(file -> out.println("differs " + name + "/" + Printable.of(file)));
        out.println(
                name + ": " + Figures.count(result.byHash()) + " compared by hash, " + Figures.count(result.byBytes())
                        + " by bytes, " + Figures.count(result.differing().size()) + " differ, "
                        + Figures.count(result.missing().size()) + " not on the remote");
        if (!result.unreadable().isEmpty()) {
            return ExitStatus.LOCAL;
        }
        return result.good() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
