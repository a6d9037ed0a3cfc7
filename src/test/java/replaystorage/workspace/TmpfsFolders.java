package replaystorage.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Creates temporary folders on tmpfs, another file system than that of the others. */
public final class TmpfsFolders implements TempDirFactory {

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
        Path disk = Files.createTempDirectory(Path.of("/dev/shm"), "replay-storage-test");
        Path usual = Path.of(System.getProperty("java.io.tmpdir"));
        assertThat(Files.getFileStore(disk)).isNotEqualTo(Files.getFileStore(usual));
        return disk;
    }
}
