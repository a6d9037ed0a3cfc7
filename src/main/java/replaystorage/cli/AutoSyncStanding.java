package replaystorage.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import replaystorage.autosync.StatusFile;
import replaystorage.autosync.SyncStatus;
import replaystorage.transfer.AutoSync;
import replaystorage.transfer.AutoSync.Look;

/** How an auto-sync stands: what became of its rounds, told to whoever reads the status file. */
final class AutoSyncStanding {
    private final Session session;
    private final AutoSync sync;
    private final Duration interval;
    private final StatusFile file;
    private final SyncStatus.Watch watch;
    private final Instant started = Instant.now();
    private Instant lastSuccess;
    private int failures;
    private boolean unwritable;

    AutoSyncStanding(Session session, AutoSync sync, Duration interval, StatusFile file, SyncStatus.Watch watch) {
        this.session = session;
        this.sync = sync;
        this.interval = interval;
        this.file = file;
        this.watch = watch;
    }

    /** All that is complete is on the remote; what failed before may be told anew should it fail again. */
    void succeeded() {
        if (failures > 0) {
            session.talk().forget();
        }
        failures = 0;
        lastSuccess = Instant.now();
    }

    void failed() {
        failures++;
    }

    /** Rounds in a row that failed. */
    int failures() {
        return failures;
    }

    /** @param next when the folder is looked at again, or null */
    void tell(SyncStatus.State state, Look look, Instant next) {
        SyncStatus status = new SyncStatus(
                sync.local().toString(),
                sync.remote().toString(),
                ProcessHandle.current().pid(),
                state,
                interval,
                started,
                lastSuccess,
                look.ready().size(),
                look.bytes(),
                look.waiting().size(),
                look.unreadable(),
                sync.bytesPerSecond(),
                failures,
                session.talk().lastError(),
                next,
                watch);
        try {
            file.write(status);
        } catch (IOException e) {
            if (!unwritable) {
                session.warn("the status can't be written to " + file.path() + ": " + e.getMessage());
            }
            unwritable = true;
        }
    }
}
