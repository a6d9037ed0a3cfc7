package replaystorage.cli;

import java.nio.file.Path;
import java.util.List;
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
    @Parameters(paramLabel = "NAME", description = "checkpoints, logs, cache or replays (default: the first three).")
    private List<String> names = List.of();

    VerifyCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        int status = ExitStatus.OK;
        List<String> chosen = Names.of("verify", names, List.of("checkpoints", "logs", "cache", "replays"));
        for (String name : names.isEmpty() ? Artifacts.NAMES : chosen) {
            if (name.equals("replays")) {
                continue;
            }
            Artifacts all = session.artifacts();
            RemotePath folder = all.folder(name);
            status =
                    Math.max(status, verify(session, name, session.workspace().source(name), folder, all.list(folder)));
        }
        if (names.contains("replays")) {
            Replays replays = session.replays();
            String sub = RemotePath.clean(app().environment().get("REPLAY_SUBDIR", ""));
            Path local = session.workspace().replays().resolve(sub);
            status = Math.max(
                    status, verify(session, "replays", local, replays.root().resolve(sub), replays.list(sub)));
        }
        return status;
    }

    private int verify(Session session, String name, Path local, RemotePath folder, Listing listing) {
        Verification.Result result = new Verification(session.setup()).verify(local, folder, listing);
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
