package replaystorage.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import replaystorage.autosync.StatusFile;
import replaystorage.autosync.SyncLog;
import replaystorage.autosync.SyncStatus;
import replaystorage.host.LockFile;
import replaystorage.progress.Display;
import replaystorage.settings.CliException;
import replaystorage.settings.Durations;
import replaystorage.settings.Environment;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.LocalPaths;
import replaystorage.settings.Preferences;
import replaystorage.settings.Reason;
import replaystorage.settings.ShellLine;
import replaystorage.settling.Settling;
import replaystorage.transfer.AutoSync;
import replaystorage.workspace.Workspace;

/** Checkpoints up, again and again. */
@Command(
        name = "auto-sync",
        description = {
            "Send new and changed checkpoints to the artifacts bucket, again and again, until SIGINT or SIGTERM comes; then once more.",
            "Nothing is deleted there. Where nothing changed here, nothing is asked there. Files that are still being written wait."
        },
        footer = {
            "",
            "Examples:  nohup replay-storage auto-sync --interval 5m &",
            "           replay-storage auto-sync --status"
        })
final class AutoSyncCommand extends TransferCommand {
    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(10);
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(8);
    /** For so long a --status may have the lock. */
    private static final Duration A_LOOK = Duration.ofMillis(200);

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description =
                    "From one round to the next: seconds, or 90s, 10m, 1h (default: $SYNC_INTERVAL, replay-storage.yaml, or 10m).")
    private Duration interval;

    @Option(names = "--once", description = "One round only.")
    private boolean once;

    @Option(
            names = "--checkpoint-dir",
            paramLabel = "DIR",
            description = "The folder (default: $CHECKPOINT_DIR, else $WORKSPACE/checkpoints).")
    private Path folder;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How long the last round may take (default: 8s, as docker stop kills after 10).")
    private Duration grace;

    @Option(
            names = "--status",
            description =
                    "Show whether all of the folder is saved, and how its auto-sync stands. Exit status 0 if all is well, else 75; 3 if there is none.")
    private boolean status;

    @Option(names = "--json", description = "With --status: as one JSON object.")
    private boolean json;

    @Mixin
    private SettleOption settle;

    AutoSyncCommand(App app) {
        super(app);
    }

    /** All that is said goes into the log too. */
    @Override
    Display displayed(Display asked) {
        Workspace workspace = new Workspace(app().environment());
        Optional<String> chosen = app().environment().get("LOG_FILE");
        // A log in a workspace that is not there would make it.
        boolean isNowhere = once && chosen.isEmpty() && !Files.isDirectory(workspace.root());
        if (status || transfers().dryRun() || isNowhere) {
            return asked;
        }
        Path file = chosen.map(Path::of).orElseGet(() -> workspace.root().resolve("logs/sync.log"));
        return new JournalDisplay(
                asked,
                new SyncLog(
                        file,
                        e -> asked.warn("the log " + file + " can't be written: " + e + "; it is only shown here")));
    }

    @Override
    int run(Session session) {
        Path checkpoints = checkpoints(session.workspace());
        Path state = session.workspace().state();
        String name = name(checkpoints, session.workspace().target("checkpoints"));
        StatusFile file = new StatusFile(state.resolve(name + ".json"));
        Path lock = state.resolve(name + ".lock");
        if (status) {
            return new AutoSyncReport(session, checkpoints, file, lock).run(json);
        }
        Preferences.Times preferred = session.preferences().times();
        Duration settling = settle.time(preferred.settle());
        AutoSyncDaemon.Times times = new AutoSyncDaemon.Times(interval(preferred), grace(preferred), settling);
        AutoSync sync = AutoSync.of(session.setup(), "checkpoints", checkpoints, new Settling(settling));
        if (isOnce()) {
            requireFolder(session, checkpoints);
            return once(session, sync);
        }
        if (!Files.isDirectory(checkpoints)) {
            session.warn(checkpoints + " is not there" + source() + ": it will be synced once it is");
        }
        AutoSyncStanding standing = new AutoSyncStanding(session, sync, times.interval(), file, watch(sync, settling));
        AutoSyncDaemon daemon = new AutoSyncDaemon(session, sync, times, standing);
        return alone(session, lock, checkpoints, daemon::run);
    }

    private SyncStatus.Watch watch(AutoSync sync, Duration settling) {
        return new SyncStatus.Watch(
                sync.record().toString(),
                settling,
                transfers().includes(),
                transfers().excludes());
    }

    /** Of its status and its lock: one for a folder, by whichever path it is reached. */
    private static String name(Path checkpoints, Path usual) {
        Path real = Workspace.real(checkpoints);
        return real.equals(Workspace.real(usual))
                ? "auto-sync"
                : "auto-sync-" + UUID.nameUUIDFromBytes(real.toString().getBytes(StandardCharsets.UTF_8));
    }

    private boolean isOnce() {
        return once || transfers().dryRun();
    }

    /**
     * That nothing was written yet into a workspace is no error; that a folder of the user's choice is misspelt is.
     *
     * @throws CliException 74
     */
    private void requireFolder(Session session, Path checkpoints) {
        if (chosen().isEmpty()) {
            session.requireWorkspace(List.of("checkpoints"));
        } else if (!Files.isDirectory(checkpoints)) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "there is no folder " + checkpoints + source(),
                    "ls -d " + ShellLine.quoted(LocalPaths.existing(checkpoints) + "/") + "*");
        }
    }

    private String source() {
        return folder != null ? " (from --checkpoint-dir)" : chosen().isPresent() ? " (from CHECKPOINT_DIR)" : "";
    }

    private Optional<Path> chosen() {
        return Optional.ofNullable(folder)
                .or(() -> app().environment().get("CHECKPOINT_DIR").map(Path::of));
    }

    private Path checkpoints(Workspace workspace) {
        return chosen().map(path -> path.toAbsolutePath().normalize()).orElseGet(() -> workspace.target("checkpoints"));
    }

    private Duration grace(Preferences.Times preferred) {
        return grace != null ? grace : preferred.grace().orElse(DEFAULT_GRACE);
    }

    private Duration interval(Preferences.Times preferred) {
        if (interval != null) {
            if (interval.isZero()) {
                throw new CliException(
                        ExitStatus.USAGE,
                        "--interval must be 1 second at least",
                        "replay-storage auto-sync --interval 10m");
            }
            return interval;
        }
        return interval(app().environment()).or(preferred::interval).orElse(DEFAULT_INTERVAL);
    }

    /** @throws CliException 78 where SYNC_INTERVAL holds no time */
    static Optional<Duration> interval(Environment environment) {
        String text = environment.get("SYNC_INTERVAL", "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> interval = Durations.parse(text).filter(time -> !time.isZero());
        if (interval.isEmpty()) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    "SYNC_INTERVAL is '" + text + "', which is no time from one round to the next; " + Durations.FORM,
                    "export SYNC_INTERVAL=600");
        }
        return interval;
    }

    private static int once(Session session, AutoSync sync) {
        AutoSync.Look look = sync.lookWhenSettled();
        int waiting = look.waiting().isEmpty() ? ExitStatus.OK : ExitStatus.INCOMPLETE;
        int left = look.unreadable() > 0 ? ExitStatus.LOCAL : waiting;
        if (look.isEmpty() && sync.isEmpty() && !sync.hasOutdated()) {
            session.warn("nothing to upload: " + sync.local() + " is empty or not there");
            return ExitStatus.OK;
        }
        if (look.ready().isEmpty() && !sync.hasOutdated()) {
            session.summary(left == ExitStatus.OK, "auto-sync: nothing new to send");
            return left;
        }
        int status = session.transfer("auto-sync", List.of("checkpoints"), name -> sync.plan(look.ready()));
        return status == ExitStatus.OK ? left : status;
    }

    private static int alone(Session session, Path file, Path checkpoints, IntSupplier work) {
        Optional<LockFile> lock;
        try {
            lock = LockFile.await(file, A_LOOK);
        } catch (IOException e) {
            session.warn("no lock can be had on " + file + " (" + Reason.of(e)
                    + "): see to it that there is only one auto-sync of " + checkpoints);
            return work.getAsInt();
        }
        try (LockFile held = lock.orElseThrow(() -> new CliException(
                ExitStatus.INCOMPLETE,
                "another auto-sync has " + checkpoints + " already",
                "replay-storage auto-sync --status"))) {
            return held.during(work);
        }
    }
}
