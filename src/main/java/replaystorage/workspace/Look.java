package replaystorage.workspace;

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
 * @param names how many names its bytes have
 * @param changed when its bytes or attributes last changed, which nobody can set back
 */
record Look(long device, long inode, int names, int mode, long size, FileTime modified, FileTime changed) {
    private static final String WANTED = "unix:dev,ino,nlink,mode,size,lastModifiedTime,ctime";
    private static final int KIND = 0170000;
    private static final int FOLDER = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;

    static Look at(Path entry) throws IOException {
        Map<String, Object> found = Files.readAttributes(entry, WANTED, LinkOption.NOFOLLOW_LINKS);
        return new Look(
                (long) found.get("dev"),
                (long) found.get("ino"),
                (int) found.get("nlink"),
                (int) found.get("mode"),
                (long) found.get("size"),
                (FileTime) found.get("lastModifiedTime"),
                (FileTime) found.get("ctime"));
    }

    /** Empty where nothing has that name. */
    static Optional<Look> ifAny(Path entry) throws IOException {
        try {
            return Optional.of(at(entry));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    boolean isFolder() {
        return kind() == FOLDER;
    }

    boolean isFile() {
        return kind() == FILE;
    }

    boolean isLink() {
        return kind() == LINK;
    }

    int kind() {
        return mode & KIND;
    }

    boolean isNewerThan(Look other) {
        return modified.compareTo(other.modified) > 0;
    }

    boolean isSameInode(Look other) {
        return device == other.device && inode == other.inode;
    }

    /** Whether the bytes stay when one of both names goes. */
    boolean isSecondNameOf(Look other) {
        return holdsSameAs(other) && names > 1 && other.names > 1;
    }

    /** Whether it is the same inode and was not written to. */
    boolean holdsSameAs(Look other) {
        return isSameInode(other) && kind() == other.kind() && size == other.size && modified.equals(other.modified);
    }
}
