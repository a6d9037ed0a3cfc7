package replaystorage.transfer.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import replaystorage.console.Console;
import replaystorage.flags.RcloneJobType;
import replaystorage.host.CliException;
import replaystorage.host.ConflictName;
import replaystorage.host.ExitStatus;
import replaystorage.host.IoErrorText;
import replaystorage.transfer.copy.CopyBatch;
import replaystorage.transfer.copy.CopyLog;
import replaystorage.transfer.copy.CopySizes;
import replaystorage.transfer.copy.DiskSpaceReservations;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.list.RcloneFailureDiagnosis;
import replaystorage.transfer.list.RcloneFileName;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.note.TransferOutcome;
import replaystorage.transfer.plan.ConflictPolicy;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** Runs a download plan: copies into a private folder, gives each complete file its name, records it, and deletes last. */
public final class Download {
    private static final int FIRST_SIGNAL = 128;

    private final Plan plan;
    private final ConflictPolicy policy;
    private final RemoteStorage storage;
    private final Console console;
    private final RcloneCopier copier;
    private final ConflictName conflictName;
    private final DiskSpaceReservations diskSpace;
    private final ReplacedLinks links;

    public Download(
            Plan plan,
            ConflictPolicy policy,
            RemoteStorage storage,
            Console console,
            RcloneCopier copier,
            ConflictName conflictName,
            DiskSpaceReservations diskSpace,
            ReplacedLinks links) {
        this.plan = plan;
        this.policy = policy;
        this.storage = storage;
        this.console = console;
        this.copier = copier;
        this.conflictName = conflictName;
        this.diskSpace = diskSpace;
        this.links = links;
    }

    public TransferOutcome run(SyncRecord record) {
        Route route = plan.route();
        IncomingFolder.rescueLeftovers(route.title(), route.localFolder(), conflictName, console);
        return diskSpace.runReserving(route.localFolder().toAbsolutePath(), neededBytes(), () -> downloadAll(record));
    }

    private long neededBytes() {
        return CopySizes.neededBytes(plan)
                + (copier.drawsOwnProgress() ? DownloadBatches.maxReplacedBytes(filesToTransfer()) : 0);
    }

    private List<PlannedFile> filesToTransfer() {
        return plan.plannedFiles().stream()
                .filter(planned -> planned.action().transfersBytes())
                .toList();
    }

    private TransferOutcome downloadAll(SyncRecord record) {
        FileResults results = new FileResults(plan, storage.failureDiagnosis(), console);
        if (plan.plannedFiles().isEmpty()) {
            return results.saveAndSummarize(record);
        }
        results.noteSkippedFiles("was changed here since the last upload, or is newer here: it stays");
        links.removeLinks();
        List<PlannedFile> coming = filesToTransfer().stream()
                .filter(planned -> canBeCopied(planned, results))
                .toList();
        if (!coming.isEmpty()) {
            downloadInto(coming, record, results);
        }
        deleteLocalExtras(record, results);
        return results.saveAndSummarize(record);
    }

    private static boolean canBeCopied(PlannedFile planned, FileResults results) {
        boolean isCarried = RcloneFileName.canBeCopied(planned.name());
        if (!isCarried) {
            results.markFailed(planned.name(), "has U+201B in its name, which rclone can't write");
        }
        return isCarried;
    }

    private void downloadInto(List<PlannedFile> coming, SyncRecord record, FileResults results) {
        Path folder = plan.route().localFolder();
        Duration precision = storage.settings().provider().timePrecision();
        makeFolder(folder);
        DownloadRecorder proof = new DownloadRecorder(storage, record, plan, Instant.now());
        try (IncomingFolder incoming = IncomingFolder.create(folder)) {
            DownloadedFilePlacement placement = new DownloadedFilePlacement(
                    plan, incoming, policy, record, precision, conflictName, console, proof::onPlaced);
            RcloneCopier.CopyResult copied = copier.drawsOwnProgress()
                    ? copyInBatches(coming, incoming, placement)
                    : copyAndRetry(coming, incoming, new CopyLog(placement::fileArrived));
            if (copied.status() < FIRST_SIGNAL) {
                placement.allArrived();
            }
            results.setCopyResult(copied);
            proof.recordRest(coming, placement, results);
        }
    }

