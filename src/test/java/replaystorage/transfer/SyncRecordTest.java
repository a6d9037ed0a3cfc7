package replaystorage.transfer;

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
import replaystorage.transfer.SyncRecord.Origin;
import replaystorage.transfer.SyncRecord.Pair;

class SyncRecordTest {
    private static final Pair PAIR = new Pair(
            new Stamp(5, Instant.parse("2026-01-01T00:00:00.123456789Z")),
            new Stamp(5, Instant.parse("1969-12-31T23:59:59.5Z")));
    private static final Pair OTHER = new Pair(new Stamp(6, Instant.EPOCH), PAIR.remote());

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
        record.note("a/b c.pt", PAIR, Origin.BROUGHT);
        record.note("new␊line", PAIR, Origin.SENT);
        record.note("conflict", OTHER, Origin.KEPT);
        record.save();
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(state.resolve("records"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void remembers_pairs_to_the_nanosecond_and_who_made_them() throws IOException {
        saveOne();
        assertThat(open().base("a/b c.pt")).contains(new SyncRecord.Entry(PAIR, Origin.BROUGHT));
        assertThat(open().base("new␊line")).contains(new SyncRecord.Entry(PAIR, Origin.SENT));
        assertThat(open().brought()).containsOnlyKeys("a/b c.pt");
        assertThat(open().isKept("conflict", OTHER.local())).isTrue();
        assertThat(open().isKept("conflict", PAIR.local())).isFalse();
        assertThat(open().base("conflict")).isEmpty();
    }

    @Test
    void remembers_through_which_links_a_file_was_sent() throws IOException {
        Links.Way way = new Links.Way("step-5/a b.pt", "latest", "step-5");
        SyncRecord record = open();
        record.note("latest/a b.pt", PAIR, Origin.SENT);
        record.noteWay("latest/a b.pt", way);
        record.note("brought", PAIR, Origin.BROUGHT);
        record.noteWay("brought", way);
        record.save();
        SyncRecord again = open();
        assertThat(again.sentThroughLinks())
                .containsExactly(Map.entry("latest/a b.pt", new SyncRecord.Entry(PAIR, Origin.SENT, way)));
        again.noteFound("latest/a b.pt", PAIR);
        assertThat(again.sentThroughLinks()).containsOnlyKeys("latest/a b.pt");
        again.note("latest/a b.pt", PAIR, Origin.SENT);
        assertThat(again.sentThroughLinks()).isEmpty();
    }

    @Test
    void tells_storages_and_folders_apart() throws IOException {
        saveOne();
        RemotePath remote = new RemotePath("s3", "bucket", "checkpoints");
        Path local = Path.of("/workspace/checkpoints");
        assertThat(SyncRecord.open(state, "other", remote, local, warnings::add).brought())
                .isEmpty();
        assertThat(SyncRecord.open(state, "minio", remote.resolve("x"), local, warnings::add)
                        .brought())
                .isEmpty();
        assertThat(SyncRecord.open(state, "minio", remote, local.resolve("x"), warnings::add)
                        .brought())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 40, 120, 200})
    void a_record_that_was_cut_short_reads_as_empty(int length) throws IOException {
        saveOne();
        String text = Files.readString(file());
        Files.writeString(file(), text.substring(0, Math.min(length, text.length() - 2)));
        assertThat(open().brought()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "replay-storage record 2\nx\nend\n", "\0\0\0"})
    void a_record_of_another_format_reads_as_empty(String text) throws IOException {
        saveOne();
        Files.writeString(file(), text);
        assertThat(open().brought()).isEmpty();
    }

    @Test
    void what_is_found_equal_again_stays_brought_while_the_local_file_is_the_same() throws IOException {
        saveOne();
        SyncRecord record = open();
        record.noteFound("a/b c.pt", new Pair(PAIR.local(), new Stamp(5, Instant.EPOCH)));
        assertThat(record.brought()).containsOnlyKeys("a/b c.pt");
        record.noteFound("a/b c.pt", OTHER);
        assertThat(record.brought()).isEmpty();
    }
}
