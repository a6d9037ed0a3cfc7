package replaystorage.transfer.upload;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import replaystorage.console.Console;
import replaystorage.flags.RcloneJobType;
import replaystorage.host.CliException;
import replaystorage.host.ConflictName;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** Keeps both versions of a file that changed here and in the bucket: the newer keeps the name, the other gets another name in the bucket. */
final class ConflictUploader {
    private final Route route;
    private final RemoteStorage storage;
    private final Console console;
    private final RcloneCopier copier;
    private final ConflictName conflictName;
    private final SyncRecord record;
    private final FileResults results;
    private final Set<String> resolved = new HashSet<>();

    ConflictUploader(
            Route route,
            RemoteStorage storage,
            Console console,
            RcloneCopier copier,
            ConflictName conflictName,
            SyncRecord record,
            FileResults results) {
        this.route = route;
        this.storage = storage;
        this.console = console;
        this.copier = copier;
        this.conflictName = conflictName;
        this.record = record;
        this.results = results;
    }

    /**
     * Resolves a conflict with the current object, which may be newer than the plan.
     *
     * @return the step that may replace the current object; empty if the local version was uploaded under another name
     */
    Optional<PlannedFile> resolveConflict(PlannedFile planned, FileVersion there) {
        PlannedFile now =
                planned.withRemote(there, storage.asListingShows(there)).withAction(PlannedAction.COPY);
        if (planned.local().orElseThrow().version().modified().isAfter(there.modified())) {
            return keepRemoteCopy(planned) ? Optional.of(now) : Optional.empty();
        }
        uploadConflictCopy(now);
        return Optional.empty();
    }

    /** True if the file is done: uploaded beside the object, or failed. */
    boolean isResolved(String name) {
        return resolved.contains(name);
    }

    private boolean keepRemoteCopy(PlannedFile planned) {
        String name = conflictName.nameFor(planned.name(), this::existsOnRemote);
        RcloneCopier.CopyResult result = copier.copyTo(
                RcloneJobType.SNAPSHOT,
                route.remoteFolder().fileArgument(planned.name()),
                route.remoteFolder().fileArgument(name),
                List.of());
        if (result.status() != 0) {
            resolved.add(planned.name());
            results.markFailed(planned.name(), "the remote's version could not be kept as " + name, result);
            return false;
        }
        console.warn(route.title() + "/" + planned.name()
                + " changed on both sides: the remote's version is kept there as " + name);
        return true;
    }

    /** Uploads the local version under another name, from a staged copy if there is space. */
    void uploadConflictCopy(PlannedFile planned) {
        resolved.add(planned.name());
        String name = conflictName.nameFor(planned.name(), this::existsOnRemote);
        LocalFile file = planned.local().orElseThrow();
        try (StagingFolder stage = StagingFolder.of(storage.temporaryFolder(), List.of(file))) {
            String source = stage.contains(planned)
                    ? stage.copyPath(planned)
                    : file.path().toString();
            RcloneCopier.CopyResult result = copier.copyTo(
                    RcloneJobType.UP, source, route.remoteFolder().fileArgument(name), appendFlags(planned));
            boolean changed = !stage.contains(planned) && !route.isAppendOnly(planned.name()) && !file.isUnchanged();
            if (changed) {
                new TornObjectRemoval(route, storage, results).removeTorn(name);
                results.stillWritten(planned.name());
            } else if (result.status() != 0) {
                results.markFailed(planned.name(), "could not be uploaded as " + name, result);
            } else {
                results.markTransferred(planned);
                record.recordProven(
                        planned.name(),
                        new SyncRecord.VersionPair(
                                file.version(), planned.remote().orElseThrow()),
                        SyncRecord.Origin.KEPT);
                console.warn(route.title() + "/" + planned.name()
                        + (isRemoteNewer(planned)
                                ? " is newer on the remote and stays there"
                                : " stays as it is on the remote")
                        + "; this pod's version was uploaded as " + name);
            }
        }
    }

    private static boolean isRemoteNewer(PlannedFile planned) {
        Instant here = planned.local().orElseThrow().version().modified();
        return planned.exactRemote()
                .filter(there -> here.isAfter(there.modified()))
                .isEmpty();
    }

    /** A failed lookup proves nothing; the name contains the current time. */
    private boolean existsOnRemote(String name) {
        try {
            return !storage.modificationTimes(route.remoteFolder(), List.of(name))
                    .isEmpty();
        } catch (CliException e) {
            return false;
        }
    }

    private List<String> appendFlags(PlannedFile planned) {
        return route.isAppendOnly(planned.name()) ? List.of("--local-no-check-updated") : List.of();
    }
}
