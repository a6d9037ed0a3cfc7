package replaystorage.transfer.upload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.console.Console;
import replaystorage.host.CliException;
import replaystorage.host.ConflictName;
import replaystorage.transfer.copy.CopyLog;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.note.TransferOutcome;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.PointerFiles;
import replaystorage.transfer.plan.Route;
import replaystorage.transfer.upload.UploadBatches.UploadBatch;

/** Runs an upload plan: keeps remote versions if needed, copies, verifies, records, and deletes last. */
public final class Upload {
    private final Plan plan;
    private final RemoteStorage storage;
    private final Console console;
    private final RcloneCopier copier;
    private final ConflictName conflictName;

    public Upload(Plan plan, RemoteStorage storage, Console console, RcloneCopier copier, ConflictName conflictName) {
        this.plan = plan;
        this.storage = storage;
        this.console = console;
        this.copier = copier;
        this.conflictName = conflictName;
    }

    TransferOutcome run(SyncRecord record) {
        return run(record, Set.of());
    }

    /** @param onServer files that the server has copied; they are only verified and recorded */
    public TransferOutcome run(SyncRecord record, Set<String> onServer) {
        Route route = plan.route();
        FileResults results = new FileResults(plan, storage.failureDiagnosis(), console);
        if (plan.plannedFiles().isEmpty()) {
            return results.saveAndSummarize(record);
        }
        results.noteSkippedFiles("is newer on the remote and stays as it is there");
        plan.plannedFiles(PlannedAction.WAIT).stream()
                .filter(PlannedFile::emptiesCheckpoint)
                .forEach(
                        step -> console.warn(
                                route.title() + "/" + step.name()
                                        + " is empty here and not in the bucket, and was skipped; to upload it anyway, delete it there"));
        List<PlannedFile> sent = Stream.of(PlannedAction.COPY, PlannedAction.KEEP_REMOTE)
                .flatMap(action -> plan.plannedFiles(action).stream())
                .toList();
        waitForTick(sent);
        Instant begun = Instant.now();
        ConflictUploader conflicts =
                new ConflictUploader(route, storage, console, copier, conflictName, record, results);
        List<PlannedFile> toSend =
                sent.stream().filter(step -> !onServer.contains(step.name())).toList();
        results.setCopyResult(uploadBatches(route, toSend, conflicts, results));
        plan.plannedFiles(PlannedAction.SEND_BESIDE).forEach(conflicts::uploadConflictCopy);
        List<PlannedFile> planned =
                sent.stream().filter(step -> !conflicts.isResolved(step.name())).toList();
        new UploadVerifier(storage, record, route, begun)
                .verifyUploads(planned, results, onServer, plan.isWorthListing(planned.size()));
        deleteRemoteExtras(results);
        return results.saveAndSummarize(record);
    }

    private RcloneCopier.CopyResult uploadBatches(
            Route route, List<PlannedFile> steps, ConflictUploader conflicts, FileResults results) {
        LargeObjectReplacement replacement = new LargeObjectReplacement(route, storage, copier, console);
        replacement.removeLeftovers();
        UploadBatchRunner upload = new UploadBatchRunner(
                route,
                storage,
                copier,
                conflicts,
                new TornObjectRemoval(route, storage, results),
                replacement,
                results);
        Set<String> absent = plan.plannedFiles(PlannedAction.WAIT).stream()
                .map(PlannedFile::name)
                .collect(Collectors.toSet());
        steps.forEach(planned -> absent.add(planned.name()));
        for (UploadBatch batch : UploadBatches.split(route, steps)) {
            // A batch may start long after the planning. Files that changed since may be half-written now, and count as
            // not uploaded; a log is uploaded as far as it is written.
            List<PlannedFile> due = new ArrayList<>(batch.plannedFiles());
            due.removeIf(planned -> !route.isAppendOnly(planned.name())
                    && !planned.local().orElseThrow().isUnchanged());
            if (batch.pointers()) {
                List<PlannedFile> heldBack = due.stream()
                        .filter(pointer -> PointerFiles.mayNameAny(route, pointer.name(), before(pointer, absent)))
                        .toList();
                due.removeAll(Set.copyOf(heldBack));
                heldBack.forEach(pointer -> markHeldBack(
                        pointer, before(pointer, absent), upload.result().log(), results));
            }
            try {
                if (!due.isEmpty()) {
                    upload.uploadBatch(new UploadBatch(batch.kind(), due, batch.pointers()));
                }
            } catch (CliException e) {
                // The storage does not answer, or refuses: files that were copied are still verified.
                results.stopBecause(e);
                return upload.result();
            }
            absent.removeIf(upload.result().log()::isTransferred);
        }
        return upload.result();
    }

    private static Set<String> before(PlannedFile pointer, Set<String> names) {
        return names.stream()
                .filter(other -> PointerFiles.uploadRank(other) < PointerFiles.uploadRank(pointer.name()))
                .collect(Collectors.toSet());
    }

    private void markHeldBack(PlannedFile pointer, Set<String> absent, CopyLog log, FileResults results) {
        boolean failed = absent.stream()
                .anyMatch(other -> log.lastError(other) != null
                        && plan.route().localFile(other).isPresent());
        if (failed) {
            results.markFailed(pointer.name(), "was not uploaded: not all files that it refers to were copied");
        } else {
            results.heldBack(pointer.name());
        }
    }

    private void waitForTick(List<PlannedFile> steps) {
        Instant now = Instant.now();
        Optional<FileVersion> young = steps.stream()
                .flatMap(planned -> planned.local().stream())
                .map(LocalFile::version)
                .filter(version -> version.mayHideLaterWrite(now))
                .findAny();
        try {
            Thread.sleep(young.map(FileVersion::clockTick).orElse(Duration.ZERO).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteRemoteExtras(FileResults results) {
        List<PlannedFile> extras = plan.plannedFiles(PlannedAction.DELETE);
        if (extras.isEmpty()) {
            return;
        }
        if (!results.mayDelete()) {
            results.deletionSkipped(extras.size(), "on the remote");
            return;
        }
        Route route = plan.route();
        Set<String> names = extras.stream().map(PlannedFile::name).collect(Collectors.toSet());
        RcloneCopier.CopyResult result = copier.delete(
                route.localFolder().toString(), route.remoteFolder().folderArgument(), names);
        results.deleted(names, result);
    }
}
