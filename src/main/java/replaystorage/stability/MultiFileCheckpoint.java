package replaystorage.stability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A folder that is one checkpoint, by its name or by an index file in it. */
public record MultiFileCheckpoint(Path path, List<Path> files) {

    static MultiFileCheckpoint of(Path path) {
        return new MultiFileCheckpoint(path, filesOf(path));
    }

    /**
     * The checkpoint folder that contains this folder or is it, below the root: the outermost with such a name, else
     * the outermost with an index. A run's folder may have an index beside its checkpoints, and none of them waits for
     * the others.
     */
    public static Optional<Path> enclosing(Path root, Path folder) {
        Optional<Path> named = Optional.empty();
        Optional<Path> indexed = Optional.empty();
        for (Path each = folder; each != null && each.startsWith(root) && !each.equals(root); each = each.getParent()) {
            if (isNamed(each)) {
                named = Optional.of(each);
            } else if (named.isEmpty() && hasIndex(each)) {
                indexed = Optional.of(each);
            }
        }
        return named.isPresent() ? named : indexed;
    }

    private static boolean isNamed(Path folder) {
        return FileKindPatterns.CHECKPOINT_FOLDER.matches(folder.getFileName().toString());
    }

    private static boolean hasIndex(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.anyMatch(entry -> FileKindPatterns.CHECKPOINT_INDEX.matches(
                    entry.getFileName().toString()));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Without the files of complete checkpoints inside it. */
    private static List<Path> filesOf(Path folder) {
        List<Path> files = new ArrayList<>();
        FileVisitor<Path> each = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                return isNamed(inner) && !isNamed(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            /** Files that vanish or can't be read are skipped. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** True if one of the unsettled files is a needed part of this checkpoint. */
    boolean needsAnyOf(Set<Path> unsettled) {
        return files.stream()
                .anyMatch(file -> unsettled.contains(file)
                        && !FileKindPatterns.LOG.matches(file.getFileName().toString()));
    }
}
