package replaystorage.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Settings;
import replaystorage.transfer.Artifacts;
import replaystorage.transfer.CheckpointChoice;
import replaystorage.transfer.Fetch;
import replaystorage.transfer.Listing;
import replaystorage.transfer.Meanwhile;
import replaystorage.transfer.Prepared;
import replaystorage.transfer.RemotePath;
import replaystorage.transfer.Stamp;

/**
 * What a pod's start asks of the storage. A step that fails stops no other; what several could not do for one reason is told in one message. A
 * storage that does not answer is not asked again.
 */
final class PodStart {
    private static final int SHOWN = 5;
    /** A refusal comes at once; what takes longer was tried again and again. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Session session;
    private final StartTime time;
    private final boolean strict;
    /** They tell the summaries, once nothing goes on any more. */
    private Runnable fetched = () -> {};

    private Runnable brought = () -> {};
    private volatile CliException silence;
    private boolean waiting;
    /** What could not be done, by the reason. */
    private final Map<String, Undone> undone = new LinkedHashMap<>();

    /** Those that were shown; null where they could not be. */
    private Listing checkpoints;

    private int status;

    /** @param steps such as "list the checkpoints" */
    private record Undone(CliException reason, List<String> steps) {}

    /** @param strict the pod is not to start without its storage */
    PodStart(Session session, StartTime time, boolean strict) {
        this.session = session;
        this.time = time;
        this.strict = strict;
    }

    /** That of the first step that failed. */
    int status() {
        return status;
    }

    /** Empty where no storage is set, or it can't be opened. */
    Optional<Settings> open() {
        AtomicReference<Settings> settings = new AtomicReference<>();
        step("open the storage", () -> {
            session.preferences();
            if (session.isConfigured()) {
                settings.set(session.setup().settings());
            } else if (strict) {
                throw EntrypointCommand.nothingSet();
            } else {
                session.warn(EntrypointCommand.nothingSet().getMessage() + ": the pod starts without one");
            }
            return ExitStatus.OK;
        });
        return Optional.ofNullable(settings.get());
    }

    /**
     * Does a step that is no question to the storage.
     *
     * @param what it does, such as "make the folders"
     */
    void step(String what, IntSupplier work) {
        attempt(what, work);
        tellUndone();
    }

    private void attempt(String what, IntSupplier work) {
        long begun = System.nanoTime();
        try {
            ended(work.getAsInt(), what);
        } catch (CliException e) {
            failed(what, e, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /**
     * Shows the checkpoints there are, and brings what is wanted: replays and checkpoints side by side.
     *
     * @param replays whether replays are to come
     * @param checkpointsDown whether checkpoints are to come
     * @param newest only so many of them; 0 for all
     */
    void bring(boolean replays, boolean checkpointsDown, int newest) {
        boolean alone = session.alone();
        session.share(replays && checkpointsDown && !alone ? 2 : 1);
        Runnable fetching = replays ? this::fetchReplays : () -> {};
        Runnable bringing = checkpointsDown ? () -> bringCheckpoints(newest) : () -> {};
        List<Runnable> lanes = List.of(fetching, () -> {
            showCheckpoints();
            bringing.run();
        });
        if (alone) {
            lanes.forEach(Runnable::run);
        } else {
            Meanwhile.run(lanes);
        }
        fetched.run();
        brought.run();
        tellUndone();
    }

    private void fetchReplays() {
        ask("fetch the replays", () -> {
            Fetch fetch = new Fetch(session.setup(), session.replays(), session.workspace()::isShared);
            Path target = session.workspace().target("replays");
            return bring(
                    "fetch",
                    "replays",
                    lock(target).during(() -> fetch.plan(List.of(""), target, Fetch.Extras.KEEP, "")),
                    summary -> fetched = summary);
        });
    }

    private void showCheckpoints() {
        ask("list the checkpoints", () -> {
            Artifacts artifacts = session.artifacts();
            checkpoints = artifacts.list(artifacts.folder("checkpoints"));
            Map<String, Stamp> files = checkpoints.files();
            session.note(
                    "checkpoints at " + artifacts.folder("checkpoints") + (files.isEmpty() ? ": (none yet)" : ":"));
            newest(files).forEach(file -> session.note(ObjectLines.readable(file.getKey(), file.getValue())));
            if (files.size() > SHOWN) {
                session.note("  and " + (files.size() - SHOWN) + " older");
            }
            return ExitStatus.OK;
        });
    }

    private static List<Map.Entry<String, Stamp>> newest(Map<String, Stamp> files) {
        Comparator<Map.Entry<String, Stamp>> byTime =
                Comparator.comparing(file -> file.getValue().time());
        return files.entrySet().stream()
                .sorted(byTime.reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .toList();
    }

    private void bringCheckpoints(int newest) {
        ask("download the checkpoints", () -> {
            Artifacts artifacts = session.artifacts();
            RemotePath from = artifacts.folder("checkpoints");
            Path target = session.workspace().target("checkpoints");
            DownloadLock lock = lock(target);
            boolean isOld = checkpoints == null || lock.hasWaited();
            return bring(
                    "down",
                    "checkpoints",
                    lock.during(() -> artifacts.down(
                            "checkpoints",
                            from,
                            isOld ? artifacts.list(from) : checkpoints,
                            target,
                            new CheckpointChoice(newest, true, null))),
                    summary -> brought = summary);
        });
    }

    private DownloadLock lock(Path target) {
        return time.uncounted(() -> DownloadLock.of(session, target));
    }

    private int bring(String title, String name, Prepared prepared, Consumer<Runnable> summary) {
        TransferRun run = session.transferRun(title, "start");
        TransferRun.Result result = time.uncounted(() -> run.carry(List.of(name), each -> prepared, false));
        summary.accept(() -> run.tell(result));
        return result.status();
    }

    private void ask(String what, IntSupplier work) {
        CliException silent = silence;
        if (silent == null) {
            attempt(what, () -> time.retried(work::getAsInt, this::waits));
        } else {
            add(what, silent);
        }
    }

    /** Of a storage that is not there yet, or whose way there is not; why is told where it does not come at all. */
    private synchronized void waits() {
        if (!waiting) {
            waiting = true;
            session.note("the storage is not there yet: asking "
                    + session.setup().settings().endpoint() + " again for up to " + time.secondsLeft() + " s");
        }
    }

    private void ended(int ended, String what) {
        note(ended, new CliException(ended, "the storage went silent in the middle of a copy"));
        if (ended != ExitStatus.OK && !strict) {
            session.warn("could not " + what + " completely (status " + ended + ")");
        }
    }

    private void failed(String what, CliException e, Duration waited) {
        note(e.status(), e);
        if (waited.compareTo(LONG) > 0) {
            silence = e;
        }
        add(what, e);
    }

    private synchronized void add(String what, CliException reason) {
        String cause = reason.status() == ExitStatus.TEMPORARY ? "silent" : text(reason);
        undone.computeIfAbsent(cause, first -> new Undone(reason, new ArrayList<>()))
                .steps()
                .add(what);
    }

    private static String text(CliException e) {
        return e.getMessage() + e.hint().map(hint -> "\nTry: " + hint).orElse("");
    }

    private synchronized void tellUndone() {
        undone.values().forEach(each -> {
            if (strict) {
                session.error(each.reason());
            } else {
                session.warn("could not " + String.join(", ", each.steps()) + ": " + text(each.reason()));
            }
        });
        undone.clear();
    }

    private synchronized void note(int ended, CliException why) {
        if (status == ExitStatus.OK) {
            status = ended;
        }
        if (ended == ExitStatus.TEMPORARY) {
            silence = why;
        }
    }
}
