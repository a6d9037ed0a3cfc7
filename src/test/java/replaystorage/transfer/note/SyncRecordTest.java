package replaystorage.transfer.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LinkTargets;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.note.SyncRecord.Origin;
import replaystorage.transfer.note.SyncRecord.VersionPair;

class SyncRecordTest {
    private static final VersionPair PAIR = new VersionPair(
            new FileVersion(5, Instant.parse("2026-01-01T00:00:00.123456789Z")),
            new FileVersion(5, Instant.parse("1969-12-31T23:59:59.5Z")));
    private static final VersionPair OTHER = new VersionPair(new FileVersion(6, Instant.EPOCH), PAIR.remote());

    private final List<String> warnings = new ArrayList<>();

    @TempDir
    Path state;

    private SyncRecord open() {
        return SyncRecord.open(
                state,
                "minio",
                new RemotePath("s3", "bucket", "checkpoints"),
                Path.of("/workspace/checkpoints"),
                warnings::add);
    }

    private void saveOne() throws IOException {
        SyncRecord record = open();
        record.recordProven("a/b c.pt", PAIR, Origin.BROUGHT);
        record.recordProven("new␊line", PAIR, Origin.SENT);
        record.recordProven("conflict", OTHER, Origin.KEPT);
        record.save();
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(state.resolve("records"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void stores_version_pairs_to_the_nanosecond_with_their_origin() throws IOException {
        saveOne();
        assertThat(open().entry("a/b c.pt")).contains(new SyncRecord.RecordEntry(PAIR, Origin.BROUGHT));
        assertThat(open().entry("new␊line")).contains(new SyncRecord.RecordEntry(PAIR, Origin.SENT));
        assertThat(open().downloadedVersions()).containsOnlyKeys("a/b c.pt");
        assertThat(open().isKeptAsConflictCopy("conflict", OTHER.local())).isTrue();
        assertThat(open().isKeptAsConflictCopy("conflict", PAIR.local())).isFalse();
        assertThat(open().entry("conflict")).isEmpty();
    }

    @Test
    void stores_the_links_through_which_a_file_was_uploaded() throws IOException {
        LinkTargets.LinkedPath way = new LinkTargets.LinkedPath("step-5/a b.pt", "latest", "step-5");
        SyncRecord record = open();
        record.recordProven("latest/a b.pt", PAIR, Origin.SENT);
        record.recordLinkedPath("latest/a b.pt", way);
        record.recordProven("brought", PAIR, Origin.BROUGHT);
        record.recordLinkedPath("brought", way);
        record.save();
        SyncRecord again = open();
        assertThat(again.sentThroughLinks())
                .containsExactly(Map.entry("latest/a b.pt", new SyncRecord.RecordEntry(PAIR, Origin.SENT, way)));
        again.recordFoundEqual("latest/a b.pt", PAIR);
        assertThat(again.sentThroughLinks()).containsOnlyKeys("latest/a b.pt");
        again.recordProven("latest/a b.pt", PAIR, Origin.SENT);
        assertThat(again.sentThroughLinks()).isEmpty();
    }

    @Test
    void each_storage_and_folder_has_its_own_record() throws IOException {
        saveOne();
        RemotePath remote = new RemotePath("s3", "bucket", "checkpoints");
        Path local = Path.of("/workspace/checkpoints");
        assertThat(SyncRecord.open(state, "other", remote, local, warnings::add).downloadedVersions())
                .isEmpty();
        assertThat(SyncRecord.open(state, "minio", remote.resolve("x"), local, warnings::add)
                        .downloadedVersions())
                .isEmpty();
        assertThat(SyncRecord.open(state, "minio", remote, local.resolve("x"), warnings::add)
                        .downloadedVersions())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 40, 120, 200})
    void truncated_record_reads_as_empty(int length) throws IOException {
        saveOne();
        String text = Files.readString(file());
        Files.writeString(file(), text.substring(0, Math.min(length, text.length() - 2)));
        assertThat(open().downloadedVersions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "replay-storage record 2\nx\nend\n", "\0\0\0"})
    void record_of_another_format_reads_as_empty(String text) throws IOException {
        saveOne();
        Files.writeString(file(), text);
        assertThat(open().downloadedVersions()).isEmpty();
    }

    @Test
    void equal_file_stays_recorded_as_downloaded_while_it_is_unchanged() throws IOException {
        saveOne();
        SyncRecord record = open();
        record.recordFoundEqual("a/b c.pt", new VersionPair(PAIR.local(), new FileVersion(5, Instant.EPOCH)));
        assertThat(record.downloadedVersions()).containsOnlyKeys("a/b c.pt");
        record.recordFoundEqual("a/b c.pt", OTHER);
        assertThat(record.downloadedVersions()).isEmpty();
    }
}
