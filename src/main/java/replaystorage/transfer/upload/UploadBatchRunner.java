package replaystorage.transfer.upload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import replaystorage.flags.RcloneJobType;
import replaystorage.host.BackgroundTasks;
import replaystorage.providers.Provider;
import replaystorage.transfer.copy.CopyBatch;
import replaystorage.transfer.copy.CopyLog;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;
import replaystorage.transfer.upload.UploadBatches.BatchKind;
import replaystorage.transfer.upload.UploadBatches.UploadBatch;

/**
 * Uploads the files of one batch after another. Each uploaded file is the version that was checked: files that may
 * change are uploaded from a staged copy, and we retry instead of rclone, which would upload whatever the file is by
 * then. Newer objects are not overwritten: a new name must be free, and an object is looked at right before it is
 * replaced.
 */
final class UploadBatchRunner {
    private final Route route;
    private final RemoteStorage storage;
    private final RcloneCopier copier;
    private final ReplacedObjectCheck objectCheck;
    private final TornObjectRemoval tornObjects;
    private final LargeObjectReplacement largeObjects;
    private final CopyLog log = new CopyLog();
    private RcloneCopier.CopyResult totalResult = new RcloneCopier.CopyResult(log, 0, false);
    private RcloneCopier.CopyResult lastAttempt = totalResult;

    UploadBatchRunner(
            Route route,
            RemoteStorage storage,
            RcloneCopier copier,
            ConflictUploader conflicts,
            TornObjectRemoval torn,
            LargeObjectReplacement replacement,
            FileResults results) {
        this.route = route;
        this.storage = storage;
        this.copier = copier;
        this.objectCheck = new ReplacedObjectCheck(route, storage, conflicts, results, log);
        this.tornObjects = torn;
        this.largeObjects = replacement;
    }

    RcloneCopier.CopyResult result() {
        return totalResult;
    }

    void uploadBatch(UploadBatch batch) {
        List<PlannedFile> met = new ArrayList<>();
        switch (batch.kind()) {
            case NEW -> met.addAll(uploadNew(batch.plannedFiles(), StagingFolder.empty()));
            case RECENT -> {
                try (StagingFolder stage = createStage(batch.plannedFiles())) {
                    // A file that could not be staged because its writer is at work must not be uploaded as it is now.
                    met.addAll(uploadNew(stillToUpload(batch.plannedFiles(), stage), stage));
                }
            }
            case APPENDED -> {
                met.addAll(uploadNew(
                        filter(batch.plannedFiles(), planned -> planned.remote().isEmpty()), StagingFolder.empty()));
                met.addAll(
                        filter(batch.plannedFiles(), planned -> planned.remote().isPresent()));
            }
            case KNOWN -> met.addAll(batch.plannedFiles());
        }
        uploadReplacing(met, batch.kind() == BatchKind.APPENDED);
        totalResult = totalResult.and(lastAttempt);
        lastAttempt = new RcloneCopier.CopyResult(log, 0, false);
    }

    private List<PlannedFile> uploadNew(List<PlannedFile> steps, StagingFolder staging) {
        List<PlannedFile> left = steps;
        List<PlannedFile> met = new ArrayList<>();
        for (int tried = 0; tried < copier.maxTries() && !left.isEmpty(); tried++) {
            // Not every server supports the free conditional request; rclone's own lookup always works.
            copyStagedOrOriginal(
                    left,
                    staging,
                    tried == 0 ? storage.settings().provider().onlyNewFlags() : List.of("--ignore-existing"));
            left = stillToUpload(left, staging);
            reportStalled(left, tried);
            if (isFinal() || left.isEmpty()) {
                return met;
            }
            // An upload whose answer was lost may have succeeded.
            Map<String, FileVersion> there = objectCheck.remoteVersions(left);
            List<PlannedFile> absent = new ArrayList<>();
            for (PlannedFile planned : left) {
                FileVersion now = there.get(planned.name());
                if (now == null) {
                    absent.add(planned);
                } else if (objectCheck.isAlreadyThere(planned, now)) {
                    log.markCopied(planned.name());
                } else {
                    met.add(planned);
                }
            }
            left = absent;
        }
        return met;
    }

