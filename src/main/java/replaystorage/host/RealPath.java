package replaystorage.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The absolute path of a file or folder without links. */
public final class RealPath {
    private RealPath() {}

    /** If it does not exist, the links of what it will lie in are resolved. */
    public static Path of(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path there = nearestExisting(absolute);
        try {
            return there.toRealPath().resolve(there.relativize(absolute));
        } catch (IOException e) {
            return absolute;
        }
    }

    /** The path itself, or the nearest folder above it that exists; absolute. */
    public static Path nearestExisting(Path path) {
        Path there = path.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }
}
