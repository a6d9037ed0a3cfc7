package replaystorage.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.settings.Catalogue;
import replaystorage.settings.CliException;
import replaystorage.settings.Environment;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Remembered;
import replaystorage.settings.Settings;
import replaystorage.workspace.PodFolders;

/** A pod's start, and what a shell that sources the script is given. */
@Command(
        name = "entrypoint",
        description = {
            "Set up a pod: rclone.conf, the folders and links of the workspace, the helper commands, and what SYNC_REPLAYS, SYNC_CHECKPOINTS_DOWN and SYNC_CHECKPOINTS_NEWEST ask for.",
            "runpod_entrypoint.sh runs it, evaluates the exports that it prints, and becomes the pod's command."
        },
        footer = {"", "Example:  eval \"$(replay-storage entrypoint --sourced)\""})
final class EntrypointCommand extends SessionCommand {
    private final TransferOptions options = new TransferOptions();

    @Option(
            names = "--sourced",
            description =
                    "For a shell: only rclone.conf, the exports and the helper commands; the storage is not asked.")
    private boolean sourced;

    EntrypointCommand(App app) {
        super(app);
    }

    @Override
    TransferOptions transfers() {
        return options;
    }

    @Override
    int run(Session session) {
        Exports exports = new Exports();
        exports.put("POD_ID", session.workspace().pod(session.today()));
        for (String name : List.of("WORKSPACE", "RCLONE_CONFIG")) {
            app().environment().get(name).ifPresent(value -> exports.put(name, value));
        }
        try {
            return sourced ? hand(session, exports) : start(session, exports);
        } finally {
            exports.print(app().streams().out());
        }
    }

    private int hand(Session session, Exports exports) {
        new CommandLinks(app()).install(session, exports, false);
        if (session.isConfigured()) {
            exports.putAll(session.setup().settings().bucketVariables());
        } else {
            session.warn(nothingSet().getMessage());
        }
        return ExitStatus.OK;
    }

    private int start(Session session, Exports exports) {
        Switches switches = new Switches(app().environment());
        switches.warnings().forEach(session::warn);
        StartTime time = time(session);
        session.waiting(time.patience());
        PodStart start = new PodStart(session, time, switches.strict());
        Optional<Settings> settings = start.open();
        settings.ifPresent(known -> exports.putAll(known.bucketVariables()));
        remember(session, settings);
        start.step(
                "make all folders and links",
                () -> session.talk().tell(new PodFolders(session.workspace(), folders(session)).prepare()));
        boolean installed = new CommandLinks(app()).install(session, exports, true);
        if (settings.isPresent()) {
            start.bring(switches.replays(), switches.checkpointsDown(), switches.newest());
        }
        if (installed) {
            session.note("commands: " + String.join(", ", CommandLinks.names()));
        }
        return start.status();
    }

    /** The user's further artifacts; what is wrong with the file was told when the storage was to be opened. */
    private static List<String> folders(Session session) {
        try {
            return session.preferences().folders();
        } catch (CliException e) {
            return List.of();
        }
    }

    private StartTime time(Session session) {
        try {
            return StartTime.of(app().environment());
        } catch (CliException e) {
            session.warn(e.getMessage() + "; 30 s are taken");
            return StartTime.usual();
        }
    }

    private void remember(Session session, Optional<Settings> settings) {
        Environment environment =
                app().environment().with("POD_ID", session.workspace().pod(session.today()));
        new Remembered(environment)
                .write(environment, settings)
                .forEach(file ->
                        session.warn(file + " can't be written: sessions over SSH will not know the pod's buckets"));
    }

    /** The error where no storage is configured at all. */
    static CliException nothingSet() {
        return Settings.nothingSet(Catalogue.packed());
    }
}
