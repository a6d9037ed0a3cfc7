package replaystorage.transfer.upload;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import replaystorage.host.CliException;
import replaystorage.providers.Provider;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** Looks at what went over, and notes in the record what is proven. */
final class UploadVerifier {
    private final RemoteStorage storage;
    private final SyncRecord record;
    private final Route route;
    private final Provider provider;

    /** @param begun a moment before the first file went over */
    UploadVerifier(RemoteStorage storage, SyncRecord record, Route route, Instant begun) {
        this.storage = storage;
        this.record = record;
        this.route = route;
        this.provider = storage.settings().provider();
    }

    /**
     * Uploads are proven by rclone's own word; where the listing lacks the time, the record wants to have seen the object besides: now where
     * that is worth it, else in the next run.
     *
     * @param isWorthListing whether many went over, of what there is
     */
    void verifyUploads(List<PlannedFile> steps, FileResults findings, Set<String> onServer, boolean isWorthListing) {
        Set<String> plain = steps.stream()
                .filter(step -> isConfirmedByRclone(step, findings, onServer))
                .map(PlannedFile::name)
                .collect(Collectors.toSet());
        ObservedObjects seen = new ObservedObjects();
        try {
            observeObjects(
                    steps,
                    plain,
                    isWorthListing && provider.comparisonMethod() == Provider.ComparisonMethod.RECORD,
                    seen);
        } catch (CliException e) {
            findings.verificationFailed(e);
        }
        for (PlannedFile step : steps) {
            String name = step.name();
            FileVersion local = step.local().orElseThrow().version();
            boolean told = findings.isTransferred(name) || onServer.contains(name);
            FileVersion there = seen.times.getOrDefault(name, plain.contains(name) ? local : null);
            boolean proven = there != null && there.matches(local, provider.timePrecision());
            if (proven) {
                record.recordProven(
                        name, new SyncRecord.VersionPair(local, asListed(name, there, seen)), SyncRecord.Origin.SENT);
            } else if (told && there != null) {
                recordUnexpected(step, there, asListed(name, there, seen), plain);
            }
            if (told && findings.isVerified() && seen.missing.contains(name)) {
                findings.markFailed(name, "was sent, and yet the storage does not show it");
            } else if (proven || told) {
                findings.markTransferred(step);
            } else {
                markNotUploaded(step, findings);
            }
        }
    }

    /**
     * What is there is not what was planned. Where the local file is, another pod's came after ours: ours was sent, and the remote moved since.
     * A log may have grown before it went up; then what is there is what it was.
     */
    private void recordUnexpected(PlannedFile step, FileVersion there, FileVersion listed, Set<String> plain) {
        LocalFile file = step.local().orElseThrow();
        if (plain.contains(step.name())) {
            FileVersion unlisted = FileVersion.withUnknownTime(there.size());
            record.recordProven(
                    step.name(), new SyncRecord.VersionPair(file.version(), unlisted), SyncRecord.Origin.SENT);
            return;
        }
        long now =
                LocalFile.stat(file.path()).map(found -> found.version().size()).orElse(0L);
        if (route.isAppendOnly(step.name()) && there.size() >= file.version().size() && there.size() <= now) {
            record.recordProven(step.name(), new SyncRecord.VersionPair(there, listed), SyncRecord.Origin.SENT);
        }
    }

    /** What a look at the remote showed of the files that were sent; missing are those that were looked for in vain. */
    private static final class ObservedObjects {
        private final Map<String, FileVersion> listed = new HashMap<>();
        private final Map<String, FileVersion> times = new HashMap<>();
        private final Set<String> missing = new HashSet<>();
    }

    private void observeObjects(List<PlannedFile> steps, Set<String> plain, boolean settles, ObservedObjects seen) {
        Set<String> names = steps.stream().map(PlannedFile::name).collect(Collectors.toSet());
        boolean settled = false;
        if (settles) {
            seen.listed.putAll(storage.listFiles(route.remoteFolder(), names).files());
            seen.missing.addAll(names);
            seen.missing.removeAll(seen.listed.keySet());
            // In whole seconds an object that is written anew right now would be listed the same.
            settled = !seen.listed.values().stream().allMatch(FileVersion::hasWholeSeconds);
        }
        if (!settled) {
            names.removeAll(plain);
        }
        seen.times.putAll(storage.modificationTimes(route.remoteFolder(), names));
        if (!settles) {
            names.removeAll(seen.times.keySet());
            seen.missing.addAll(names);
        }
    }

    /** It is recorded as listed only where it was proven after that. */
    private FileVersion asListed(String name, FileVersion there, ObservedObjects seen) {
        return seen.times.containsKey(name) && seen.listed.containsKey(name)
                ? seen.listed.get(name)
                : storage.asListingShows(there);
    }

    /** Copied by rclone's own word, and unchanged here since: the storage need not be asked whether it is there. */
    private static boolean isConfirmedByRclone(PlannedFile step, FileResults findings, Set<String> onServer) {
        return (findings.isTransferred(step.name()) || onServer.contains(step.name()))
                && step.local().orElseThrow().isUnchanged();
    }

    private static void markNotUploaded(PlannedFile step, FileResults findings) {
        LocalFile file = step.local().orElseThrow();
        if (findings.isHeldBack(step.name())) {
            return;
        }
        if (LocalFile.stat(file.path()).isEmpty()) {
            findings.vanished(step.name());
        } else if (!file.isUnchanged()) {
            findings.stillWritten(step.name());
        } else {
            findings.markFailed(step.name());
        }
    }
}
