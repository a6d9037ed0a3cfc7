package replaystorage.workspace;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Runs the same tests with $APP_DIR on another file system. */
class CrossFileSystemMoveTest extends AppDirMoveTest {
    @TempDir(factory = TmpfsFolders.class)
    Path disk;

    @Override
    Path appDisk() {
        return disk;
    }
}
