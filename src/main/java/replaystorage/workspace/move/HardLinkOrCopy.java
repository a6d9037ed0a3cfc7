package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import replaystorage.host.PosixStat;

/** Gives what has one name another, where nothing has it yet: the same bytes under both where the disk can, else a copy of them. */
final class HardLinkOrCopy {
    private static final int MAX_TRIES = 3;

    private HardLinkOrCopy() {}

    /**
     * Leaves the source as it is.
     *
     * @return the source as it was when it was carried
     * @throws FileAlreadyExistsException where something has the target's name
     */
    static PosixStat linkOrCopy(Path source, Path target) throws IOException {
        try {
            Files.createLink(target, source);
            return PosixStat.of(source);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return copyUnchanged(source, target);
        }
    }

    /** The same for a link, which may have to say something else in its new place. */
    static PosixStat linkOrRelocate(Path source, Path text, Path target) throws IOException {
        PosixStat stat = PosixStat.of(source);
        Files.createSymbolicLink(target, text);
        try {
            Files.getFileAttributeView(target, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(stat.modifiedTime(), null, null);
        } catch (IOException e) {
            // Not every file system keeps a link's time.
        }
        return stat;
    }

    private static PosixStat copyUnchanged(Path source, Path target) throws IOException {
        for (int i = 0; i < MAX_TRIES; i++) {
            Path partial = MoveTempName.freeNameIn(target.getParent());
            try {
                PosixStat before = PosixStat.of(source);
                if (!before.isFile()) {
                    // Java would open a fifo to copy it, and wait for a writer.
                    throw new FileSystemException(source.toString(), null, "it is neither a file nor a folder");
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

    /** Gives what was made under a partial name its own. */
    static void rename(Path partial, Path target) throws IOException {
        try {
            Files.createLink(target, partial);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            // Where a file can have no second name; this one looks whether the name is free, then renames.
            Files.move(partial, target);
        }
    }

    /** Brings to the disk what a file or folder holds. */
    static void fsync(Path entry) throws IOException {
        try (FileChannel channel = FileChannel.open(entry, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
