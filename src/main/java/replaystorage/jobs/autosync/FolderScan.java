package replaystorage.jobs.autosync;

import java.util.List;
import java.util.Map;
import replaystorage.stability.StableFileDetector.UnstableReason;
import replaystorage.transfer.list.LocalFile;

/**
 * Files of a folder that are not known to be in the bucket.
 *
 * @param stableFiles newest first
 * @param unstable files that are not stable, and the reason
 */
public record FolderScan(List<LocalFile> stableFiles, Map<String, UnstableReason> unstable, int unreadableFiles) {
    public static final FolderScan EMPTY = new FolderScan(List.of(), Map.of(), 0);

    public long bytes() {
        return stableFiles.stream().mapToLong(file -> file.version().size()).sum();
    }

    /** True if nothing is left to upload. */
    public boolean isEmpty() {
        return stableFiles.isEmpty() && unstable.isEmpty() && unreadableFiles == 0;
    }

    /** True if a short wait may make a file stable. */
    public boolean mayBecomeStableSoon() {
        return unstable.values().stream().anyMatch(UnstableReason::mayBecomeStableSoon);
    }
}
