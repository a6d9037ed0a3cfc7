package replaystorage.jobs.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.SideComparison;

/** The current folder of an artifact in the bucket, from which a snapshot copies equal files server-side. */
record SnapshotCopySource(TransferContext transferContext, RemotePath remote) {

    /**
     * Names of the files that the bucket already has with equal content; records them.
     *
     * @param looked a moment before the first of them was looked at
     * @param listing of this folder or of these files; called only if there are any
     */
    Set<String> equalNames(Path local, List<PlannedFile> steps, Instant looked, Supplier<Listing> listing) {
        Map<String, LocalFile> files = new HashMap<>();
        steps.forEach(planned -> planned.local().ifPresent(file -> files.put(planned.name(), file)));
        if (files.isEmpty()) {
            return Set.of();
        }
        SyncRecord record = transferContext.openRecord(remote, local);
        Set<String> equal = new SideComparison(transferContext.storage(), remote, record, looked)
                .equalNames(files, listing.get().files());
        try {
            record.save();
        } catch (IOException e) {
            // The next snapshot checks again.
        }
        return equal;
    }
}
