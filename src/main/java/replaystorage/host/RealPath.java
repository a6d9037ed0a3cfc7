package replaystorage.host;

import java.io.IOException;
import java.nio.file.Path;

/** A folder by the one path that it has, whichever links lead to it. */
public final class RealPath {
    private RealPath() {}

    /** Absolute; what is not there yet is judged by what it will lie in. */
    public static Path of(Path folder) {
        return resolve(folder.toAbsolutePath().normalize());
    }

    private static Path resolve(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            Path parent = folder.getParent();
            return parent == null ? folder : resolve(parent).resolve(folder.getFileName());
        }
    }
}
