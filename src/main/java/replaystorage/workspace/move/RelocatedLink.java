package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import replaystorage.host.RealPath;

/** Computes the target that a symlink needs after its folder has moved. */
final class RelocatedLink {
    private RelocatedLink() {}

    /**
     * A relative target that climbs out of the folder becomes absolute; any other stays as it is.
     *
     * @param root the folder that is moved as a whole
     */
    static Path relocated(Path link, Path root) throws IOException {
        Path target = Files.readSymbolicLink(link);
        if (target.isAbsolute() || staysBelow(root, link.getParent(), target)) {
            return target;
        }
        // `a/..` is another folder if a is a link.
        Path absolute = link.getParent().toRealPath().resolve(target).normalize();
        return RealPath.isSame(absolute, link) || !Files.exists(link) ? absolute : link.toRealPath();
    }

    private static boolean staysBelow(Path root, Path folder, Path target) {
        int depth = folder.getNameCount() - root.getNameCount();
        for (Path part : target) {
            depth += part.toString().equals("..") ? -1 : part.toString().equals(".") ? 0 : 1;
            if (depth < 0) {
                return false;
            }
        }
        return true;
    }
}
