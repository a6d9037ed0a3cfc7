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

/** Verifies uploaded files, and records proven ones. */
final class UploadVerifier {
    private final RemoteStorage storage;
    private final SyncRecord record;
    private final Route route;
    private final Provider provider;

    /** @param begun a moment before the first upload */
    UploadVerifier(RemoteStorage storage, SyncRecord record, Route route, Instant begun) {
        this.storage = storage;
        this.record = record;
        this.route = route;
        this.provider = storage.settings().provider();
    }

    /**
     * rclone's log proves an upload. If the listing lacks the modification time, the record needs a look at the object
     * too: now if worthwhile, else in the next run.
     *
     * @param isWorthListing true if many of the objects were uploaded
     */
    void verifyUploads(List<PlannedFile> steps, FileResults results, Set<String> onServer, boolean isWorthListing) {
        Set<String> plain = steps.stream()
                .filter(planned -> isConfirmedByRclone(planned, results, onServer))
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
            results.verificationFailed(e);
        }
        for (PlannedFile planned : steps) {
            String name = planned.name();
            FileVersion local = planned.local().orElseThrow().version();
            boolean told = results.isTransferred(name) || onServer.contains(name);
            FileVersion there = seen.times.getOrDefault(name, plain.contains(name) ? local : null);
            boolean proven = there != null && there.matches(local, provider.timePrecision());
            if (proven) {
                record.recordProven(
                        name, new SyncRecord.VersionPair(local, asListed(name, there, seen)), SyncRecord.Origin.SENT);
            } else if (told && there != null) {
                recordUnexpected(planned, there, asListed(name, there, seen), plain);
            }
            if (told && results.isVerified() && seen.missing.contains(name)) {
                results.markFailed(name, "was uploaded, but the storage does not list it");
            } else if (proven || told) {
                results.markTransferred(planned);
            } else {
                markNotUploaded(planned, results);
            }
        }
    }

    /**
     * The object is not the planned version. If the local file is unchanged, another pod's upload came after ours: ours
     * was uploaded, and the remote changed since. A log may have grown before its upload; then the object is the
     * version it had.
     */
    private void recordUnexpected(PlannedFile planned, FileVersion there, FileVersion listed, Set<String> plain) {
        LocalFile file = planned.local().orElseThrow();
        if (plain.contains(planned.name())) {
            FileVersion unlisted = FileVersion.withUnknownTime(there.size());
            record.recordProven(
                    planned.name(), new SyncRecord.VersionPair(file.version(), unlisted), SyncRecord.Origin.SENT);
            return;
        }
        long now =
                LocalFile.stat(file.path()).map(found -> found.version().size()).orElse(0L);
        if (route.isAppendOnly(planned.name()) && there.size() >= file.version().size() && there.size() <= now) {
            record.recordProven(planned.name(), new SyncRecord.VersionPair(there, listed), SyncRecord.Origin.SENT);
        }
    }

    /** The objects of the uploaded files as seen in the bucket, including missing ones. */
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
            // With whole seconds, an object that is rewritten right now would be listed the same.
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

    /** Recorded as listed only if it was proven after the listing. */
    private FileVersion asListed(String name, FileVersion there, ObservedObjects seen) {
        return seen.times.containsKey(name) && seen.listed.containsKey(name)
                ? seen.listed.get(name)
                : storage.asListingShows(there);
    }

    /** Copied according to rclone, and unchanged here since: no request is needed. */
    private static boolean isConfirmedByRclone(PlannedFile planned, FileResults results, Set<String> onServer) {
        return (results.isTransferred(planned.name()) || onServer.contains(planned.name()))
                && planned.local().orElseThrow().isUnchanged();
    }

    private static void markNotUploaded(PlannedFile planned, FileResults results) {
        LocalFile file = planned.local().orElseThrow();
        if (results.isHeldBack(planned.name())) {
            return;
        }
        if (LocalFile.stat(file.path()).isEmpty()) {
            results.vanished(planned.name());
        } else if (!file.isUnchanged()) {
            results.stillWritten(planned.name());
        } else {
            results.markFailed(planned.name());
        }
    }
}
