package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosixStatTest {
    private static final Instant TIME = Instant.parse("2026-01-01T10:00:00.123456789Z");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void createFile() throws IOException {
        file = Files.writeString(folder.resolve("a.pt"), "bytes");
        Files.setLastModifiedTime(file, FileTime.from(TIME));
    }

    @Test
    void reads_type_size_and_time_to_the_nanosecond() throws IOException {
        PosixStat stat = PosixStat.of(file);
        assertThat(stat.isFile()).isTrue();
        assertThat(stat.size()).isEqualTo(5);
        assertThat(stat.modifiedTime().toInstant()).isEqualTo(TIME);
        assertThat(stat.timeSinceWrite(TIME.plusSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(PosixStat.of(folder).isFolder()).isTrue();
    }

    @Test
    void write_with_a_reset_modification_time_counts_as_a_change() {
        Instant now = Instant.now().plusSeconds(60);
        assertThat(PosixStat.ofTarget(file).orElseThrow().timeSinceChange(now)).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void stat_of_a_link_is_not_the_stat_of_its_target() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(PosixStat.of(link).isLink()).isTrue();
        assertThat(PosixStat.ofTarget(link)).contains(PosixStat.of(file));
    }

    @Test
    void hard_link_is_the_same_file() throws IOException {
        PosixStat alone = PosixStat.of(file);
        Path second = Files.createLink(folder.resolve("b.pt"), file);
        assertThat(PosixStat.of(file).isHardLinkOf(PosixStat.of(second))).isTrue();
        assertThat(alone.isHardLinkOf(PosixStat.of(second))).isFalse();
        assertThat(alone).isNotEqualTo(PosixStat.of(file));
        assertThat(alone.isUnchangedFrom(PosixStat.of(file))).isTrue();
    }

    @Test
    void written_file_has_changed_and_is_newer() throws IOException {
        PosixStat before = PosixStat.of(file);
        Files.writeString(file, "other");
        PosixStat after = PosixStat.of(file);
        assertThat(after.isUnchangedFrom(before)).isFalse();
        assertThat(after.hasSameInode(before)).isTrue();
        assertThat(after.isNewerThan(before)).isTrue();
    }

    @Test
    void missing_file_has_no_stat() throws IOException {
        Path missing = folder.resolve("missing");
        assertThat(PosixStat.ofExisting(missing)).isEmpty();
        assertThat(PosixStat.ofTarget(missing)).isEmpty();
        assertThatThrownBy(() -> PosixStat.of(missing)).isInstanceOf(NoSuchFileException.class);
    }
}
