package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Computes the target that a symlink needs after its folder has moved. */
final class RelocatedLink {
    private static final Path PARENT = Path.of("..");
    private static final Path CURRENT = Path.of(".");

    private RelocatedLink() {}

    /**
     * A relative link that stays in the folder is moved with what it leads to; one that climbs out of it becomes absolute.
     *
     * @param root the folder that is moved as a whole
     */
    static Path relocated(Path link, Path root) throws IOException {
        Path text = Files.readSymbolicLink(link);
        return text.isAbsolute() || staysBelow(root, link.getParent(), text) ? text : toAbsolute(link, text);
    }

    private static boolean staysBelow(Path root, Path folder, Path text) {
        int depth = folder.equals(root) ? 0 : root.relativize(folder).getNameCount();
        for (Path part : text) {
            depth += part.equals(PARENT) ? -1 : part.equals(CURRENT) ? 0 : 1;
            if (depth < 0) {
                return false;
            }
        }
        return true;
    }

    /** Only from a real folder does `..` lead to the one that the path names. */
    private static Path toAbsolute(Path link, Path text) throws IOException {
        Path base = link.getParent().toRealPath();
        int part = 0;
        while (part < text.getNameCount()
                && (text.getName(part).equals(PARENT) || text.getName(part).equals(CURRENT))) {
            boolean climbs = text.getName(part).equals(PARENT) && base.getParent() != null;
            base = climbs ? base.getParent() : base;
            part++;
        }
        Path rest = part == text.getNameCount() ? Path.of("") : text.subpath(part, text.getNameCount());
        for (Path name : rest) {
            if (name.equals(PARENT)) {
                return Files.exists(link)
                        ? link.toRealPath()
                        : base.resolve(rest).normalize();
            }
        }
        return base.resolve(rest);
    }
}
