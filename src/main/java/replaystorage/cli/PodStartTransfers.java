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
import replaystorage.host.BackgroundTasks;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.jobs.ArtifactTransfers;
import replaystorage.jobs.ReplayFetch;
import replaystorage.jobs.checkpoint.CheckpointSelection;
import replaystorage.session.CommandSession;
import replaystorage.session.DownloadLock;
import replaystorage.session.TransferRunner;
import replaystorage.settings.Settings;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.list.RemotePath;
import replaystorage.workspace.StandardFolders;

/**
 * The storage steps of a pod's start. A failed step does not stop the others; steps that fail for the same reason share
 * one message. A storage that does not answer is not asked again.
 */
final class PodStartTransfers {
    private static final int MAX_SHOWN_CHECKPOINTS = 5;
    /** A refusal comes at once; a longer step was retried. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(5);

    private final CommandSession session;
    private final PodStartDeadline deadline;
    private final boolean strict;
    /** Prints the summary after all transfers have ended. */
    private Runnable onReplaysFetched = () -> {};

    private Runnable onCheckpointsDownloaded = () -> {};
    private volatile CliException unreachableError;
    private boolean waitNoted;
    /** Failed steps by reason. */
    private final Map<String, FailedSteps> failedSteps = new LinkedHashMap<>();

    /** The listed checkpoints, or null if the listing failed. */
    private Listing checkpoints;

    private int status;

    /** @param steps such as "list the checkpoints" */
    private record FailedSteps(CliException cause, List<String> steps) {}

    /** @param strict fail the start if the storage fails */
    PodStartTransfers(CommandSession session, PodStartDeadline deadline, boolean strict) {
        this.session = session;
        this.deadline = deadline;
        this.strict = strict;
    }

    /** Status of the first failed step. */
    int status() {
        return status;
    }

    /** Empty if no storage is set, or it can't be opened. */
    Optional<Settings> openStorage() {
        AtomicReference<Settings> settings = new AtomicReference<>();
        runStep("open the storage", () -> {
            session.userConfig();
            if (session.isConfigured()) {
                settings.set(session.transferContext().settings());
            } else if (strict) {
                throw EntrypointCommand.noStorageConfigured();
            } else {
                session.warn(EntrypointCommand.noStorageConfigured().getMessage() + ": the pod starts without one");
            }
            return ExitStatus.OK;
        });
        return Optional.ofNullable(settings.get());
    }

    /**
     * Runs a step that does not use the storage.
     *
     * @param what it does, such as "make the folders"
     */
    void runStep(String what, IntSupplier work) {
        tryStep(what, work);
        reportFailedSteps();
    }

