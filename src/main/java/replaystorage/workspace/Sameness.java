package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import replaystorage.settings.Reason;

/**
 * Tells whether an entry is in its new place already.
 *
 * @param root the folder that is moved as a whole
 */
record Sameness(Path root) {

    /**
     * Whether the target holds what the source holds, so that the source can go.
     *
     * @throws FileSystemException where both are one and the same, so that with the source the target would go
     */
    boolean isAcross(Path source, Look here, Path target, Look there) throws IOException {
        if (here.isSecondNameOf(there)) {
            return true;
        }
        if (here.isSameInode(there)) {
            throw new FileSystemException(source.toString(), null, "it is the same as " + Reason.shown(target));
        }
        if (here.isLink()) {
            return there.isLink()
                    ? Files.readSymbolicLink(target).equals(LinkText.moved(source, root))
                    : Files.exists(source) && Files.isSameFile(source, target);
        }
        return here.kind() == there.kind()
                && (!here.isFile() || (here.size() == there.size() && Files.mismatch(source, target) < 0));
    }

    /** Whether the target is no more than a link to what is to have its name. */
    boolean leadsTo(Path target, Look there, Path source) throws IOException {
        return there.isLink() && Files.exists(target) && Files.isSameFile(target, source);
    }
}