    /** rclone's own retry would download completed files again. */
    private RcloneCopier.CopyResult copyAndRetry(List<PlannedFile> coming, IncomingFolder incoming, CopyLog log) {
        CopyBatch left = CopyBatch.of(coming.stream().map(PlannedFile::name).toList());
        RcloneCopier.CopyResult result = copy(left, incoming, log);
        for (int tries = 1; tries < copier.maxTries() && isWorthARetry(result); tries++) {
            left = left.without(log::isTransferred);
            if (left.names().isEmpty()) {
                return result;
            }
            result = copy(left, incoming, log);
        }
        return result;
    }

    private static boolean isWorthARetry(RcloneCopier.CopyResult result) {
        return result.status() != 0 && result.mayRetry() && !result.stalled();
    }

    private RcloneCopier.CopyResult copyInBatches(
            List<PlannedFile> coming, IncomingFolder incoming, DownloadedFilePlacement placement) {
        CopyLog log = new CopyLog();
        RcloneCopier.CopyResult all = new RcloneCopier.CopyResult(log, 0, false);
        int fruitless = 0;
        for (List<PlannedFile> part : DownloadBatches.split(coming)) {
            List<String> names = part.stream().map(PlannedFile::name).toList();
            if (!names.isEmpty() && !isHopeless(all, fruitless)) {
                RcloneCopier.CopyResult result = copy(CopyBatch.of(names), incoming, log);
                boolean bore = result.status() == 0
                        || names.stream().anyMatch(name -> Files.exists(incoming.arrivalPath(name)));
                fruitless = bore ? 0 : fruitless + 1;
                all = all.and(result);
                names.forEach(placement::fileArrived);
            }
        }
        return all;
    }

    /** The remaining batches would stall as long again, or fail like those before. */
    private static boolean isHopeless(RcloneCopier.CopyResult so, int fruitless) {
        return so.stalled() || so.status() == RcloneFailureDiagnosis.STATUS_KILLED || fruitless > 1;
    }

    private RcloneCopier.CopyResult copy(CopyBatch batch, IncomingFolder incoming, CopyLog log) {
        return copier.copy(
                RcloneJobType.DOWN,
                plan.route().remoteFolder().folderArgument(),
                incoming.arrivalFolder().toString(),
                batch,
                plan.isWorthListing(batch.names().size()) ? List.of() : List.of("--no-traverse"),
                log);
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CliException(
                    ExitStatus.LOCAL, "can't create the folder " + folder + ": " + IoErrorText.describe(e));
        }
    }

    private void deleteLocalExtras(SyncRecord record, FileResults results) {
        List<PlannedFile> extras = plan.plannedFiles(PlannedAction.DELETE);
        if (extras.isEmpty()) {
            return;
        }
        if (!results.mayDelete()) {
            results.deletionSkipped(extras.size(), "here");
            return;
        }
        Predicate<String> astray = ReplacedLinks.behindInnerLink(plan.route());
        for (PlannedFile planned : extras) {
            try {
                if (planned.local().orElseThrow().isUnchanged() && !astray.test(planned.name())) {
                    Files.delete(planned.local().orElseThrow().path());
                    results.deleted();
                    deleteEmptyFolders(
                            plan.route().localFolder(),
                            planned.local().orElseThrow().path().getParent());
                }
                record.forget(planned.name());
            } catch (IOException e) {
                results.markFailed(planned.name(), "could not be deleted: " + IoErrorText.describe(e));
            }
        }
    }

    private static void deleteEmptyFolders(Path root, Path folder) throws IOException {
        for (Path path = folder; !path.equals(root) && path.startsWith(root); path = path.getParent()) {
            try (Stream<Path> entries = Files.list(path)) {
                if (entries.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(path);
        }
    }
}
