package replaystorage.transfer.plan;

import java.time.Duration;
import java.util.Optional;
import replaystorage.stability.FileKindPatterns;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;

/**
 * The step of one file.
 *
 * @param name rclone's name, relative to both folders
 * @param remote the remote file as listed, if any
 * @param exactRemote its size and modification time when the plan was made, if known
 */
public record PlannedFile(
        PlannedAction action,
        String name,
        Optional<LocalFile> local,
        Optional<FileVersion> remote,
        Optional<FileVersion> exactRemote) {

    public PlannedFile(PlannedAction action, String name, Optional<LocalFile> local, Optional<FileVersion> remote) {
        this(action, name, local, remote, Optional.empty());
    }

    /** 0 if the size is unknown. */
    public long transferredBytes(Route.Direction direction) {
        return action.transfersBytes() ? sourceBytes(direction) : 0;
    }

    long sourceBytes(Route.Direction direction) {
        Optional<FileVersion> source = direction == Route.Direction.UP ? local.map(LocalFile::version) : remote;
        return Math.max(0, source.map(FileVersion::size).orElse(0L));
    }

    /** Size of the file that is deleted or left as it is; 0 if unknown. */
    public long replacedOrKeptBytes() {
        return Math.max(
                0,
                local.map(LocalFile::version)
                        .or(() -> remote)
                        .map(FileVersion::size)
                        .orElse(0L));
    }

    /** True for an empty local checkpoint, as a full disk leaves, that would replace one that is not empty. */
    public boolean emptiesCheckpoint() {
        return FileKindPatterns.NEVER_EMPTY.matches(name)
                && local.filter(file -> file.version().size() == 0).isPresent()
                && remote.filter(there -> there.size() > 0).isPresent();
    }

    public PlannedFile withAction(PlannedAction other) {
        return new PlannedFile(other, name, local, remote, exactRemote);
    }

    public boolean isStillAsPlanned(FileVersion there, Duration precision) {
        return exactRemote.filter(planned -> planned.matches(there, precision)).isPresent();
    }

    public PlannedFile withRemote(FileVersion now, FileVersion asListed) {
        return new PlannedFile(action, name, local, Optional.of(asListed), Optional.of(now));
    }
}
