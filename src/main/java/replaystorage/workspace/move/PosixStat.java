package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * What tells one state of an entry from another; of a link, of the link itself.
 *
 * @param linkCount how many names its bytes have
 * @param ctime when its bytes or attributes last changed, which nobody can set back
 */
record PosixStat(long device, long inode, int linkCount, int mode, long size, FileTime modified, FileTime ctime) {
    private static final String ATTRIBUTES = "unix:dev,ino,nlink,mode,size,lastModifiedTime,ctime";
    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_FOLDER = 0040000;
    private static final int TYPE_FILE = 0100000;
    private static final int TYPE_LINK = 0120000;

    static PosixStat of(Path entry) throws IOException {
        Map<String, Object> found = Files.readAttributes(entry, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        return new PosixStat(
                (long) found.get("dev"),
                (long) found.get("ino"),
                (int) found.get("nlink"),
                (int) found.get("mode"),
                (long) found.get("size"),
                (FileTime) found.get("lastModifiedTime"),
                (FileTime) found.get("ctime"));
    }

    /** Empty where nothing has that name. */
    static Optional<PosixStat> ofExisting(Path entry) throws IOException {
        try {
            return Optional.of(of(entry));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean isFolder() {
        return fileType() == TYPE_FOLDER;
    }

    boolean isFile() {
        return fileType() == TYPE_FILE;
    }

    boolean isLink() {
        return fileType() == TYPE_LINK;
    }

    int fileType() {
        return mode & TYPE_MASK;
    }

    boolean isNewerThan(PosixStat other) {
        return modified.compareTo(other.modified) > 0;
    }

    boolean hasSameInode(PosixStat other) {
        return device == other.device && inode == other.inode;
    }

    /** Whether the bytes stay when one of both names goes. */
    boolean isHardLinkOf(PosixStat other) {
        return isUnchangedFrom(other) && linkCount > 1 && other.linkCount > 1;
    }

    /** Whether it is the same inode and was not written to. */
    boolean isUnchangedFrom(PosixStat other) {
        return hasSameInode(other)
                && fileType() == other.fileType()
                && size == other.size
                && modified.equals(other.modified);
    }
}
