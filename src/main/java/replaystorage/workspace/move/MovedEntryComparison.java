package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import replaystorage.host.IoErrorText;
import replaystorage.host.PosixStat;

/**
 * Tells whether an entry is in its new place already.
 *
 * @param root the folder that is moved as a whole
 */
record MovedEntryComparison(Path root) {

    /**
     * Whether the target holds what the source holds, so that the source can go.
     *
     * @throws FileSystemException where both are one and the same, so that with the source the target would go
     */
    boolean isAlreadyMoved(Path source, PosixStat here, Path target, PosixStat there) throws IOException {
        if (here.isHardLinkOf(there)) {
            return true;
        }
        if (here.hasSameInode(there)) {
            throw new FileSystemException(
                    source.toString(), null, "it is the same as " + IoErrorText.printablePath(target));
        }
        if (here.isLink()) {
            return there.isLink()
                    ? Files.readSymbolicLink(target).equals(RelocatedLink.relocated(source, root))
                    : Files.exists(source) && Files.isSameFile(source, target);
        }
        return here.fileType() == there.fileType()
                && (!here.isFile() || (here.size() == there.size() && Files.mismatch(source, target) < 0));
    }

    /** Whether the target is no more than a link to what is to have its name. */
    boolean leadsTo(Path target, PosixStat there, Path source) throws IOException {
        return there.isLink() && Files.exists(target) && Files.isSameFile(target, source);
    }
}
