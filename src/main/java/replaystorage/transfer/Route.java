package replaystorage.transfer;

import java.nio.file.Path;
import java.util.Optional;
import replaystorage.settling.WriterNames;

/**
 * From where to where.
 *
 * @param title what the user calls it, such as "checkpoints"
 * @param appending all files are logs: one that grows while it is sent goes up as an exact prefix
 */
public record Route(String title, Direction direction, RemotePath remote, Path local, boolean appending) {
    /** UP sends to the remote, DOWN brings from it. */
    public enum Direction {
        UP,
        DOWN
    }

    /** Whether a file only grows while it is sent, and goes up as far as it has come. */
    boolean appends(String name) {
        return appending || WriterNames.APPENDED.matches(name);
    }

    /** The local file of a name as it is now, or empty where there is none. */
    Optional<LocalFile> look(String name) {
        return LocalFile.look(path(name)).map(file -> new LocalFile(local, name, file.stamp()));
    }

    /** The path of a name, which never lies outside the folder. */
    Path path(String name) {
        Path path = local.resolve(RcloneName.onDisk(name)).normalize();
        if (!path.startsWith(local.normalize())) {
            throw new IllegalArgumentException(name + " leads out of " + local);
        }
        return path;
    }
}
