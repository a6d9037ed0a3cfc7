package replaystorage.transfer.copy;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import replaystorage.console.Console;
import replaystorage.flags.RcloneJobType;
import replaystorage.flags.TunedFlag;
import replaystorage.host.BackgroundTasks;
import replaystorage.host.ExitStatus;
import replaystorage.host.HumanNumbers;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.Rclone;
import replaystorage.transfer.list.FilesFromFile;
import replaystorage.transfer.list.RcloneCommands;
import replaystorage.transfer.list.RcloneCommands.CopyFlags;
import replaystorage.transfer.list.RcloneCommands.CopyOutput;
import replaystorage.transfer.list.RcloneFailureDiagnosis;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.plan.Plan;

/** Runs rclone to copy listed files, with several rclones in parallel if the backend is slow in one process. */
public final class RcloneCopier {
    private static final AtomicInteger CHILDREN = new AtomicInteger();

    private final RemoteStorage storage;
    private final Console console;
    private final CopyOptions options;
    private final Pattern hopelessPattern;
    private final TunedFlagSelection flagSelection;
    private final Plan plan;
    private final DiskSpaceReservations diskSpace;

    /** @param plan its file sizes decide the parallelism */
    public RcloneCopier(
            RemoteStorage storage, Console console, CopyOptions options, Plan plan, DiskSpaceReservations diskSpace) {
        this.storage = storage;
        this.console = console;
        this.options = options;
        this.hopelessPattern = storage.settings().provider().hopelessPattern();
        this.flagSelection = new TunedFlagSelection(storage.settings().provider(), options);
        this.plan = plan;
        this.diskSpace = diskSpace;
    }

    public boolean drawsOwnProgress() {
        return options.ownProgress().isPresent();
    }

    private CopySizes copySizes(CopyBatch batch) {
        return CopySizes.of(
                plan, batch.names(), diskSpace.available(plan.route().localFolder(), CopySizes.neededBytes(plan)));
    }

    /** @param status of a killed rclone, else of the first failed one, else 0 */
    public record CopyResult(CopyLog log, int status, boolean stalled) {
        public CopyResult and(CopyResult other) {
            CopyResult first = status != 0 && other.status != RcloneFailureDiagnosis.STATUS_KILLED ? this : other;
            return new CopyResult(log, first.status, stalled || other.stalled);
        }

        /** True if a retry may succeed: rclone ended by itself, and reports neither a fatal nor a final error. */
        public boolean mayRetry() {
            return !log.isHopeless() && (status == 0 || status == ExitStatus.FAILED || status == ExitStatus.TEMPORARY);
        }
    }

    /** Copies named files between folders in rclone's notation; local paths are absolute. */
    public CopyResult copy(RcloneJobType job, String from, String to, Collection<String> names, List<String> flags) {
        return copy(job, from, to, CopyBatch.of(names), flags, new CopyLog());
    }

    /** Copies one of several batches, which share a log. */
    public CopyResult copy(
            RcloneJobType job, String from, String to, CopyBatch batch, List<String> flags, CopyLog log) {
        CopyBatch left = batch;
        CopyResult result = new CopyResult(log, 0, false);
        for (int attempt = 1; attempt <= maxTries() && !left.names().isEmpty(); attempt++) {
            result = copyOnce(job, from, to, left, flags, log);
            if (!result.stalled()) {
                return result;
            }
            left = left.without(log::isTransferred);
            reportStalled(left.names().size(), attempt);
        }
        return result;
    }

    public int maxTries() {
        return options.maxTries();
    }

    public CopyResult copyOnce(
            RcloneJobType job, String from, String to, CopyBatch batch, List<String> flags, CopyLog log) {
        CopySizes sizes = copySizes(batch);
        String title = plan.route().title() + " ";
        ResourceLimiter.FittedFlags chosen = flagSelection.select(job, sizes);
        options.tuningNotice().notifyOnce(title + job, () -> flagSelection.describe(title, job, sizes));
        return BackgroundTasks.forEach(
                        batch.split(chosen.processes()),
                        part -> runOne(job, from, to, part, flags, chosen.flags(), log))
                .stream()
                .reduce(CopyResult::and)
                .orElseThrow();
    }

