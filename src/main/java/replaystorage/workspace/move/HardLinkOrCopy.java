package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import replaystorage.host.PosixStat;

/** Gives a file a second name: a hard link if the disk allows, else a copy. Throws FileAlreadyExistsException if the name is taken. */
final class HardLinkOrCopy {
    private static final int MAX_TRIES = 3;

    private HardLinkOrCopy() {}

    /** @return false if the file can't have that second name */
    static boolean tryLink(Path source, Path target) throws IOException {
        try {
            Files.createLink(target, source);
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** @return the source as it was when its bytes went over */
    static PosixStat linkOrCopy(Path source, Path target) throws IOException {
        if (tryLink(source, target)) {
            return PosixStat.of(source);
        }
        for (int i = 0; i < MAX_TRIES; i++) {
            Path partial = MoveTempName.freeNameIn(target.getParent());
            try {
                PosixStat before = PosixStat.of(source);
                if (!before.isFile()) {
                    // To fsync a fifo would wait for a writer.
                    throw new FileSystemException(source.toString(), null, "it is not a file any more");
                }
                Files.copy(source, partial, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                fsync(partial);
                if (PosixStat.of(partial).size() == before.size()
                        && PosixStat.of(source).equals(before)) {
                    rename(partial, target);
                    return before;
                }
            } finally {
                Files.deleteIfExists(partial);
            }
        }
        throw new FileSystemException(source.toString(), null, "it is being written to");
    }

    /** Creates a symlink with the time of another. */
    static void createSymlink(Path link, Path target, PosixStat original) throws IOException {
        Files.createSymbolicLink(link, target);
        try {
            Files.getFileAttributeView(link, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(original.modifiedTime(), null, null);
        } catch (IOException e) {
            // Not every file system keeps a link's time.
        }
    }

    /** Replaces nothing, unlike rename(2); the caller deletes the partial name. */
    static void rename(Path partial, Path target) throws IOException {
        if (!tryLink(partial, target)) {
            Files.move(partial, target);
        }
    }

    static void fsync(Path entry) throws IOException {
        try (FileChannel channel = FileChannel.open(entry, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
