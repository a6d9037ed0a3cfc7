package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void creates_the_folder_and_replaces_the_text() throws IOException {
        Path file = folder.resolve("sub/status.json");
        AtomicFile.write(file, out -> out.write("old"));
        AtomicFile.write(file, out -> out.write("größer"));

        assertThat(file).hasContent("größer");
        assertThat(file.getParent()).isDirectoryContaining(file::equals);
        assertThat(permissions(file)).isEqualTo("rw-r--r--");
    }

    @Test
    void a_private_file_is_readable_by_its_owner_only() throws IOException {
        Path file = folder.resolve("record");
        AtomicFile.writePrivate(file, out -> out.write("x"));
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void keeps_the_old_text_if_the_writer_fails() throws IOException {
        Path file = Files.writeString(folder.resolve("record"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write("half");
                    throw new IOException("full");
                }))
                .hasMessage("full");

        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("record");
    }

    @Test
    void deletes_the_leftovers_of_one_file_only() throws IOException {
        Path file = Files.writeString(folder.resolve("record"), "x");
        Files.writeString(folder.resolve(".record.1f2e.tmp"), "half");
        Files.writeString(folder.resolve(".other.1f2e.tmp"), "half");
        AtomicFile.deleteLeftovers(file);
        AtomicFile.deleteLeftovers(folder.resolve("missing/record"));

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("record", ".other.1f2e.tmp");
    }

    @Test
    void replaces_a_link_in_one_step() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("missing"));
        AtomicFile.replaceByLink(link, Path.of("other"));

        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("other"));
        assertThat(folder.toFile().list()).containsExactly("link");
    }
}
