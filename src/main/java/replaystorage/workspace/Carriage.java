package replaystorage.workspace;

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

/** Gives what has one name another, where nothing has it yet: the same bytes under both where the disk can, else a copy of them. */
final class Carriage {
    private static final int TRIES = 3;

    private Carriage() {}

    /**
     * Leaves the source as it is.
     *
     * @return the source as it was when it was carried
     * @throws FileAlreadyExistsException where something has the target's name
     */
    static Look put(Path source, Path target) throws IOException {
        try {
            Files.createLink(target, source);
            return Look.at(source);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return copy(source, target);
        }
    }

    /** The same for a link, which may have to say something else in its new place. */
    static Look putLink(Path source, Path text, Path target) throws IOException {
        Look look = Look.at(source);
        Files.createSymbolicLink(target, text);
        try {
            Files.getFileAttributeView(target, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(look.modified(), null, null);
        } catch (IOException e) {
            // Not every file system keeps a link's time.
        }
        return look;
    }

    private static Look copy(Path source, Path target) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Path partial = PartialName.in(target.getParent());
            try {
                Look before = Look.at(source);
                if (!before.isFile()) {
                    // Java would open a fifo to copy it, and wait for a writer.
                    throw new FileSystemException(source.toString(), null, "it is neither a file nor a folder");
                }
                Files.copy(source, partial, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                settle(partial);
                if (Look.at(partial).size() == before.size() && Look.at(source).equals(before)) {
                    name(partial, target);
                    return before;
                }
            } finally {
                Files.deleteIfExists(partial);
            }
        }
        throw new FileSystemException(source.toString(), null, "it is being written to");
    }

    /** Gives what was made under a partial name its own. */
    static void name(Path partial, Path target) throws IOException {
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
    static void settle(Path entry) throws IOException {
        try (FileChannel channel = FileChannel.open(entry, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
