package replaystorage.jobs.autosync;

import java.util.List;
import java.util.Map;
import replaystorage.stability.StableFileDetector.UnstableReason;
import replaystorage.transfer.list.LocalFile;

/**
 * What a look at the folder found that is not known to be on the remote.
 *
 * @param stableFiles settled files, the newest first
 * @param unstable files that are not settled, and why
 * @param unreadableFiles how many names could not be read
 */
public record FolderScan(List<LocalFile> stableFiles, Map<String, UnstableReason> unstable, int unreadableFiles) {
    public static final FolderScan EMPTY = new FolderScan(List.of(), Map.of(), 0);

    public long bytes() {
        return stableFiles.stream().mapToLong(file -> file.version().size()).sum();
    }

    /** Whether something is left that could not go up. */
    public boolean isEmpty() {
        return stableFiles.isEmpty() && unstable.isEmpty() && unreadableFiles == 0;
    }

    /** Whether a moment's wait may settle a file. */
    public boolean mayBecomeStableSoon() {
        return unstable.values().stream().anyMatch(UnstableReason::mayBecomeStableSoon);
    }
}
