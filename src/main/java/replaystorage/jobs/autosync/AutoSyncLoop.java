package replaystorage.jobs.autosync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import replaystorage.host.CliException;
import replaystorage.host.Durations;
import replaystorage.host.ExitStatus;
import replaystorage.jobs.autosync.AutoSyncStatus.AutoSyncState;
import replaystorage.rclone.ChildProcesses;
import replaystorage.session.CommandSession;
import replaystorage.session.TerminationSignals;
import replaystorage.stability.StableFileDetector.UnstableReason;
import replaystorage.transfer.list.LocalFile;
import replaystorage.workspace.StandardFolders;

/** Runs auto-sync rounds until a signal arrives, then one last round with a time limit. */
public final class AutoSyncLoop {
    private final CommandSession session;
    private final AutoSyncPlanner planner;
    private final RoundTimes times;
    private final AutoSyncStatusWriter statusWriter;
    private final AutoSyncSchedule schedule;
    private TerminationSignals signals;
    private volatile boolean uploadingBatch;
    private boolean lastRound;

    /**
     * @param interval from the end of a round to the next
     * @param grace from a signal to the end
     */
    public record RoundTimes(Duration interval, Duration grace, Duration settleTime) {}

    public AutoSyncLoop(
            CommandSession session, AutoSyncPlanner planner, RoundTimes times, AutoSyncStatusWriter statusWriter) {
        this.session = session;
        this.planner = planner;
        this.times = times;
        this.statusWriter = statusWriter;
        this.schedule = new AutoSyncSchedule(times.interval());
    }

    /** @return 0, or 75 if something was not saved */
    public int run() {
        try (TerminationSignals caught = new TerminationSignals(this::onSignal)) {
            signals = caught;
            statusWriter.write(AutoSyncState.WAITING, FolderScan.EMPTY, Instant.now());
            session.note("auto-sync: " + planner.localFolder() + " to " + planner.remoteFolder() + ", every "
                    + Durations.format(times.interval()));
            while (signals.firstSignalAt().isEmpty()) {
                FolderScan look = roundReportingBugs();
                Duration pause = schedule.pauseBefore(look, statusWriter.consecutiveFailures());
                statusWriter.write(AutoSyncState.WAITING, look, Instant.now().plus(pause));
                signals.await(pause);
            }
            return lastRound(signals.firstSignalAt().orElseThrow().plus(times.grace()));
        }
    }

    /** Reports an internal error and continues: the next round may save the next checkpoint. */
    private FolderScan roundReportingBugs() {
        try {
            return runRound();
        } catch (RuntimeException e) {
            session.error(new CliException(
                    ExitStatus.BUG,
                    "internal error in a round (a bug in replay-storage): " + e,
                    "# report it; the next round goes on"));
            statusWriter.recordFailure();
            return FolderScan.EMPTY;
        }
    }

    private FolderScan runRound() {
        renewCredentials();
        FolderScan look = planner.scan();
        if (look.stableFiles().isEmpty() && !planner.hasOutdated()) {
            requireBucket();
            return look;
        }
        statusWriter.write(AutoSyncState.SENDING, look, null);
        int status = upload(look);
        if (signals.firstSignalAt().isPresent()) {
            return look;
        }
        if (isAcceptable(status)) {
            statusWriter.recordSuccess();
        } else {
            explainRefusal(status);
            statusWriter.recordFailure();
        }
        return planner.scan();
    }

    /** Applies credentials that changed since the last round. */
    private void renewCredentials() {
        try {
            if (session.storageOpener().renewCredentials()) {
                session.note("auto-sync: the credentials changed; using the new ones");
                session.console().resetShownMessages();
                planner.recheckBucket();
            }
        } catch (CliException e) {
            session.warn("still using the old credentials: " + e.getMessage());
        }
    }

    private void explainRefusal(int status) {
        List<String> fixed = session.storageOpener().fixedCredentialVariables();
        if (status == ExitStatus.CONFIG && !fixed.isEmpty()) {
            session.warn(String.join(", ", fixed)
                    + " can't change while auto-sync runs; to use new values, run `replay-storage configure` with them in"
                    + " another shell (the next round uses them), or restart auto-sync");
        }
    }

