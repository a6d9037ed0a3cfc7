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
import replaystorage.host.CliException;
import replaystorage.host.Durations;
import replaystorage.host.Environment;
import replaystorage.host.ExitStatus;
import replaystorage.host.IoErrorText;
import replaystorage.host.LockFile;
import replaystorage.host.PasteableCommand;
import replaystorage.host.RealPath;
import replaystorage.jobs.autosync.AutoSyncLogFile;
import replaystorage.jobs.autosync.AutoSyncLoop;
import replaystorage.jobs.autosync.AutoSyncPlanner;
import replaystorage.jobs.autosync.AutoSyncStatus;
import replaystorage.jobs.autosync.AutoSyncStatusFile;
import replaystorage.jobs.autosync.AutoSyncStatusReport;
import replaystorage.jobs.autosync.AutoSyncStatusWriter;
import replaystorage.jobs.autosync.FolderScan;
import replaystorage.session.CommandSession;
import replaystorage.session.ProgramInvocation;
import replaystorage.session.TransferCommand;
import replaystorage.session.option.DurationConverter;
import replaystorage.session.option.SettleOption;
import replaystorage.stability.StableFileDetector;
import replaystorage.userconfig.UserConfig;
import replaystorage.workspace.StandardFolders;
import replaystorage.workspace.Workspace;

@Command(
        name = "auto-sync",
        description = {
            "Upload new and changed checkpoints in rounds until SIGINT or SIGTERM arrives, then one last time.",
            "It deletes nothing in the bucket, sends no request if nothing changed, and leaves files that are still being written to a later round."
        },
        footer = {
            "",
            "Examples:  nohup replay-storage auto-sync --interval 5m &",
            "           replay-storage auto-sync --status"
        })
final class AutoSyncCommand extends TransferCommand {
    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(10);
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(8);
    /** How long a --status may hold the lock. */
    private static final Duration STATUS_SCAN_TIME = Duration.ofMillis(200);

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Time between two rounds: seconds, or 90s, 10m, 1h (default: $SYNC_INTERVAL, replay-storage.yaml, or 10m).")
    private Duration interval;

    @Option(names = "--once", description = "Run one round only.")
    private boolean once;

    @Option(
            names = "--checkpoint-dir",
            paramLabel = "DIR",
            description = "Folder to upload (default: $CHECKPOINT_DIR, else $WORKSPACE/checkpoints).")
    private Path folder;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time limit of the last round (default: 8s, since docker stop kills after 10s).")
    private Duration grace;

    @Option(
            names = "--status",
            description =
                    "Show whether every file of the folder is saved, and the state of its auto-sync. Exit status: 0 if all is well, else 75; 3 if there is no auto-sync.")
    private boolean status;

    @Option(names = "--json", description = "With --status: print one JSON object.")
    private boolean json;

    @Mixin
    private SettleOption settleOption;

    AutoSyncCommand(ProgramInvocation invocation) {
        super(invocation);
    }

    /** All that is said goes into the log too. */
    private void openLog(CommandSession session) {
        Workspace workspace = session.workspace();
        Optional<String> chosen = invocation().environment().get("LOG_FILE");
        // Opening the log would create a missing workspace.
        boolean isNowhere = once && chosen.isEmpty() && !Files.isDirectory(workspace.root());
        if (status || transferOptions().dryRun() || isNowhere) {
            return;
        }
        Path file = chosen.map(Path::of).orElseGet(() -> workspace.root().resolve("logs/sync.log"));
        AutoSyncLogFile log = new AutoSyncLogFile(
                file,
                e -> session.warn("the log " + file + " can't be written: " + e + "; messages are only shown here"));
        session.console().logTo(log::add);
    }

    @Override
    public int run(CommandSession session) {
        openLog(session);
        Path checkpoints = checkpointsFolder(session.workspace());
        Path state = session.workspace().stateFolder();
        String name = stateName(checkpoints, session.workspace().artifactTarget(StandardFolders.CHECKPOINTS));
        AutoSyncStatusFile file = new AutoSyncStatusFile(state.resolve(name + ".json"));
        Path lock = state.resolve(name + ".lock");
        if (status) {
            return new AutoSyncStatusReport(session, checkpoints, file, lock).run(json);
        }
        UserConfig.AutoSyncTimes preferred = session.userConfig().autoSyncTimes();
        Duration settling = settleOption.settleTime(preferred.settleTime());
        AutoSyncLoop.RoundTimes times = new AutoSyncLoop.RoundTimes(interval(preferred), grace(preferred), settling);
        AutoSyncPlanner planner = AutoSyncPlanner.of(
                session.transferContext(), StandardFolders.CHECKPOINTS, checkpoints, new StableFileDetector(settling));
        if (isSingleRound()) {
            requireFolder(session, checkpoints);
            return once(session, planner);
        }
        if (!Files.isDirectory(checkpoints)) {
            session.warn(checkpoints + " does not exist" + folderOrigin() + ": it will be uploaded once it exists");
        }
        AutoSyncStatusWriter statusWriter =
                new AutoSyncStatusWriter(session, planner, times.interval(), file, scanSettings(planner, settling));
        AutoSyncLoop daemon = new AutoSyncLoop(session, planner, times, statusWriter);
        return runLocked(session, lock, checkpoints, daemon::run);
    }

