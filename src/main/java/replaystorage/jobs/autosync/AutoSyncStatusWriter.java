package replaystorage.jobs.autosync;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import replaystorage.session.CommandSession;

/** Tracks the results of the auto-sync rounds and writes them to the status file. */
public final class AutoSyncStatusWriter {
    private final CommandSession session;
    private final AutoSyncPlanner planner;
    private final Duration interval;
    private final AutoSyncStatusFile file;
    private final AutoSyncStatus.ScanSettings scanSettings;
    private final Instant startedAt = Instant.now();
    private Instant lastSuccess;
    private int consecutiveFailures;
    private boolean writeErrorReported;

    public AutoSyncStatusWriter(
            CommandSession session,
            AutoSyncPlanner planner,
            Duration interval,
            AutoSyncStatusFile file,
            AutoSyncStatus.ScanSettings watch) {
        this.session = session;
        this.planner = planner;
        this.interval = interval;
        this.file = file;
        this.scanSettings = watch;
    }

    /** All stable files are in the bucket; later failures are reported again. */
    void recordSuccess() {
        if (consecutiveFailures > 0) {
            session.console().resetShownMessages();
        }
        consecutiveFailures = 0;
        lastSuccess = Instant.now();
    }

    void recordFailure() {
        consecutiveFailures++;
    }

    int consecutiveFailures() {
        return consecutiveFailures;
    }

    /** @param next time of the next round, or null */
    void write(AutoSyncStatus.AutoSyncState state, FolderScan look, Instant next) {
        AutoSyncStatus status = new AutoSyncStatus(
                planner.localFolder().toString(),
                planner.remoteFolder().toString(),
                ProcessHandle.current().pid(),
                state,
                interval,
                startedAt,
                lastSuccess,
                look.stableFiles().size(),
                look.bytes(),
                look.unstable().size(),
                look.unreadableFiles(),
                planner.bytesPerSecond(),
                consecutiveFailures,
                session.console().lastError(),
                next,
                scanSettings);
        try {
            file.write(status);
        } catch (IOException e) {
            if (!writeErrorReported) {
                session.warn("the status can't be written to " + file.path() + ": " + e.getMessage());
            }
            writeErrorReported = true;
        }
    }
}
