package replaystorage.jobs.autosync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import replaystorage.stability.FileKindPatterns;
import replaystorage.stability.StableFileDetector;
import replaystorage.stability.StableFileDetector.UnstableReason;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.list.NameFilter;
import replaystorage.transfer.list.RcloneFileName;
import replaystorage.transfer.note.SyncRecord;

/**
 * What a folder holds now that is not known to be on the remote: the storage is not asked.
 *
 * @param stableFiles settled files, the newest first
 * @param unstableFiles files that are not settled, the newest first
 * @param grownLogs logs that went up and have grown since
 * @param unreadableFiles how many names could not be read
 * @param fileCount how many there are in all
 * @param totalBytes of all of them
 */
public record UnsavedFiles(
        List<LocalFile> stableFiles,
        List<LocalFile> unstableFiles,
        List<LocalFile> grownLogs,
        int unreadableFiles,
        int fileCount,
        long totalBytes) {

    /** @param record the file of what was sent to the remote folder; one that is not there knows nothing */
    public static UnsavedFiles find(
            Path folder, Path record, Path state, NameFilter filter, StableFileDetector stability) {
        LocalTree tree = LocalTree.walk(folder).filtered(state, filter);
        SyncRecord sent = SyncRecord.readAny(record);
        List<LocalFile> unsaved = new ArrayList<>();
        List<LocalFile> grown = new ArrayList<>();
        tree.files().forEach((name, file) -> {
            if (!sent.isOnRemote(name, file.version())) {
                (isGrownLog(file, sent) ? grown : unsaved).add(file);
            }
        });
        unsaved.sort(Comparator.comparing((LocalFile file) -> file.version().modified(), Comparator.reverseOrder()));
        Map<String, UnstableReason> judged = stability.findUnstable(
                folder,
                unsaved.stream().map(LocalFile::name).toList(),
                name -> folder.resolve(RcloneFileName.toDisk(name)));
        judged.values().removeIf(why -> !why.mayBecomeStable());
        return new UnsavedFiles(
                unsaved.stream()
                        .filter(file -> !judged.containsKey(file.name()))
                        .toList(),
                unsaved.stream().filter(file -> judged.containsKey(file.name())).toList(),
                grown,
                tree.unreadable().size(),
                tree.files().size(),
                totalBytes(tree.files().values().stream()));
    }

    private static boolean isGrownLog(LocalFile file, SyncRecord sent) {
        return FileKindPatterns.APPEND_ONLY.matches(file.name())
                && sent.entry(file.name())
                        .filter(entry -> entry.versions().local().size()
                                <= file.version().size())
                        .isPresent();
    }

    private static long totalBytes(Stream<LocalFile> files) {
        return files.mapToLong(file -> file.version().size()).sum();
    }

    /** Files whose loss would be one, the newest first of each kind. */
    public List<LocalFile> allFiles() {
        return Stream.concat(stableFiles.stream(), unstableFiles.stream()).toList();
    }

    public long stableBytes() {
        return totalBytes(stableFiles.stream());
    }

    public long unsavedBytes() {
        return totalBytes(allFiles().stream());
    }

    public boolean isEmpty() {
        return stableFiles.isEmpty() && unstableFiles.isEmpty() && unreadableFiles == 0;
    }
}
