package replaystorage.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether folders lie in each other, by whichever paths and mounts they are reached. */
final class PathNesting {
    private PathNesting() {}

    static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the first is the second or lies in it. */
    static boolean isWithin(Path inner, Path outer) throws IOException {
        for (Path folder = inner.toRealPath(); folder != null; folder = folder.getParent()) {
            if (isSame(folder, outer)) {
                return true;
            }
        }
        return false;
    }
}
