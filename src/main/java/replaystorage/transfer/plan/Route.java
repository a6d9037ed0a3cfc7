package replaystorage.transfer.plan;

import java.nio.file.Path;
import java.util.Optional;
import replaystorage.stability.FileKindPatterns;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.RcloneFileName;
import replaystorage.transfer.list.RemotePath;

/**
 * From where to where.
 *
 * @param title what the user calls it, such as "checkpoints"
 * @param appendOnly all files are logs: one that grows while it is sent goes up as an exact prefix
 */
public record Route(String title, Direction direction, RemotePath remoteFolder, Path localFolder, boolean appendOnly) {
    /** UP sends to the remote, DOWN brings from it. */
    public enum Direction {
        UP,
        DOWN
    }

    /** Whether a file only grows while it is sent, and goes up as far as it has come. */
    public boolean isAppendOnly(String name) {
        return appendOnly || FileKindPatterns.APPEND_ONLY.matches(name);
    }

    /** The local file of a name as it is now, or empty where there is none. */
    public Optional<LocalFile> localFile(String name) {
        return LocalFile.stat(localPath(name)).map(file -> new LocalFile(localFolder, name, file.version()));
    }

    /** The path of a name, which never lies outside the folder. */
    public Path localPath(String name) {
        Path path = localFolder.resolve(RcloneFileName.toDisk(name)).normalize();
        if (!path.startsWith(localFolder.normalize())) {
            throw new IllegalArgumentException(name + " leads out of " + localFolder);
        }
        return path;
    }
}
