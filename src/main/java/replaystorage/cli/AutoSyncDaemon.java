package replaystorage.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import replaystorage.autosync.SyncStatus.State;
import replaystorage.settings.CliException;
import replaystorage.settings.Durations;
import replaystorage.settings.ExitStatus;
import replaystorage.settling.Settling.Why;
import replaystorage.transfer.AutoSync;
import replaystorage.transfer.AutoSync.Look;
import replaystorage.transfer.LocalFile;

/** Round after round until a signal comes, and then one last round within a bounded time. */
final class AutoSyncDaemon {
    private final Session session;
    private final AutoSync sync;
    private final Times times;
    private final AutoSyncStanding standing;
    private final AutoSyncPace pace;
    private Signals signals;
    private volatile boolean sendingMany;
    private boolean lastRound;

    /**
     * The times of an auto-sync.
     *
     * @param interval from the end of a round to the next
     * @param grace from a signal to the end
     * @param settle how long a file must have been left alone
     */
    record Times(Duration interval, Duration grace, Duration settle) {}

    AutoSyncDaemon(Session session, AutoSync sync, Times times, AutoSyncStanding standing) {
        this.session = session;
        this.sync = sync;
        this.times = times;
        this.standing = standing;
        this.pace = new AutoSyncPace(times.interval());
    }

    /** @return 0, or 75 where something could not be saved */
    int run() {
        try (Signals caught = new Signals(this::beginToEnd)) {
            signals = caught;
            standing.tell(State.WAITING, Look.NOTHING, Instant.now());
            session.note("auto-sync: " + sync.local() + " to " + sync.remote() + ", every "
                    + Durations.text(times.interval()));
            while (signals.first().isEmpty()) {
                Look look = roundOrBug();
                Duration pause = pace.pause(look, standing.failures());
                standing.tell(State.WAITING, look, Instant.now().plus(pause));
                signals.await(pause);
            }
            return lastRound(signals.first().orElseThrow().plus(times.grace()));
        }
    }

    /** One that dies of a bug saves nothing more; one that tells of it and goes on may save the next checkpoint. */
    private Look roundOrBug() {
        try {
            return round();
        } catch (RuntimeException e) {
            session.error(new CliException(
                    ExitStatus.BUG, "a round ended by a bug of ours: " + e, "# report it; the next round goes on"));
            standing.failed();
            return Look.NOTHING;
        }
    }

    private Look round() {
        renew();
        Look look = sync.look();
        if (look.ready().isEmpty() && !sync.hasOutdated()) {
            requireBucket();
            return look;
        }
        standing.tell(State.SENDING, look, null);
        int status = send(look);
        if (signals.first().isPresent()) {
            return look;
        }
        if (isGood(status)) {
            standing.succeeded();
        } else {
            refused(status);
            standing.failed();
        }
        return sync.look();
    }

    /** Takes over credentials that somebody changed since the last round. */
    private void renew() {
        try {
            if (session.opening().renew()) {
                session.note("auto-sync: the credentials changed, and the new ones are used");
                session.talk().forget();
                sync.askAnew();
            }
        } catch (CliException e) {
            session.warn("the credentials of before are used: " + e.getMessage());
        }
    }

    private void refused(int status) {
        List<String> fixed = session.opening().fixed();
        if (status == ExitStatus.CONFIG && !fixed.isEmpty()) {
            session.warn(String.join(", ", fixed) + (fixed.size() > 1 ? " are" : " is")
                    + " as when the auto-sync was started; for new values run `replay-storage configure` with them in"
                    + " another shell (the next round uses those), or start the auto-sync anew");
        }
    }

    /** A wrong key is told before the night, though nothing is to be sent yet. */
    private void requireBucket() {
        try {
            sync.requireBucket();
            standing.succeeded();
        } catch (CliException e) {
            if (signals.first().isEmpty()) {
                session.error(e);
                refused(e.status());
                standing.failed();
            }
        }
    }

    /** The newest checkpoint goes first and alone, so that it is safe as soon as can be. */
    private int send(Look look) {
        List<LocalFile> newest = sync.newest(look.ready());
        int status = send(newest);
        if (look.ready().size() == newest.size() || !sync.isAnswered() || isEnding()) {
            return status;
        }
        sendingMany = true;
        try {
            int rest = send(sync.unsent(look));
            return status == ExitStatus.OK ? rest : status;
        } finally {
            sendingMany = false;
        }
    }

    private int send(List<LocalFile> files) {
        return session.transfer("auto-sync", List.of("checkpoints"), name -> sync.plan(files));
    }

    /** The last round sends all that it can. */
    private boolean isEnding() {
        return signals.first().isPresent() && !lastRound;
    }

    /** That a file was still being written is no failure. */
    private static boolean isGood(int status) {
        return status == ExitStatus.OK || status == ExitStatus.INCOMPLETE;
    }

    /** When the pod ends the newest checkpoint matters most: what is sent after it begins anew behind one that may have come meanwhile. */
    private void beginToEnd() {
        if (sendingMany) {
            session.talk().quietly(Interruption::endRunning);
        }
        TimerTask end = new TimerTask() {
            @Override
            public void run() {
                session.talk().quietly(Interruption::endAll);
            }
        };
        new Timer("grace", true).schedule(end, times.grace().toMillis());
    }

    private int lastRound(Instant end) {
        session.talk().loudly();
        lastRound = true;
        sync.endLogs();
        Instant settled = Instant.now().plus(times.settle()).plus(AutoSyncPace.SHORTEST);
        Look look = sync.look();
        standing.tell(State.ENDING, look, null);
        int status = ExitStatus.OK;
        if (look.ready().isEmpty() && sync.hasOutdated()) {
            status = send(look);
        }
        while (!look.isEmpty() && isGood(status) && Instant.now().isBefore(end)) {
            if (!look.ready().isEmpty()) {
                status = send(look);
            } else if (look.mayChangeSoon() && Instant.now().isBefore(settled)) {
                sleep();
            } else {
                break;
            }
            look = sync.look();
        }
        session.talk().loudly();
        // What was written while the last files went up, or while the folder was walked, is named too.
        look = sync.look();
        if (look.isEmpty()) {
            standing.succeeded();
        }
        standing.tell(State.ENDED, look, null);
        if (look.isEmpty()) {
            session.note("auto-sync: ended, all checkpoints are saved");
            return ExitStatus.OK;
        }
        look.ready().forEach(each -> session.warn("checkpoints/" + each.name() + " could not be saved"));
        look.waiting().forEach((name, why) -> session.warn("checkpoints/" + name + " was not saved: " + reason(why)));
        session.summary(false, "auto-sync: ended, and not all checkpoints are saved");
        return ExitStatus.INCOMPLETE;
    }

    private static String reason(Why why) {
        return switch (why) {
            case WRITING, HIDDEN -> "it was still being written";
            case DATABASE -> "it is a database that a program has open";
            case POINTER -> "it names a file that is not complete";
            case FOLDER, TORN, ABANDONED -> "it is not complete";
        };
    }

    private static void sleep() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
