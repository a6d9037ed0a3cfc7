package replaystorage.settling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A folder that is one checkpoint: by its name, or by an index in it. */
public record CheckpointFolder(Path path, List<Path> files) {

    /** The outermost one that a folder is, or lies in, below the root. */
    static Optional<CheckpointFolder> around(Path root, Path folder) {
        return outermost(root, folder).map(path -> new CheckpointFolder(path, filesOf(path)));
    }

    /** Where it lies; the root itself is none. */
    public static Optional<Path> outermost(Path root, Path folder) {
        Optional<Path> found = Optional.empty();
        for (Path each = folder; each != null && each.startsWith(root) && !each.equals(root); each = each.getParent()) {
            if (isOne(each)) {
                found = Optional.of(each);
            }
        }
        return found;
    }

    private static boolean isOne(Path folder) {
        if (WriterNames.CHECKPOINT_FOLDER.matches(folder.getFileName().toString())) {
            return true;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.anyMatch(entry ->
                    WriterNames.CHECKPOINT_INDEX.matches(entry.getFileName().toString()));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static List<Path> filesOf(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** Whether one of the unsettled files is a part of it that it needs. */
    boolean waitsFor(Set<Path> unsettled) {
        return files.stream()
                .anyMatch(file -> unsettled.contains(file)
                        && !WriterNames.LOG.matches(file.getFileName().toString()));
    }
}
