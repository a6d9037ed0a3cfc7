package replaystorage.transfer.plan;

import java.time.Duration;
import java.util.Optional;
import replaystorage.stability.FileKindPatterns;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;

/**
 * What is planned for one file.
 *
 * @param name by rclone's name, relative to both folders
 * @param local the local file, where there is one
 * @param remote the remote file as listed, where there is one
 * @param exactRemote its size and modification time when the plan was made, where they were asked for
 */
public record PlannedFile(
        Action action,
        String name,
        Optional<LocalFile> local,
        Optional<FileVersion> remote,
        Optional<FileVersion> exactRemote) {

    public PlannedFile(Action action, String name, Optional<LocalFile> local, Optional<FileVersion> remote) {
        this(action, name, local, remote, Optional.empty());
    }

    /** Bytes that go over; 0 where the size is not known. */
    public long transferredBytes(Route.Direction direction) {
        return action.transfersBytes() ? sourceBytes(direction) : 0;
    }

    /** The size of the file that is there to be copied, whether it is or not; 0 where it is not known. */
    long sourceBytes(Route.Direction direction) {
        Optional<FileVersion> source = direction == Route.Direction.UP ? local.map(LocalFile::version) : remote;
        return Math.max(0, source.map(FileVersion::size).orElse(0L));
    }

    /** The size of the file that is deleted or left as it is; 0 where it is not known. */
    public long replacedOrKeptBytes() {
        return Math.max(
                0,
                local.map(LocalFile::version)
                        .or(() -> remote)
                        .map(FileVersion::size)
                        .orElse(0L));
    }

    /** A checkpoint that is empty here, as a full disk leaves it, and would replace one that is not. */
    public boolean emptiesCheckpoint() {
        return FileKindPatterns.NEVER_EMPTY.matches(name)
                && local.filter(file -> file.version().size() == 0).isPresent()
                && remote.filter(there -> there.size() > 0).isPresent();
    }

    public PlannedFile withAction(Action other) {
        return new PlannedFile(other, name, local, remote, exactRemote);
    }

    /** Whether an object is still the version that the plan knew. */
    public boolean isStillAsPlanned(FileVersion there, Duration precision) {
        return exactRemote.filter(planned -> planned.matches(there, precision)).isPresent();
    }

    /** The same about the object as it is now. */
    public PlannedFile withRemote(FileVersion now, FileVersion asListed) {
        return new PlannedFile(action, name, local, Optional.of(asListed), Optional.of(now));
    }
}
