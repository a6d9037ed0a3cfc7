package replaystorage.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The result of stat(2): identifies a file, and a version of it, without reading it. Only numbers, because there may be 100,000.
 *
 * @param modified time of the last write, in ns since 1970
 * @param changed time of the last write or attribute change, in ns since 1970; no program can set it back
 */
public record PosixStat(long device, long inode, int linkCount, int mode, long size, long modified, long changed) {
    private static final String ATTRIBUTES = "unix:dev,ino,nlink,mode,size,lastModifiedTime,ctime";
    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_FOLDER = 0040000;
    private static final int TYPE_FILE = 0100000;
    private static final int TYPE_LINK = 0120000;

    /** Does not follow a symlink. */
    public static PosixStat of(Path entry) throws IOException {
        return read(entry, LinkOption.NOFOLLOW_LINKS);
    }

    /** Empty if nothing has this name. */
    public static Optional<PosixStat> ofExisting(Path entry) throws IOException {
        try {
            return Optional.of(of(entry));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Follows symlinks; empty if the target can't be read. */
    public static Optional<PosixStat> ofTarget(Path path) {
        try {
            return Optional.of(read(path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static PosixStat read(Path path, LinkOption... options) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES, options);
        return new PosixStat(
                (long) found.get("dev"),
                (long) found.get("ino"),
                (int) found.get("nlink"),
                (int) found.get("mode"),
                (long) found.get("size"),
                ((FileTime) found.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                ((FileTime) found.get("ctime")).to(TimeUnit.NANOSECONDS));
    }

    public FileTime modifiedTime() {
        return FileTime.from(modified, TimeUnit.NANOSECONDS);
    }

    /** Time since the last change; negative if the file system's clock is ahead. */
    public Duration timeSinceChange(Instant now) {
        return elapsed(Math.max(changed, modified), now);
    }

    public Duration timeSinceWrite(Instant now) {
        return elapsed(modified, now);
    }

    private static Duration elapsed(long nanos, Instant now) {
        return Duration.between(Instant.EPOCH.plusNanos(nanos), now);
    }

    public boolean isFolder() {
        return fileType() == TYPE_FOLDER;
    }

    public boolean isFile() {
        return fileType() == TYPE_FILE;
    }

    public boolean isLink() {
        return fileType() == TYPE_LINK;
    }

    public int fileType() {
        return mode & TYPE_MASK;
    }

    public boolean isNewerThan(PosixStat other) {
        return modified > other.modified;
    }

    public boolean hasSameInode(PosixStat other) {
        return device == other.device && inode == other.inode;
    }

    /** True if both names have the same content, so that removing one keeps it. */
    public boolean isHardLinkOf(PosixStat other) {
        return isUnchangedFrom(other) && linkCount > 1 && other.linkCount > 1;
    }

    /** True for the same inode without a write in between. */
    public boolean isUnchangedFrom(PosixStat other) {
        return hasSameInode(other)
                && fileType() == other.fileType()
                && size == other.size
                && modified == other.modified;
    }
}
