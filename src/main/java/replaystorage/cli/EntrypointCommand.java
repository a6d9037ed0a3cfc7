package replaystorage.cli;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import replaystorage.settings.Catalogue;
import replaystorage.settings.CliException;
import replaystorage.settings.Environment;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Remembered;
import replaystorage.settings.Settings;

/** A pod's start, and what a shell that sources the script is given. */
@Command(
        name = "entrypoint",
        description = {
            "Set up a pod: rclone.conf, the folders and links of the workspace, the helper commands, and what SYNC_REPLAYS and SYNC_CHECKPOINTS_DOWN ask for.",
            "runpod_entrypoint.sh runs it, evaluates the exports that it prints, and becomes the pod's command."
        })
final class EntrypointCommand extends SessionCommand {
    private final TransferOptions options = new TransferOptions();

    @Option(
            names = "--sourced",
            description = "Only rclone.conf, the exports and the helper commands: the storage is not asked.")
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
        Environment environment = app().environment();
        Switches switches = new Switches(environment);
        switches.warnings().forEach(session::warn);
        StartTime time = time(session, environment);
        session.waiting(time.patience());
        PodStart start = new PodStart(session, time, switches.strict());
        Exports exports = new Exports();
        try {
            exports.put("POD_ID", session.workspace().pod(session.today()));
            Optional<Settings> settings = settings(session, start, switches.strict());
            settings.ifPresent(known -> exports.putAll(known.bucketVariables()));
            if (!sourced) {
                remember(session, environment.with("POD_ID", session.workspace().pod(session.today())), settings);
            }
            if (!sourced && settings.isPresent()) {
                if (switches.replays()) {
                    start.fetchReplays();
                }
                start.showCheckpoints();
                if (switches.checkpointsDown()) {
                    start.bringCheckpoints();
                }
            }
            session.note("commands: replay-storage, "
                    + String.join(", ", Commands.helpers().keySet()));
            return start.status();
        } finally {
            exports.print(app().streams().out());
        }
    }

    private static StartTime time(Session session, Environment environment) {
        try {
            return StartTime.of(environment);
        } catch (CliException e) {
            session.warn(e.getMessage() + "; 30 s are taken");
            return StartTime.usual();
        }
    }

    private static Optional<Settings> settings(Session session, PodStart start, boolean strict) {
        Settings[] settings = new Settings[1];
        start.step("its storage", () -> {
            if (!session.isConfigured()) {
                CliException nothing = Settings.nothingSet(Catalogue.packed());
                if (strict) {
                    throw nothing;
                }
                session.warn(nothing.getMessage() + ": the pod starts without one");
            } else {
                settings[0] = session.setup().settings();
            }
            return ExitStatus.OK;
        });
        return Optional.ofNullable(settings[0]);
    }

    private static void remember(Session session, Environment environment, Optional<Settings> settings) {
        try {
            new Remembered(environment).write(environment, settings);
        } catch (IOException e) {
            session.warn("sessions over SSH will not know the pod's buckets: " + e.getMessage() + " can't be written");
        }
    }
}
