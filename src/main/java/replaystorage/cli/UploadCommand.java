package replaystorage.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import replaystorage.progress.Figures;
import replaystorage.settling.Settling;
import replaystorage.transfer.Action;
import replaystorage.transfer.Prepared;
import replaystorage.transfer.RemotePath;
import replaystorage.transfer.Replays;

/** Replays up. */
@Command(
        name = "upload",
        description = {
            "Send a folder of replays to the replays bucket.",
            "What the bucket has and the folder has not is counted; it is deleted only with --delete, or after a yes at a terminal."
        },
        footer = {"", "Example:  replay-storage upload ~/Slippi mewtwo"})
final class UploadCommand extends TransferCommand {
    @Parameters(index = "0", paramLabel = "DIR", description = "The folder with the replays.")
    private Path folder;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SUB",
            description = "Into this folder of the bucket (default: its root).")
    private String sub = "";

    @Option(names = "--delete", description = "Delete in the bucket (or in SUB) what the folder has not.")
    private boolean delete;

    @Mixin
    private SettleOption settle;

    UploadCommand(App app) {
        super(app);
    }

    @Override
    int run(Session session) {
        Replays replays = session.replays();
        String clean = RemotePath.clean(sub);
        Settling settling = settle.settling();
        return session.transfer(
                "upload",
                List.of("replays"),
                name -> withConsent(
                        session, replays.upload(folder.toAbsolutePath().normalize(), clean, settling)));
    }

    private Prepared withConsent(Session session, Prepared upload) {
        int extras = upload.plan().steps(Action.DELETE).size();
        if (extras == 0 || delete) {
            return upload;
        }
        String what = Figures.count(extras, "file") + " of "
                + upload.plan().route().remote() + (extras == 1 ? " is" : " are") + " not in " + folder;
        if (!transfers().dryRun() && session.talk().isConfirmed(what + ". Delete there?")) {
            return upload;
        }
        session.setup().reporter().note(what + ": kept. To delete there: replay-storage upload --delete ...");
        return upload.without(Action.DELETE);
    }
}
