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
 * Files of a folder that are not known to be in the bucket, determined without a request.
 *
 * @param stableFiles newest first
 * @param grownLogs uploaded logs that have grown since
 * @param fileCount number of all files in the folder
 */
public record UnsavedFiles(
        List<LocalFile> stableFiles,
        List<LocalFile> unstableFiles,
        List<LocalFile> grownLogs,
        int unreadableFiles,
        int fileCount,
        long totalBytes) {

    /** @param record file of the record; a missing one counts as empty */
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

    /** Files that would be lost, the newest of each kind first. */
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
