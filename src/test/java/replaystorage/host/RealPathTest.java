package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealPathTest {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void linkedFolder() throws IOException {
        folder = temporary.toRealPath();
        Files.createDirectories(folder.resolve("real/inner"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("missing"));
    }

    @Test
    void resolves_links_of_an_existing_path() {
        assertThat(RealPath.of(folder.resolve("link/inner"))).isEqualTo(folder.resolve("real/inner"));
        assertThat(RealPath.of(folder.resolve("link/../real"))).isEqualTo(folder.resolve("real"));
    }

    @Test
    void resolves_links_above_a_missing_path() {
        assertThat(RealPath.of(folder.resolve("link/a/b"))).isEqualTo(folder.resolve("real/a/b"));
        assertThat(RealPath.of(folder.resolve("dangling/a"))).isEqualTo(folder.resolve("dangling/a"));
    }

    @Test
    void makes_a_relative_path_absolute() {
        assertThat(RealPath.of(Path.of("src"))).isAbsolute().isDirectory();
        assertThat(RealPath.of(Path.of("/"))).isEqualTo(Path.of("/"));
    }

    @Test
    void finds_the_nearest_existing_folder() {
        assertThat(RealPath.nearestExisting(folder.resolve("real/inner/a/b"))).isEqualTo(folder.resolve("real/inner"));
        assertThat(RealPath.nearestExisting(folder.resolve("dangling/a"))).isEqualTo(folder);
        assertThat(RealPath.nearestExisting(folder.resolve("link"))).isEqualTo(folder.resolve("link"));
    }
}