    public void reportStalled(int files, int attempt) {
        console.warn("no data for " + options.timeouts().stallTimeout().get().toSeconds() + " s; "
                + HumanNumbers.files(files) + (attempt < maxTries() ? " will be retried" : " failed"));
    }

    private CopyResult runOne(
            RcloneJobType job,
            String from,
            String to,
            CopyBatch batch,
            List<String> flags,
            List<TunedFlag> tuned,
            CopyLog log) {
        try (FilesFromFile list = FilesFromFile.write(storage.temporaryFolder(), batch.names())) {
            return run(job, RcloneCommands.copy(list.path(), flags, copyFlags(job, tuned), from, to), log);
        }
    }

    public CopyResult copyTo(RcloneJobType job, String from, String to, List<String> flags) {
        return run(job, RcloneCommands.copyTo(flags, flagsForOneFile(job), from, to), new CopyLog());
    }

    /** Copies a file within the storage, replacing an existing object. */
    public CopyResult copyWithinStorage(RemotePath from, RemotePath to, String name, CopyLog log) {
        return copyOnce(
                RcloneJobType.SNAPSHOT,
                from.folderArgument(),
                to.folderArgument(),
                CopyBatch.of(List.of(name)),
                List.of("--ignore-times", "--no-traverse"),
                log);
    }

    /** Deletes these files of a remote folder that the local one lacks, and nothing else. Server-side work, like a snapshot. */
    public CopyResult delete(String from, String to, Collection<String> names) {
        try (FilesFromFile list = FilesFromFile.write(storage.temporaryFolder(), names)) {
            CopyFlags how = flagsForOneFile(RcloneJobType.SNAPSHOT);
            return run(RcloneJobType.SNAPSHOT, RcloneCommands.deleteMissing(list.path(), how, from, to), new CopyLog());
        }
    }

    private CopyFlags flagsForOneFile(RcloneJobType job) {
        return copyFlags(job, flagSelection.select(job, CopySizes.of(1)).flags());
    }

    private CopyFlags copyFlags(RcloneJobType job, List<TunedFlag> tuned) {
        // rclone's own retry would upload the file's new content, or download a complete file again.
        boolean once = job == RcloneJobType.UP || (job == RcloneJobType.DOWN && !drawsOwnProgress());
        CopyOutput log = hopelessPattern == null ? CopyOutput.LOG : CopyOutput.DEBUG_LOG;
        return new CopyFlags(
                tuned.stream().map(TunedFlag::flag).toList(),
                options.userFlags(),
                once,
                drawsOwnProgress() ? CopyOutput.PROGRESS : log);
    }

    private CopyResult run(RcloneJobType job, List<String> call, CopyLog log) {
        Duration patience = options.timeouts().stallTimeout().get();
        CopyLogListener hearing = new CopyLogListener(
                CHILDREN.incrementAndGet(),
                log,
                console,
                hopelessPattern,
                options.userFlags().stream().anyMatch(flag -> flag.name().equals("vv")));
        try {
            Rclone.Exit ended = storage.rclone()
                    .run(new Rclone.RcloneCall(
                            call,
                            line -> {},
                            hearing::accept,
                            // A server reports nothing while it copies a large object.
                            job == RcloneJobType.SNAPSHOT ? patience.multipliedBy(10) : patience,
                            options.ownProgress().orElse(null)));
            int status = ended.stalled() ? ExitStatus.TEMPORARY : ended.status();
            return new CopyResult(log, status, ended.stalled());
        } catch (CopyLogListener.HopelessCopyException e) {
            String what = job.name().toLowerCase(Locale.ROOT) + ": " + e.getMessage();
            log.add(new LogLine(LogLine.LogLevel.ERROR, what, null, null));
            log.setHopeless();
            return new CopyResult(log, ExitStatus.FAILED, false);
        }
    }
}
