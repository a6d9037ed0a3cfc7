package replaystorage.transfer;

import java.time.Duration;
import java.util.Optional;
import replaystorage.settling.WriterNames;

/**
 * What is planned for one file.
 *
 * @param name by rclone's name, relative to both folders
 * @param local the local file, where there is one
 * @param remote the remote file as listed, where there is one
 * @param version its size and modification time when the plan was made, where they were asked for
 */
public record Step(
        Action action, String name, Optional<LocalFile> local, Optional<Stamp> remote, Optional<Stamp> version) {

    public Step(Action action, String name, Optional<LocalFile> local, Optional<Stamp> remote) {
        this(action, name, local, remote, Optional.empty());
    }

    /** Bytes that go over; 0 where the size is not known. */
    public long bytes(Route.Direction direction) {
        return action.moves() ? sourceBytes(direction) : 0;
    }

    /** The size of the file that is there to be copied, whether it is or not; 0 where it is not known. */
    long sourceBytes(Route.Direction direction) {
        Optional<Stamp> source = direction == Route.Direction.UP ? local.map(LocalFile::stamp) : remote;
        return Math.max(0, source.map(Stamp::size).orElse(0L));
    }

    /** The size of the file that is deleted or left as it is; 0 where it is not known. */
    public long bytesThere() {
        return Math.max(
                0, local.map(LocalFile::stamp).or(() -> remote).map(Stamp::size).orElse(0L));
    }

    /** A checkpoint that is empty here, as a full disk leaves it, and would replace one that is not. */
    boolean isEmptied() {
        return WriterNames.NEVER_EMPTY.matches(name)
                && local.filter(file -> file.stamp().size() == 0).isPresent()
                && remote.filter(there -> there.size() > 0).isPresent();
    }

    Step with(Action other) {
        return new Step(other, name, local, remote, version);
    }

    /** Whether an object is still the version that the plan knew. */
    boolean isStillThere(Stamp there, Duration precision) {
        return version.filter(planned -> planned.matches(there, precision)).isPresent();
    }

    /** The same about the object as it is now. */
    Step withVersion(Stamp now, Stamp asListed) {
        return new Step(action, name, local, Optional.of(asListed), Optional.of(now));
    }
}