    private void tryStep(String what, IntSupplier work) {
        long begun = System.nanoTime();
        try {
            stepEnded(work.getAsInt(), what);
        } catch (CliException e) {
            stepFailed(what, e, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /**
     * Lists the checkpoints, and downloads replays and checkpoints in parallel.
     *
     * @param newest number of newest checkpoints; 0 for all
     */
    void download(boolean replays, boolean checkpointsDown, int newest) {
        boolean alone = session.runsSequentially();
        session.setParallelTransfers(replays && checkpointsDown && !alone ? 2 : 1);
        Runnable fetching = replays ? this::fetchReplays : () -> {};
        Runnable bringing = checkpointsDown ? () -> downloadCheckpoints(newest) : () -> {};
        List<Runnable> lanes = List.of(fetching, () -> {
            showCheckpoints();
            bringing.run();
        });
        if (alone) {
            lanes.forEach(Runnable::run);
        } else {
            BackgroundTasks.runAll(lanes);
        }
        onReplaysFetched.run();
        onCheckpointsDownloaded.run();
        reportFailedSteps();
    }

    private void fetchReplays() {
        tryStorageStep("fetch the replays", () -> {
            ReplayFetch fetch = new ReplayFetch(
                    session.transferContext(), session.replayTransfers(), session.workspace()::isShared);
            Path target = session.workspace().artifactTarget("replays");
            return download(
                    "fetch",
                    "replays",
                    lock(target)
                            .planWhileHeld(
                                    () -> fetch.planFetch(List.of(""), target, ReplayFetch.ExtraFiles.KEEP_ALL, "")),
                    summary -> onReplaysFetched = summary);
        });
    }

    private void showCheckpoints() {
        tryStorageStep("list the checkpoints", () -> {
            ArtifactTransfers artifacts = session.artifactTransfers();
            checkpoints = artifacts.listFolder(artifacts.remoteFolder(StandardFolders.CHECKPOINTS));
            Map<String, FileVersion> files = checkpoints.files();
            session.note("checkpoints at " + artifacts.remoteFolder(StandardFolders.CHECKPOINTS)
                    + (files.isEmpty() ? ": (none yet)" : ":"));
            newest(files).forEach(file -> session.note(ObjectListPrinter.humanLine(file.getKey(), file.getValue())));
            if (files.size() > MAX_SHOWN_CHECKPOINTS) {
                session.note("  and " + (files.size() - MAX_SHOWN_CHECKPOINTS) + " older");
            }
            return ExitStatus.OK;
        });
    }

    private static List<Map.Entry<String, FileVersion>> newest(Map<String, FileVersion> files) {
        Comparator<Map.Entry<String, FileVersion>> byTime =
                Comparator.comparing(file -> file.getValue().modified());
        return files.entrySet().stream()
                .sorted(byTime.reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_SHOWN_CHECKPOINTS)
                .toList();
    }

    private void downloadCheckpoints(int newest) {
        tryStorageStep("download the checkpoints", () -> {
            ArtifactTransfers artifacts = session.artifactTransfers();
            RemotePath from = artifacts.remoteFolder(StandardFolders.CHECKPOINTS);
            Path target = session.workspace().artifactTarget(StandardFolders.CHECKPOINTS);
            DownloadLock lock = lock(target);
            boolean isOld = checkpoints == null || lock.hasWaited();
            return download(
                    "down",
                    StandardFolders.CHECKPOINTS,
                    lock.planWhileHeld(() -> artifacts.planDownload(
                            StandardFolders.CHECKPOINTS,
                            from,
                            isOld ? artifacts.listFolder(from) : checkpoints,
                            target,
                            new CheckpointSelection(newest, true, null))),
                    summary -> onCheckpointsDownloaded = summary);
        });
    }

    private DownloadLock lock(Path target) {
        return deadline.withClockStopped(() -> DownloadLock.of(session, target));
    }

    private int download(String title, String name, PreparedTransfer prepared, Consumer<Runnable> summary) {
        TransferRunner runner = session.transferRunner(title, "start");
        TransferRunner.RunResult result =
                deadline.withClockStopped(() -> runner.runAll(List.of(name), each -> prepared, false));
        summary.accept(() -> runner.showSummary(result));
        return result.status();
    }

    private void tryStorageStep(String what, IntSupplier work) {
        CliException silent = unreachableError;
        if (silent == null) {
            tryStep(what, () -> deadline.retry(work::getAsInt, this::noteWaiting));
        } else {
            addFailedStep(what, silent);
        }
    }

    /** Said while the storage or the network is not up yet; the reason follows if it never comes up. */
    private synchronized void noteWaiting() {
        if (!waitNoted) {
            waitNoted = true;
            session.note("the storage does not answer yet; trying "
                    + session.transferContext().settings().endpoint() + " again for up to "
                    + deadline.remainingSeconds() + " s");
        }
    }

    private void stepEnded(int ended, String what) {
        noteStatus(ended, new CliException(ended, "the storage stopped answering during a copy"));
        if (ended != ExitStatus.OK && !strict) {
            session.warn("could not " + what + " completely (status " + ended + ")");
        }
    }

    private void stepFailed(String what, CliException e, Duration waited) {
        noteStatus(e.status(), e);
        if (waited.compareTo(LONG_WAIT) > 0) {
            unreachableError = e;
        }
        addFailedStep(what, e);
    }

    private synchronized void addFailedStep(String what, CliException reason) {
        String cause = reason.status() == ExitStatus.TEMPORARY ? "silent" : messageWithRemedy(reason);
        failedSteps
                .computeIfAbsent(cause, first -> new FailedSteps(reason, new ArrayList<>()))
                .steps()
                .add(what);
    }

    private static String messageWithRemedy(CliException e) {
        return e.getMessage() + e.remedy().map(hint -> "\nTry: " + hint).orElse("");
    }

    private synchronized void reportFailedSteps() {
        failedSteps.values().forEach(each -> {
            if (strict) {
                session.error(each.cause());
            } else {
                session.warn("could not " + String.join(", ", each.steps()) + ": " + messageWithRemedy(each.cause()));
            }
        });
        failedSteps.clear();
    }

    private synchronized void noteStatus(int ended, CliException why) {
        if (status == ExitStatus.OK) {
            status = ended;
        }
        if (ended == ExitStatus.TEMPORARY) {
            unreachableError = why;
        }
    }
}