    private void uploadReplacing(List<PlannedFile> steps, boolean appended) {
        try (StagingFolder stage = appended ? StagingFolder.empty() : createStage(steps)) {
            List<PlannedFile> left = steps;
            for (int tried = 0; tried < copier.maxTries() && !left.isEmpty(); tried++) {
                left = stillToUpload(objectCheck.resolveConflicts(left), stage);
                List<PlannedFile> now = left;
                List<PlannedFile> copied = filter(now, planned -> appended || stage.contains(planned));
                if (tried == 0 && objectCheck.isConditional(copied, stage)) {
                    replaceUnchanged(copied, stage);
                } else {
                    copyStagedOrOriginal(copied, stage, replaceFlags());
                }
                uploadLarge(filter(now, planned -> !appended && !stage.contains(planned)));
                left = stillToUpload(left, stage);
                reportStalled(left, tried);
                if (isFinal()) {
                    return;
                }
            }
        }
    }

    /** Replaces each object only if it is still the inspected one. A hash is not always the ETag of the condition: the next attempt goes without. */
    private void replaceUnchanged(List<PlannedFile> steps, StagingFolder staging) {
        lastAttempt = BackgroundTasks.forEach(
                        steps,
                        planned -> copier.copyOnce(
                                RcloneJobType.UP,
                                staging.folderPath(),
                                route.remoteFolder().folderArgument(),
                                CopyBatch.ofPlanned(List.of(planned)),
                                objectCheck.onlySameFlags(planned),
                                log))
                .stream()
                .reduce(new RcloneCopier.CopyResult(log, 0, false), RcloneCopier.CopyResult::and);
    }

    /** From staged copies if there are any, else from the files, which are then checked again. */
    private void copyStagedOrOriginal(List<PlannedFile> steps, StagingFolder staging, List<String> flags) {
        lastAttempt = new RcloneCopier.CopyResult(log, 0, false);
        copyFrom(staging.folderPath(), filter(steps, staging::contains), flags);
        List<PlannedFile> live = filter(steps, planned -> !staging.contains(planned));
        List<PlannedFile> appended = filter(live, planned -> route.isAppendOnly(planned.name()));
        List<String> growing = new ArrayList<>(flags);
        growing.add("--local-no-check-updated");
        copyFrom(route.localFolder().toString(), appended, growing);
        List<PlannedFile> judged = filter(live, planned -> !appended.contains(planned));
        InodeChangeTimes before = InodeChangeTimes.record(judged);
        copyFrom(route.localFolder().toString(), judged, flags);
        tornObjects.removeTorn(before.changedSince(), log);
    }

    private void copyFrom(String folder, List<PlannedFile> steps, List<String> flags) {
        if (!steps.isEmpty()) {
            lastAttempt = lastAttempt.and(copier.copyOnce(
                    RcloneJobType.UP,
                    folder,
                    route.remoteFolder().folderArgument(),
                    CopyBatch.ofPlanned(steps),
                    flags,
                    log));
        }
    }

    private void uploadLarge(List<PlannedFile> steps) {
        for (PlannedFile planned : steps) {
            lastAttempt = lastAttempt.and(largeObjects.replaceObject(planned, log));
        }
    }

    private List<String> replaceFlags() {
        return storage.settings().provider().comparisonMethod() == Provider.ComparisonMethod.RECORD
                ? List.of("--no-check-dest")
                : List.of("--ignore-times");
    }

    private StagingFolder createStage(List<PlannedFile> steps) {
        return StagingFolder.of(
                storage.temporaryFolder(),
                steps.stream().map(planned -> planned.local().orElseThrow()).toList());
    }

    /** Files that are not uploaded yet and still unchanged. */
    private List<PlannedFile> stillToUpload(List<PlannedFile> steps, StagingFolder staging) {
        return filter(
                steps,
                planned -> !log.isTransferred(planned.name())
                        && (staging.contains(planned)
                                || route.isAppendOnly(planned.name())
                                || planned.local().orElseThrow().isUnchanged()));
    }

    private void reportStalled(List<PlannedFile> left, int tried) {
        if (lastAttempt.stalled()) {
            copier.reportStalled(left.size(), tried + 1);
        }
    }

    /** rclone was told to end, or says that a retry is useless. */
    private boolean isFinal() {
        return !lastAttempt.mayRetry();
    }

    private static List<PlannedFile> filter(Collection<PlannedFile> steps, Predicate<PlannedFile> which) {
        return steps.stream().filter(which).toList();
    }
}
