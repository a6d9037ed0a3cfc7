package replaystorage.autosync;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A lock that the kernel takes back when its holder ends, however it ends; two processes never have it at once. */
public final class FolderLock implements AutoCloseable {
    private final FileChannel channel;
    private final boolean held;

    private FolderLock(FileChannel channel, boolean held) {
        this.channel = channel;
        this.held = held;
    }

    /**
     * Takes the lock, or finds that somebody else has it; it does not wait.
     *
     * @throws IOException where this file system has no locks, or the file can't be written
     */
    public static FolderLock take(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
            return new FolderLock(channel, lock.isPresent());
        } catch (OverlappingFileLockException e) {
            return new FolderLock(channel, false);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Whether it is ours, and nobody else's. */
    public boolean isHeld() {
        return held;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The kernel takes it back when we end.
        }
    }
}