    private AutoSyncStatus.ScanSettings scanSettings(AutoSyncPlanner planner, Duration settling) {
        return new AutoSyncStatus.ScanSettings(
                planner.recordFile().toString(),
                settling,
                transferOptions().includes(),
                transferOptions().excludes());
    }

    /** Name of the status file and the lock: one per folder, whatever path leads to it. */
    private static String stateName(Path checkpoints, Path usual) {
        Path real = RealPath.of(checkpoints);
        return real.equals(RealPath.of(usual))
                ? "auto-sync"
                : "auto-sync-" + UUID.nameUUIDFromBytes(real.toString().getBytes(StandardCharsets.UTF_8));
    }

    private boolean isSingleRound() {
        return once || transferOptions().dryRun();
    }

    /**
     * An empty workspace is fine; a misspelt folder of the user's choice is an error.
     *
     * @throws CliException 74
     */
    private void requireFolder(CommandSession session, Path checkpoints) {
        if (chosenFolder().isEmpty()) {
            session.requireWorkspace(List.of(StandardFolders.CHECKPOINTS));
        } else if (!Files.isDirectory(checkpoints)) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "there is no folder " + checkpoints + folderOrigin(),
                    "ls -d " + PasteableCommand.quote(RealPath.nearestExisting(checkpoints) + "/") + "*");
        }
    }

    private String folderOrigin() {
        return folder != null ? " (from --checkpoint-dir)" : chosenFolder().isPresent() ? " (from CHECKPOINT_DIR)" : "";
    }

    private Optional<Path> chosenFolder() {
        return Optional.ofNullable(folder)
                .or(() -> invocation().environment().get("CHECKPOINT_DIR").map(Path::of));
    }

    private Path checkpointsFolder(Workspace workspace) {
        return chosenFolder()
                .map(path -> path.toAbsolutePath().normalize())
                .orElseGet(() -> workspace.artifactTarget(StandardFolders.CHECKPOINTS));
    }

    private Duration grace(UserConfig.AutoSyncTimes preferred) {
        return grace != null ? grace : preferred.grace().orElse(DEFAULT_GRACE);
    }

    private Duration interval(UserConfig.AutoSyncTimes preferred) {
        if (interval != null) {
            if (interval.isZero()) {
                throw new CliException(
                        ExitStatus.USAGE,
                        "--interval must be at least 1 second",
                        "replay-storage auto-sync --interval 10m");
            }
            return interval;
        }
        return interval(invocation().environment()).or(preferred::interval).orElse(DEFAULT_INTERVAL);
    }

    /** @throws CliException 78 if SYNC_INTERVAL is not a duration */
    static Optional<Duration> interval(Environment environment) {
        String text = environment.get("SYNC_INTERVAL", "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> interval = Durations.parse(text).filter(time -> !time.isZero());
        if (interval.isEmpty()) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    "SYNC_INTERVAL must be a duration such as 90s, 10m or 1h, not '" + text + "'",
                    "export SYNC_INTERVAL=600");
        }
        return interval;
    }

    private static int once(CommandSession session, AutoSyncPlanner planner) {
        FolderScan look = planner.scanWhenStable();
        int waiting = look.unstable().isEmpty() ? ExitStatus.OK : ExitStatus.INCOMPLETE;
        int left = look.unreadableFiles() > 0 ? ExitStatus.LOCAL : waiting;
        if (look.isEmpty() && planner.isFolderEmpty() && !planner.hasOutdated()) {
            session.warn("nothing to upload: " + planner.localFolder() + " is empty or missing");
            return ExitStatus.OK;
        }
        if (look.stableFiles().isEmpty() && !planner.hasOutdated()) {
            session.summary(left == ExitStatus.OK, "auto-sync: nothing new to upload");
            return left;
        }
        int status = session.transfer(
                "auto-sync", List.of(StandardFolders.CHECKPOINTS), name -> planner.plan(look.stableFiles()));
        return status == ExitStatus.OK ? left : status;
    }

    private static int runLocked(CommandSession session, Path file, Path checkpoints, IntSupplier work) {
        Optional<LockFile> lock;
        try {
            lock = LockFile.acquire(file, STATUS_SCAN_TIME);
        } catch (IOException e) {
            session.warn("can't lock " + file + " (" + IoErrorText.describe(e)
                    + "): make sure that only one auto-sync uses " + checkpoints);
            return work.getAsInt();
        }
        try (LockFile held = lock.orElseThrow(() -> new CliException(
                ExitStatus.INCOMPLETE,
                "another auto-sync of " + checkpoints + " is running",
                "replay-storage auto-sync --status"))) {
            return held.runHolding(work);
        }
    }
}
