package replaystorage.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resolves symlinks to an absolute path. */
public final class RealPath {
    private RealPath() {}

    /** If the path does not exist, resolves the existing part of it. */
    public static Path of(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path there = nearestExisting(absolute);
        try {
            return there.toRealPath().resolve(there.relativize(absolute));
        } catch (IOException e) {
            return absolute;
        }
    }

    /** The path itself, or the nearest existing folder above it; absolute. */
    public static Path nearestExisting(Path path) {
        Path there = path.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    /** Whether both lead to the same file or folder; false if one does not exist. */
    public static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the first folder is the second or lies in it, also through bind mounts. */
    public static boolean isWithin(Path inner, Path outer) throws IOException {
        for (Path folder = inner.toRealPath(); folder != null; folder = folder.getParent()) {
            if (isSame(folder, outer)) {
                return true;
            }
        }
        return false;
    }
}
