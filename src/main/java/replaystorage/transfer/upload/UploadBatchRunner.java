package replaystorage.transfer.upload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import replaystorage.flags.RcloneJobType;
import replaystorage.host.BackgroundTask;
import replaystorage.providers.Provider;
import replaystorage.transfer.copy.CopyBatch;
import replaystorage.transfer.copy.CopyLog;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.plan.Action;
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
    /** So few files get one rclone each: only its own header makes it replace exactly the inspected object. */
    private static final int MAX_CONDITIONAL = 8;

    /** Looks at an object that others keep replacing. */
    private static final int MAX_ATTEMPTS = 3;

    private final Route route;
    private final RemoteStorage storage;
    private final RcloneCopier copier;
    private final ConflictUploader conflicts;
    private final TornObjectRemoval tornObjects;
    private final LargeObjectReplacement largeObjects;
    private final FileResults results;
    private final CopyLog log = new CopyLog();
    private final Map<String, String> hashes = new HashMap<>();
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
        this.conflicts = conflicts;
        this.tornObjects = torn;
        this.largeObjects = replacement;
        this.results = results;
    }

    /** Result of all batches; of several attempts the last counts. */
    RcloneCopier.CopyResult result() {
        return totalResult;
    }

    void uploadBatch(UploadBatch batch) {
        List<PlannedFile> met = new ArrayList<>();
        switch (batch.kind()) {
            case NEW -> met.addAll(uploadNew(batch.plannedFiles(), StagingFolder.empty()));
            case RECENT -> {
                try (StagingFolder stage = createStage(batch.plannedFiles())) {
                    met.addAll(uploadNew(batch.plannedFiles(), stage));
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

    /** @return files whose name was taken since the planning */
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
            Map<String, FileVersion> there = remoteVersions(left);
            List<PlannedFile> absent = new ArrayList<>();
            for (PlannedFile planned : left) {
                FileVersion now = there.get(planned.name());
                if (now == null) {
                    absent.add(planned);
                } else if (isAlreadyThere(planned, now)) {
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
                left = stillToUpload(resolveConflicts(left), stage);
                List<PlannedFile> now = left;
                List<PlannedFile> copied = filter(now, planned -> appended || stage.contains(planned));
                if (tried == 0 && isConditional(copied, stage)) {
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

    /**
     * Files that may replace the current objects; an object that is newer than the plan is kept beside it, or ours is.
     */
    private List<PlannedFile> resolveConflicts(List<PlannedFile> steps) {
        List<PlannedFile> clear = new ArrayList<>();
        List<PlannedFile> unclear = steps;
        for (int looks = 0; looks < MAX_ATTEMPTS && !unclear.isEmpty(); looks++) {
            Map<String, FileVersion> there = remoteVersionsWithHashes(unclear);
            List<PlannedFile> again = new ArrayList<>();
            for (PlannedFile planned : unclear) {
                Optional<FileVersion> now = Optional.ofNullable(there.get(planned.name()));
                if (now.isPresent() && isAlreadyThere(planned, now.get())) {
                    log.markCopied(planned.name());
                } else if (now.isEmpty()
                        || (planned.isStillAsPlanned(now.get(), timePrecision()) && planned.action() == Action.COPY)) {
                    clear.add(planned);
                } else {
                    conflicts.resolveConflict(planned, now.get()).ifPresent(again::add);
                }
            }
            unclear = again;
        }
        unclear.forEach(planned -> results.markFailed(planned.name(), "keeps being replaced in the bucket"));
        return clear;
    }

    private boolean isAlreadyThere(PlannedFile planned, FileVersion there) {
        return there.matches(planned.local().orElseThrow().version(), timePrecision());
    }

    private Duration timePrecision() {
        return storage.settings().provider().timePrecision();
    }

    /** If the storage does not answer now, the next attempt reports it. */
    private Map<String, FileVersion> remoteVersions(List<PlannedFile> steps) {
        return steps.isEmpty()
                ? Map.of()
                : storage.modificationTimes(
                        route.remoteFolder(), CopyBatch.ofPlanned(steps).names());
    }

    /** Like remoteVersions, and remembers the hashes for conditional uploads. */
    private Map<String, FileVersion> remoteVersionsWithHashes(List<PlannedFile> steps) {
        if (storage.settings().provider().onlySameFlags().isEmpty() || steps.size() > MAX_CONDITIONAL) {
            return remoteVersions(steps);
        }
        Map<String, FileVersion> there = new HashMap<>();
        storage.objectsWithHash(route.remoteFolder(), CopyBatch.ofPlanned(steps).names())
                .forEach((name, object) -> {
                    there.put(name, object.version());
                    if (object.hash() != null) {
                        hashes.put(name, object.hash());
                    }
                });
        return there;
    }

    private boolean isConditional(List<PlannedFile> steps, StagingFolder staging) {
        return !storage.settings().provider().onlySameFlags().isEmpty()
                && steps.size() <= MAX_CONDITIONAL
                && steps.stream().allMatch(planned -> staging.contains(planned) && hashes.containsKey(planned.name()));
    }

    /**
     * Replaces each object only if it is still the inspected one. A hash is not always the ETag of the condition: the
     * next attempt goes without.
     */
    private void replaceUnchanged(List<PlannedFile> steps, StagingFolder staging) {
        lastAttempt = BackgroundTask.forEach(
                        steps,
                        planned -> copier.copyOnce(
                                RcloneJobType.UP,
                                staging.folderPath(),
                                route.remoteFolder().folderArgument(),
                                CopyBatch.ofPlanned(List.of(planned)),
                                storage.settings().provider().onlySameFlags(hashes.get(planned.name())),
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

    /** Too large to stage, or without space. */
    private void uploadLarge(List<PlannedFile> steps) {
        for (PlannedFile planned : steps) {
            lastAttempt = lastAttempt.and(largeObjects.replaceObject(planned, log));
        }
    }

    /** We have just looked ourselves. */
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
