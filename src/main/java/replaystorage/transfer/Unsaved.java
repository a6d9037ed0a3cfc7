package replaystorage.transfer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import replaystorage.settling.Settling;
import replaystorage.settling.Settling.Why;
import replaystorage.settling.WriterNames;

/**
 * What a folder holds now that is not known to be on the remote: the storage is not asked.
 *
 * @param ready settled files, the newest first
 * @param waiting files that are not settled, the newest first
 * @param grown logs that went up and have grown since
 * @param unreadable how many names could not be read
 * @param files how many there are in all
 * @param bytes of all of them
 */
public record Unsaved(
        List<LocalFile> ready, List<LocalFile> waiting, List<LocalFile> grown, int unreadable, int files, long bytes) {

    /** @param record the file of what was sent to the remote folder; one that is not there knows nothing */
    public static Unsaved in(Path folder, Path record, Path state, Filter filter, Settling settling) {
        LocalTree tree = LocalTree.walk(folder).without(state, filter);
        SyncRecord sent = SyncRecord.in(record);
        List<LocalFile> unsaved = new ArrayList<>();
        List<LocalFile> grown = new ArrayList<>();
        tree.files().forEach((name, file) -> {
            if (!sent.isSafe(name, file.stamp())) {
                (isGrown(file, sent) ? grown : unsaved).add(file);
            }
        });
        unsaved.sort(Comparator.comparing((LocalFile file) -> file.stamp().time(), Comparator.reverseOrder()));
        Map<String, Why> judged = settling.unsettled(
                folder,
                unsaved.stream().map(LocalFile::name).toList(),
                name -> folder.resolve(RcloneName.onDisk(name)));
        judged.values().removeIf(why -> !why.waits());
        return new Unsaved(
                unsaved.stream()
                        .filter(file -> !judged.containsKey(file.name()))
                        .toList(),
                unsaved.stream().filter(file -> judged.containsKey(file.name())).toList(),
                grown,
                tree.unreadable().size(),
                tree.files().size(),
                bytes(tree.files().values().stream()));
    }

    private static boolean isGrown(LocalFile file, SyncRecord sent) {
        return WriterNames.APPENDED.matches(file.name())
                && sent.base(file.name())
                        .filter(entry ->
                                entry.pair().local().size() <= file.stamp().size())
                        .isPresent();
    }

    private static long bytes(Stream<LocalFile> files) {
        return files.mapToLong(file -> file.stamp().size()).sum();
    }

    /** Files whose loss would be one, the newest first of each kind. */
    public List<LocalFile> all() {
        return Stream.concat(ready.stream(), waiting.stream()).toList();
    }

    public long readyBytes() {
        return bytes(ready.stream());
    }

    public long allBytes() {
        return bytes(all().stream());
    }

    public boolean isNothing() {
        return ready.isEmpty() && waiting.isEmpty() && unreadable == 0;
    }
}