    /** Reports a wrong key at the start, even if there is nothing to upload yet. */
    private void requireBucket() {
        try {
            planner.requireBucket();
            statusWriter.recordSuccess();
        } catch (CliException e) {
            if (signals.firstSignalAt().isEmpty()) {
                session.error(e);
                explainRefusal(e.status());
                statusWriter.recordFailure();
            }
        }
    }

    /** Uploads the newest checkpoint first and alone, so that it is safe as early as possible. */
    private int upload(FolderScan look) {
        List<LocalFile> newest = planner.newestCheckpoint(look.stableFiles());
        int status = upload(newest);
        if (look.stableFiles().size() == newest.size() || !planner.hasStorageAnswered() || isEnding()) {
            return status;
        }
        uploadingBatch = true;
        try {
            int rest = upload(planner.notYetUploaded(look));
            return status == ExitStatus.OK ? rest : status;
        } finally {
            uploadingBatch = false;
        }
    }

    private int upload(List<LocalFile> files) {
        return session.transfer("auto-sync", List.of(StandardFolders.CHECKPOINTS), name -> planner.plan(files));
    }

    /** The last round uploads everything it can. */
    private boolean isEnding() {
        return signals.firstSignalAt().isPresent() && !lastRound;
    }

    /** Files that are still being written are not a failure. */
    private static boolean isAcceptable(int status) {
        return status == ExitStatus.OK || status == ExitStatus.INCOMPLETE;
    }

    /** At the end the newest checkpoint matters most: stops other uploads, which start again after a possibly newer checkpoint. */
    private void onSignal() {
        if (uploadingBatch) {
            session.console().muteAndRun(ChildProcesses::terminateRunning);
        }
        TimerTask end = new TimerTask() {
            @Override
            public void run() {
                session.console().muteAndRun(ChildProcesses::shutDown);
            }
        };
        new Timer("grace", true).schedule(end, times.grace().toMillis());
    }

    private int lastRound(Instant end) {
        session.console().unmute();
        lastRound = true;
        planner.finishLogs();
        Instant settled = Instant.now().plus(times.settleTime()).plus(AutoSyncSchedule.MIN_PAUSE);
        FolderScan look = planner.scan();
        statusWriter.write(AutoSyncState.ENDING, look, null);
        int status = ExitStatus.OK;
        if (look.stableFiles().isEmpty() && planner.hasOutdated()) {
            status = upload(look);
        }
        while (!look.isEmpty() && isAcceptable(status) && Instant.now().isBefore(end)) {
            if (!look.stableFiles().isEmpty()) {
                status = upload(look);
            } else if (look.mayBecomeStableSoon() && Instant.now().isBefore(settled)) {
                pollPause();
            } else {
                break;
            }
            look = planner.scan();
        }
        session.console().unmute();
        // Includes files that were written during the last uploads.
        look = planner.scan();
        if (look.isEmpty()) {
            statusWriter.recordSuccess();
        }
        statusWriter.write(AutoSyncState.ENDED, look, null);
        if (look.isEmpty()) {
            session.note("auto-sync: stopped; all checkpoints are saved");
            return ExitStatus.OK;
        }
        look.stableFiles().forEach(each -> session.warn("checkpoints/" + each.name() + " could not be saved"));
        look.unstable()
                .forEach((name, why) -> session.warn("checkpoints/" + name + " was not saved: " + describe(why)));
        session.summary(false, "auto-sync: stopped; not all checkpoints are saved");
        return ExitStatus.INCOMPLETE;
    }

    private static String describe(UnstableReason why) {
        return switch (why) {
            case WRITING, HIDDEN -> "it was still being written";
            case DATABASE -> "it is a database that a program has open";
            case POINTER -> "it names a file that is not complete";
            case FOLDER, TRUNCATED, ABANDONED -> "it is not complete";
        };
    }

    private static void pollPause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
