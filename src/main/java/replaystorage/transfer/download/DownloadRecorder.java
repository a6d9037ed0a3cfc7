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

/** Records each downloaded file when it gets its name, and reports the missing ones at the end. */
final class DownloadRecorder {
    private static final Duration MAX_CLOCK_SKEW = Duration.ofDays(1);

    private final RemoteStorage storage;
    private final SyncRecord record;
    private final Route route;
    private final Provider provider;
    private final Instant startedAt;
    private final Instant newestListed;

    /** @param begun a moment before the first file arrived */
    DownloadRecorder(RemoteStorage storage, SyncRecord record, Plan plan, Instant begun) {
        this.storage = storage;
        this.record = record;
        this.route = plan.route();
        this.provider = storage.settings().provider();
        this.startedAt = begun;
        this.newestListed = plan.plannedFiles().stream()
                .flatMap(planned -> planned.remote().stream())
                .map(FileVersion::modified)
                .max(Comparator.naturalOrder())
                .orElse(begun);
    }

    /** Nobody else could write to the file before it had its name; if a later write might not show, it is recorded at the end. */
    void onPlaced(PlannedFile planned, FileVersion whole) {
        if (!whole.mayHideLaterWrite(startedAt)) {
            recordEqual(planned, whole);
        }
    }

    private void recordEqual(PlannedFile planned, FileVersion whole) {
        FileVersion listed = planned.remote().orElseThrow();
        boolean isListed = (listed.size() < 0 || listed.size() == whole.size()) && isReliable(listed);
        FileVersion remote = isListed ? listed : FileVersion.withUnknownTime(whole.size());
        record.recordProven(planned.name(), new SyncRecord.VersionPair(whole, remote), SyncRecord.Origin.BROUGHT);
    }

    /**
     * With whole seconds, an object that was rewritten since its listing may look the same, and is looked up again. A
     * later listed time shows that its second had passed, even if our clock is off by hours.
     */
    private boolean isReliable(FileVersion listed) {
        return provider.comparisonMethod() != Provider.ComparisonMethod.RECORD
                || !listed.hasWholeSeconds()
                || !listed.mayHideLaterWrite(newestListed)
                || listed.modified().isBefore(startedAt.minus(MAX_CLOCK_SKEW));
    }

    void recordRest(List<PlannedFile> steps, DownloadedFilePlacement placement, FileResults results) {
        Map<String, FileVersion> placed = placement.placedVersions();
        Map<String, String> failed = placement.failures();
        recordRecent(
                steps.stream()
                        .filter(planned -> placed.containsKey(planned.name()))
                        .toList(),
                results);
        for (PlannedFile planned : steps) {
            String name = planned.name();
            if (placed.containsKey(name)) {
                results.markTransferred(planned);
            } else if (placement.keptLocal().contains(name)) {
                results.keptLocal(name);
            } else if (failed.containsKey(name)) {
                results.markFailed(name, failed.get(name));
            } else if (results.lastError(name) == null && results.isComplete()) {
                results.vanished(name);
            } else {
                results.markFailed(name);
            }
        }
    }

    /** Records files that may have changed here since, if they still have the remote time. */
    private void recordRecent(List<PlannedFile> placed, FileResults results) {
        Map<PlannedFile, FileVersion> young = new HashMap<>();
        placed.forEach(planned -> route.localFile(planned.name())
                .map(LocalFile::version)
                .filter(version -> version.mayHideLaterWrite(startedAt))
                .ifPresent(version -> young.put(planned, version)));
        Map<String, FileVersion> times = new HashMap<>();
        try {
            times.putAll(modificationTimes(List.copyOf(young.keySet())));
        } catch (CliException e) {
            results.verificationFailed(e);
        }
        young.forEach((planned, now) -> {
            FileVersion there = times.get(planned.name());
            if (there != null && now.matches(new FileVersion(now.size(), there.modified()), provider.timePrecision())) {
                recordEqual(planned, now);
            }
        });
    }

    private Map<String, FileVersion> modificationTimes(List<PlannedFile> steps) {
        if (provider.comparisonMethod() == Provider.ComparisonMethod.RECORD) {
            return storage.modificationTimes(
                    route.remoteFolder(), steps.stream().map(PlannedFile::name).toList());
        }
        Map<String, FileVersion> listed = new HashMap<>();
        steps.forEach(planned -> listed.put(planned.name(), planned.remote().orElseThrow()));
        return listed;
    }
}
