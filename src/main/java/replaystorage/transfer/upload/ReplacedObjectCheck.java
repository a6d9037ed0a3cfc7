package replaystorage.transfer.upload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replaystorage.transfer.copy.CopyBatch;
import replaystorage.transfer.copy.CopyLog;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** Looks at the objects that an upload is about to replace; keeps those that changed since the planning. */
final class ReplacedObjectCheck {
    /** So few files get one rclone each: only its own header makes it replace exactly the inspected object. */
    private static final int MAX_CONDITIONAL = 8;

    /** Looks at an object that others keep replacing. */
    private static final int MAX_ATTEMPTS = 3;

    private final Route route;
    private final RemoteStorage storage;
    private final ConflictUploader conflicts;
    private final FileResults results;
    private final CopyLog log;
    private final Map<String, String> hashes = new HashMap<>();

    ReplacedObjectCheck(
            Route route, RemoteStorage storage, ConflictUploader conflicts, FileResults results, CopyLog log) {
        this.route = route;
        this.storage = storage;
        this.conflicts = conflicts;
        this.results = results;
        this.log = log;
    }

    /** Files that may replace the current objects; if an object is newer than the plan, one of both versions gets a conflict name. */
    List<PlannedFile> resolveConflicts(List<PlannedFile> steps) {
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
                        || (planned.isStillAsPlanned(now.get(), timePrecision())
                                && planned.action() == PlannedAction.COPY)) {
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

    boolean isAlreadyThere(PlannedFile planned, FileVersion there) {
        return there.matches(planned.local().orElseThrow().version(), timePrecision());
    }

    private Duration timePrecision() {
        return storage.settings().provider().timePrecision();
    }

    /** If the storage does not answer now, the next attempt reports it. */
    Map<String, FileVersion> remoteVersions(List<PlannedFile> steps) {
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

    boolean isConditional(List<PlannedFile> steps, StagingFolder staging) {
        return !storage.settings().provider().onlySameFlags().isEmpty()
                && steps.size() <= MAX_CONDITIONAL
                && steps.stream().allMatch(planned -> staging.contains(planned) && hashes.containsKey(planned.name()));
    }

    List<String> onlySameFlags(PlannedFile planned) {
        return storage.settings().provider().onlySameFlags(hashes.get(planned.name()));
    }
}
