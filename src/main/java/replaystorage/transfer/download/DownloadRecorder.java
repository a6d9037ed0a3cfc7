package replaystorage.transfer.download;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import replaystorage.host.CliException;
import replaystorage.providers.Provider;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** Notes in the record what came, at the moment at which it has its name, and tells in the end what did not. */
final class DownloadRecorder {
    private static final Duration MAX_CLOCK_SKEW = Duration.ofDays(1);

    private final RemoteStorage storage;
    private final SyncRecord record;
    private final Route route;
    private final Provider provider;
    private final Instant startedAt;
    private final Instant newestListed;

    /** @param begun a moment before the first file came */
    DownloadRecorder(RemoteStorage storage, SyncRecord record, Plan plan, Instant begun) {
        this.storage = storage;
        this.record = record;
        this.route = plan.route();
        this.provider = storage.settings().provider();
        this.startedAt = begun;
        this.newestListed = plan.plannedFiles().stream()
                .flatMap(step -> step.remote().stream())
                .map(FileVersion::modified)
                .max(Comparator.naturalOrder())
                .orElse(begun);
    }

    /** Nobody else could write into the file before it had its name; one of which a later write might not show is noted in the end. */
    void onPlaced(PlannedFile step, FileVersion whole) {
        if (!whole.mayHideLaterWrite(startedAt)) {
            recordEqual(step, whole);
        }
    }

    private void recordEqual(PlannedFile step, FileVersion whole) {
        FileVersion listed = step.remote().orElseThrow();
        boolean isListed = (listed.size() < 0 || listed.size() == whole.size()) && isReliable(listed);
        FileVersion remote = isListed ? listed : FileVersion.withUnknownTime(whole.size());
        record.recordProven(step.name(), new SyncRecord.VersionPair(whole, remote), SyncRecord.Origin.BROUGHT);
    }

    /**
     * In whole seconds an object that was written anew since it was listed may be listed the same, and is asked for once more. Our clock may be
     * off by hours; that a later one was listed shows that its second had passed.
     */
    private boolean isReliable(FileVersion listed) {
        return provider.comparisonMethod() != Provider.ComparisonMethod.RECORD
                || !listed.hasWholeSeconds()
                || !listed.mayHideLaterWrite(newestListed)
                || listed.modified().isBefore(startedAt.minus(MAX_CLOCK_SKEW));
    }

    /** @param steps that should have come */
    void recordRest(List<PlannedFile> steps, DownloadedFilePlacement arrivals, FileResults findings) {
        Map<String, FileVersion> placed = arrivals.placedVersions();
        Map<String, String> failed = arrivals.failures();
        recordRecent(
                steps.stream().filter(step -> placed.containsKey(step.name())).toList(), findings);
        for (PlannedFile step : steps) {
            String name = step.name();
            if (placed.containsKey(name)) {
                findings.markTransferred(step);
            } else if (arrivals.keptLocal().contains(name)) {
                findings.keptLocal(name);
            } else if (failed.containsKey(name)) {
                findings.markFailed(name, failed.get(name));
            } else if (findings.lastError(name) == null && findings.isComplete()) {
                findings.vanished(name);
            } else {
                findings.markFailed(name);
            }
        }
    }

    /** What may have been changed here since it came is noted where it still bears the remote's time. */
    private void recordRecent(List<PlannedFile> placed, FileResults findings) {
        Map<PlannedFile, FileVersion> young = new HashMap<>();
        placed.forEach(step -> route.localFile(step.name())
                .map(LocalFile::version)
                .filter(stamp -> stamp.mayHideLaterWrite(startedAt))
                .ifPresent(stamp -> young.put(step, stamp)));
        Map<String, FileVersion> times = new HashMap<>();
        try {
            times.putAll(modificationTimes(List.copyOf(young.keySet())));
        } catch (CliException e) {
            findings.verificationFailed(e);
        }
        young.forEach((step, now) -> {
            FileVersion there = times.get(step.name());
            if (there != null && now.matches(new FileVersion(now.size(), there.modified()), provider.timePrecision())) {
                recordEqual(step, now);
            }
        });
    }

    private Map<String, FileVersion> modificationTimes(List<PlannedFile> steps) {
        if (provider.comparisonMethod() == Provider.ComparisonMethod.RECORD) {
            return storage.modificationTimes(
                    route.remoteFolder(), steps.stream().map(PlannedFile::name).toList());
        }
        Map<String, FileVersion> listed = new HashMap<>();
        steps.forEach(step -> listed.put(step.name(), step.remote().orElseThrow()));
        return listed;
    }
}
