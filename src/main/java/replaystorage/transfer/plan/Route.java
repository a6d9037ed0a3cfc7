package replaystorage.transfer.plan;

import java.nio.file.Path;
import java.util.Optional;
import replaystorage.stability.FileKindPatterns;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.RcloneFileName;
import replaystorage.transfer.list.RemotePath;

/**
 * Source and destination of a transfer.
 *
 * @param title the user's name for it, such as "checkpoints"
 * @param appendOnly all files are logs: a growing file is uploaded as an exact prefix
 */
public record Route(String title, Direction direction, RemotePath remoteFolder, Path localFolder, boolean appendOnly) {
    public enum Direction {
        UP,
        DOWN
    }

    /** True if a file only grows during the upload, and is uploaded as far as it is written. */
    public boolean isAppendOnly(String name) {
        return appendOnly || FileKindPatterns.APPEND_ONLY.matches(name);
    }

    public Optional<LocalFile> localFile(String name) {
        return LocalFile.stat(localPath(name)).map(file -> new LocalFile(localFolder, name, file.version()));
    }

    /** Path of a name, which is always inside the folder. */
    public Path localPath(String name) {
        Path path = localFolder.resolve(RcloneFileName.toDisk(name)).normalize();
        if (!path.startsWith(localFolder.normalize())) {
            throw new IllegalArgumentException(name + " leads out of " + localFolder);
        }
        return path;
    }
}
