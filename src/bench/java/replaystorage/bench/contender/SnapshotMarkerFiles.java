package replaystorage.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The markers of a snapshot, copied from our program's temporary folders.
 *
 * @param folder one subfolder with a marker per rclone command
 * @param names file with the names of both markers
 */
record SnapshotMarkerFiles(Path folder, Path names) {
    private static final String INCOMPLETE = "2026-01-01.incomplete.bench";
    private static final String COMPLETE = "2026-01-01.complete";

    static SnapshotMarkerFiles in(Path folder) throws IOException {
        mark(folder.resolve("copy"), INCOMPLETE);
        mark(folder.resolve("sync"), COMPLETE);
        return new SnapshotMarkerFiles(folder, Files.write(folder.resolve("names.txt"), List.of(INCOMPLETE, COMPLETE)));
    }

    /** The same command with its folder here. */
    List<String> in(List<String> command) {
        String own = folder.resolve(command.get(1)).toString();
        return command.stream()
                .map(word -> word.matches("/.*/replay-storage-object-[^/]+") ? own : word)
                .toList();
    }

    private static void mark(Path folder, String name) throws IOException {
        Files.writeString(Files.createDirectories(folder).resolve(name), "{}\n");
    }
}
