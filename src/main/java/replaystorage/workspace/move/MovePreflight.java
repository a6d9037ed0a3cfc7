package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import replaystorage.host.HumanNumbers;

/** Looks before a move whether it can be done: may all be taken away here, and is there room over there. */
final class MovePreflight extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private long bytes;

    private MovePreflight(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    /** @throws IOException which says why it can't */
    static void requireMovable(Path from, Path to) throws IOException {
        MovePreflight survey = new MovePreflight(from, to);
        Files.walkFileTree(from, survey);
        FileStore disk = Files.getFileStore(to);
        boolean isCopied = !Files.getFileStore(from).equals(disk);
        if (isCopied && disk.getTotalSpace() > 0 && survey.bytes > disk.getUsableSpace()) {
            throw new FileSystemException(
                    to.toString(),
                    null,
                    "not enough disk space: " + HumanNumbers.bytes(survey.bytes) + " are needed, "
                            + HumanNumbers.bytes(disk.getUsableSpace()) + " are free");
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Path target = to.resolve(from.relativize(file));
        boolean mayBeThere =
                Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) && Files.size(target) == attributes.size();
        bytes += attributes.isRegularFile() && !mayBeThere ? attributes.size() : 0;
        return FileVisitResult.CONTINUE;
    }

    /** What has vanished meanwhile needs no place. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw e;
        }
        return FileVisitResult.CONTINUE;
    }
}
