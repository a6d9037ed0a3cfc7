package replaystorage.transfer.upload;

import java.util.List;
import java.util.Map;
import replaystorage.host.CliException;
import replaystorage.transfer.copy.CopyBatch;
import replaystorage.transfer.copy.CopyLog;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.list.SmallObjectClient;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** Removes new objects whose file was rewritten while rclone read it: each may be half, and had its name only for a moment. */
record TornObjectRemoval(Route route, RemoteStorage storage, FileResults results) {

    /** @param written files that were new in the bucket, and changed here while rclone may have read them */
    void removeTorn(List<PlannedFile> written, CopyLog log) {
        List<PlannedFile> changed = written.stream()
                .filter(planned ->
                        log.isTransferred(planned.name()) && planned.remote().isEmpty())
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        Map<String, FileVersion> there = storage.modificationTimes(
                route.remoteFolder(), CopyBatch.ofPlanned(changed).names());
        for (PlannedFile planned : changed) {
            FileVersion object = there.get(planned.name());
            boolean whole = object != null
                    && object.matches(
                            planned.local().orElseThrow().version(),
                            storage.settings().provider().timePrecision());
            if (object != null && !whole) {
                log.markRemoved(planned.name());
                results.stillWritten(planned.name());
                removeTorn(planned.name());
            }
        }
    }

    void removeTorn(String name) {
        try {
            new SmallObjectClient(storage, route.remoteFolder().root()).delete(route.remoteFolder(), name, List.of());
        } catch (CliException e) {
            results.markFailed(
                    name,
                    "changed during its upload, and the object in the bucket may be incomplete: it could not be deleted: "
                            + e.getMessage());
        }
    }
}
