package replaystorage.transfer.note;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.transfer.note.SyncRecordWriterProcess.pair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.host.LockFile;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.note.SyncRecord.Origin;

/** Several commands use one record: in this process, in others that run, and in others that were killed. */
@Timeout(60)
class ConcurrentSyncRecordTest {
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    Path state;

    private SyncRecord open() {
        return SyncRecord.open(
                state, "minio", SyncRecordWriterProcess.REMOTE, SyncRecordWriterProcess.LOCAL, warnings::add);
    }

    private void saved(String... names) throws IOException {
        SyncRecord record = open();
        for (String name : names) {
            record.recordProven(name, pair(1), Origin.SENT);
        }
        record.save();
    }

    private Optional<FileVersion> known(String name) {
        return open().entry(name).map(entry -> entry.versions().local());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(state)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> state.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private void killed(String... names) throws IOException, InterruptedException {
        SyncRecordWriterProcess.start(state, names).destroyForcibly().waitFor();
    }

    @Test
    void entries_that_another_command_saved_stay() throws IOException {
        saved("both", "old");
        SyncRecord first = open();
        SyncRecord second = open();
        first.recordProven("first", pair(1), Origin.SENT);
        second.recordProven("second", pair(2), Origin.BROUGHT);
        first.save();
        second.save();
        assertThat(known("first")).contains(pair(1).local());
        assertThat(known("second")).contains(pair(2).local());
        assertThat(known("both")).contains(pair(1).local());
    }

    @Test
    void later_observation_wins_whichever_command_saves_last() throws IOException, InterruptedException {
        saved("a", "b");
        SyncRecord slow = open();
        SyncRecord quick = open();
        slow.recordProven("a", pair(2), Origin.SENT);
        quick.recordProven("b", pair(2), Origin.SENT);
        Thread.sleep(5);
        quick.recordProven("a", pair(3), Origin.SENT);
        slow.recordProven("b", pair(3), Origin.SENT);
        quick.save();
        slow.save();
        assertThat(known("a")).contains(pair(3).local());
        assertThat(known("b")).contains(pair(3).local());
    }

    @Test
    void entry_with_a_future_time_is_replaced() throws IOException {
        saved("a");
        Path file = state.resolve(files().get(0));
        String ahead = String.valueOf(System.currentTimeMillis() + 3_600_000);
        Files.writeString(file, Files.readString(file).replaceAll("a\\t\\d+\n", "a\t" + ahead + "\n"));
        SyncRecord record = open();
        record.recordProven("a", pair(2), Origin.SENT);
        record.save();
        assertThat(known("a")).contains(pair(2).local());
    }

    @Test
    void removed_entry_stays_removed_if_no_other_command_changes_it() throws IOException {
        saved("gone", "stays");
        SyncRecord other = open();
        SyncRecord record = open();
        record.forget("gone");
        record.save();
        other.recordProven("more", pair(1), Origin.SENT);
        other.save();
        assertThat(known("gone")).isEmpty();
        assertThat(known("stays")).isPresent();
        assertThat(known("more")).isPresent();
    }

    @Test
    void conflict_copy_entry_ends_if_another_command_finds_the_file_equal() throws IOException, InterruptedException {
        SyncRecord record = open();
        record.recordProven("a", pair(1), Origin.KEPT);
        Thread.sleep(5);
        saved("a");
        record.save();
        assertThat(open().isKeptAsConflictCopy("a", pair(1).local())).isFalse();
        assertThat(known("a")).isPresent();
    }

    @Test
    void kill_loses_no_journal_entry() throws IOException, InterruptedException {
        saved("gone", "old");
        killed("new", "-gone");
        assertThat(open().downloadedVersions()).containsOnlyKeys("new");
        assertThat(known("gone")).isEmpty();
        open().save();
        assertThat(open().downloadedVersions()).containsOnlyKeys("new");
        assertThat(known("gone")).isEmpty();
        assertThat(known("old")).isPresent();
        assertThat(files()).allMatch(name -> name.startsWith("records"));
    }

    @Test
    void journals_of_two_killed_commands_apply_by_time() throws IOException, InterruptedException {
        killed("a", "b");
        killed("-a");
        assertThat(open().downloadedVersions()).containsOnlyKeys("b");
        open().save();
        assertThat(open().downloadedVersions()).containsOnlyKeys("b");
    }

    @Test
    void journal_of_a_running_command_is_read_but_not_removed() throws IOException, InterruptedException {
        Process other = SyncRecordWriterProcess.start(state, "a");
        try {
            assertThat(known("a")).isPresent();
            saved("b");
            assertThat(files()).anyMatch(name -> name.startsWith("journals"));
        } finally {
            other.destroyForcibly().waitFor();
        }
        open().save();
        assertThat(open().downloadedVersions()).containsOnlyKeys("a");
        assertThat(known("b")).isPresent();
    }

    @Test
    void truncated_lines_of_a_journal_are_ignored() throws IOException, InterruptedException {
        killed("whole", "torn");
        Path journal = state.resolve(files().get(0));
        byte[] bytes = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(bytes, bytes.length - 2));
        assertThat(open().downloadedVersions()).containsOnlyKeys("whole");
        Files.write(journal, "BROUGHT\t1\t2\0\0\0\0\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(open().downloadedVersions()).isEmpty();
        open().save();
        assertThat(files()).noneMatch(name -> name.startsWith("journals"));
    }

    @Test
    void comparison_alone_writes_no_journal() throws IOException {
        SyncRecord record = open();
        record.recordFoundEqual("a", pair(1));
        assertThat(files()).isEmpty();
        record.recordProven("b", pair(1), Origin.SENT);
        assertThat(Files.readString(state.resolve(files().get(0)))).contains("\ta\t", "\tb\t");
    }

    @Test
    void saves_and_merges_with_one_warning_if_locks_are_unavailable() throws IOException {
        Files.createDirectory(state.resolve("records.lock"));
        SyncRecord other = open();
        saved("a");
        other.recordProven("b", pair(1), Origin.SENT);
        other.save();
        assertThat(known("a")).isPresent();
        assertThat(known("b")).isPresent();
        assertThat(warnings).singleElement().asString().contains("records.lock", "Is a directory");
    }

    @Test
    void save_waits_while_another_command_saves() throws Exception {
        SyncRecord record = open();
        record.recordProven("a", pair(1), Origin.SENT);
        Thread save;
        try (LockFile lock = LockFile.tryAcquire(state.resolve("records.lock")).orElseThrow()) {
            save = new Thread(() -> {
                try {
                    record.save();
                } catch (IOException e) {
                    warnings.add(e.toString());
                }
            });
            save.start();
            save.join(100);
            assertThat(files()).contains("records.lock").noneMatch(name -> name.startsWith("records/"));
            assertThat(lock).isNotNull();
        }
        save.join();
        assertThat(files()).anyMatch(name -> name.startsWith("records/"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void leftovers_of_a_killed_save_are_removed() throws IOException {
        saved("a");
        Path file = state.resolve(files().stream()
                .filter(name -> name.startsWith("records/"))
                .findFirst()
                .orElseThrow());
        Files.createFile(file.resolveSibling("." + file.getFileName() + ".4711.tmp"));
        saved("b");
        assertThat(files()).hasSize(2);
    }
}
