package replaystorage.workspace.move;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.workspace.WorkspaceFixture.NEW;
import static replaystorage.workspace.WorkspaceFixture.OLD;
import static replaystorage.workspace.WorkspaceFixture.content;
import static replaystorage.workspace.WorkspaceFixture.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.host.ConflictName;
import replaystorage.workspace.TmpfsFolders;

/** States that a killed start, a writing program or a full disk makes. */
@Timeout(60)
class FolderMoveTest {
    private static final String PARTIAL = "replay-storage.0123abcd.partial";

    @TempDir
    Path root;

    @TempDir(factory = TmpfsFolders.class)
    Path otherDisk;

    private Path from;
    private Path to;

    @BeforeEach
    void start() throws IOException {
        from = Files.createDirectories(root.resolve("from"));
        to = Files.createDirectories(root.resolve("to"));
    }

    private SetupReport move(boolean isAlone) throws IOException {
        ConflictName names = new ConflictName(() -> "pod7", InstantSource.system());
        SetupReport report = new SetupReport();
        new FolderMove(from.toRealPath(), to, new ConflictRenamer(names), isAlone, report).run();
        return report;
    }

    private SetupReport moveAll() throws IOException {
        SetupReport report = move(true);
        assertThat(report.errors()).isEmpty();
        assertThat(from).doesNotExist();
        return report;
    }

    private void useOtherDisk() throws IOException {
        from = Files.createDirectories(otherDisk.resolve("from"));
    }

    @Test
    void file_already_hard_linked_to_its_target_is_moved() throws IOException {
        Files.createLink(to.resolve("a.pt"), file(from.resolve("a.pt"), "a"));
        file(from.resolve("b.pt"), "b");

        assertThat(moveAll().warnings()).isEmpty();

        assertThat(content(to)).containsOnly(Map.entry("a.pt", "a"), Map.entry("b.pt", "b"));
    }

    @Test
    void start_killed_between_two_renames_is_completed() throws IOException {
        file(from.resolve("a.pt"), "newer", NEW);
        file(to.resolve(PARTIAL), "newer", NEW);
        file(to.resolve("a.from-pod7-20260101T000000.pt"), "older", OLD);

        moveAll();

        assertThat(content(to))
                .containsOnly(Map.entry("a.pt", "newer"), Map.entry("a.from-pod7-20260101T000000.pt", "older"));
    }

    @Test
    void partial_files_are_deleted_in_each_folder_if_no_other_start_is_running() throws IOException {
        file(from.resolve("run/a.pt"), "a");
        file(to.resolve(PARTIAL), "half");
        file(to.resolve("run").resolve(PARTIAL), "half");
        Files.createDirectories(to.resolve("replay-storage.ffffffff.partial"));

        moveAll();

        assertThat(content(to)).containsOnlyKeys("replay-storage.ffffffff.partial", "run", "run/a.pt");
    }

    @Test
    void partial_files_stay_if_another_start_may_be_running() throws IOException {
        file(from.resolve("a.pt"), "a");
        file(to.resolve(PARTIAL), "half");

        assertThat(move(false).errors()).isEmpty();

        assertThat(content(to)).containsOnlyKeys("a.pt", PARTIAL);
    }

    @Test
    void lack_of_space_is_reported_before_anything_is_moved() throws IOException {
        useOtherDisk();
        file(from.resolve("small.pt"), "small");
        try (RandomAccessFile large =
                new RandomAccessFile(from.resolve("large.pt").toFile(), "rw")) {
            large.setLength(1L << 50);
        }

        assertThat(move(true).errors())
                .singleElement()
                .asString()
                .startsWith(from + " was not changed, since not all of it can be moved to " + to + ": " + to
                        + ": not enough disk space: 1.1 PB are needed, ");

        assertThat(to).isEmptyDirectory();
        assertThat(from.resolve("small.pt")).hasContent("small");
        assertThat(from.resolve("large.pt")).exists();
    }

    /** A folder so deep that the path of what is in it is too long there, but not here. */
    private void makeMoveFail() throws IOException {
        for (int i = 0; i < 15; i++) {
            to = Files.createDirectory(to.resolve("d".repeat(250)));
        }
        file(from.resolve("a.pt"), "a");
        file(from.resolve("run/b.pt"), "b");
        file(from.resolve("e".repeat(200)).resolve("f".repeat(200)).resolve("c.pt"), "c");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failed_move_is_rolled_back(boolean acrossDisks) throws IOException {
        if (acrossDisks) {
            useOtherDisk();
        }
        makeMoveFail();
        file(to.resolve("run/c.pt"), "c");
        Map<String, String> before = content(from);
        Map<String, String> there = content(to);

        SetupReport report = move(true);

        assertThat(report.errors())
                .singleElement()
                .asString()
                .startsWith(from + " was not changed, since not all of it can be moved to ")
                .endsWith("File name too long");
        assertThat(report.warnings()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(content(from)).isEqualTo(before);
        assertThat(content(to)).isEqualTo(there);
    }

    @Test
    void failed_move_deletes_nothing_if_another_start_may_be_running() throws IOException {
        makeMoveFail();
        Map<String, String> before = content(from);

        assertThat(move(false).errors()).hasSize(1);

        assertThat(content(from)).isEqualTo(before);
        assertThat(Files.isDirectory(to.resolve("e".repeat(200)))).isTrue();
    }

    @Test
    void file_in_the_way_of_a_folder_is_reported_with_both_names() throws IOException {
        file(from.resolve("run/a.pt"), "a", NEW);
        file(to.resolve("run"), "a file", OLD);

        SetupReport report = moveAll();

        String kept = content(to).keySet().stream()
                .filter(name -> name.matches("run\\.from-pod7-\\d{8}T\\d{6}"))
                .findFirst()
                .orElseThrow();
        assertThat(content(to))
                .containsOnly(Map.entry("run", "a file"), Map.entry(kept, "/"), Map.entry(kept + "/a.pt", "a"));
        assertThat(report.warnings())
                .containsExactly(
                        to.resolve("run") + " existed twice with different content: the older one is kept as " + kept);
    }

    @Test
    void fifo_that_cannot_move_to_another_disk_is_removed_and_reported() throws Exception {
        useOtherDisk();
        assertThat(new ProcessBuilder("mkfifo", from.resolve("fifo").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(moveAll().warnings())
                .containsExactly(
                        from.resolve("fifo") + " is neither a file nor a folder and could not be moved: removed");

        assertThat(to).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void files_written_during_the_move_are_in_the_source_or_the_target(boolean acrossDisks) throws Exception {
        if (acrossDisks) {
            useOtherDisk();
        }
        Set<String> written = new HashSet<>();
        AtomicBoolean ends = new AtomicBoolean();
        file(from.resolve("run/first"), "first");
        Thread program = new Thread(() -> {
            for (int i = 0; !ends.get(); i++) {
                LockSupport.parkNanos(500_000);
                Path file = from.resolve("run/" + i);
                try {
                    Files.writeString(file, "content");
                    written.add(from.relativize(file).toString());
                } catch (IOException e) {
                    // Its folder is gone.
                }
            }
        });
        program.start();
        SetupReport report = move(true);
        ends.set(true);
        program.join();

        assertThat(report.errors().isEmpty()).isEqualTo(!Files.exists(from));
        report.errors().forEach(text -> assertThat(text).startsWith(from + " "));
        Set<String> found = new HashSet<>(content(to).keySet());
        found.addAll(Files.exists(from) ? content(from).keySet() : Set.of());
        assertThat(found).containsAll(written).contains("run/first");
    }

    @Test
    void file_written_during_the_move_is_not_partly_copied() throws Exception {
        useOtherDisk();
        Path file = file(from.resolve("growing.log"), "x".repeat(3_000_000));
        AtomicBoolean ends = new AtomicBoolean();
        Thread program = new Thread(() -> {
            try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                while (!ends.get()) {
                    LockSupport.parkNanos(100_000);
                    out.seek(out.length());
                    out.write('y');
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        program.start();
        SetupReport report = move(true);
        ends.set(true);
        program.join();

        assertThat(report.errors())
                .singleElement()
                .asString()
                .contains(" was not changed", "growing.log: it is being written to");
        assertThat(file).exists();
        assertThat(to).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void two_concurrent_moves_without_locks_lose_nothing(boolean acrossDisks) throws Exception {
        if (acrossDisks) {
            useOtherDisk();
        }
        Set<String> versions = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            String name = "run" + i % 5 + "/" + i + ".pt";
            file(from.resolve(name), "from " + i, i % 2 == 0 ? NEW : OLD);
            file(to.resolve(name), "to " + i, i % 2 == 0 ? OLD : NEW);
            versions.addAll(List.of("from " + i, "to " + i));
        }
        ExecutorService starts = Executors.newFixedThreadPool(2);
        List<Future<SetupReport>> reports = starts.invokeAll(List.of(() -> move(false), () -> move(false)));
        starts.shutdown();

        for (Future<SetupReport> report : reports) {
            assertThat(report.get().errors()).hasSizeLessThanOrEqualTo(1);
        }
        Set<String> found = new HashSet<>(content(to).values());
        found.addAll(Files.exists(from) ? content(from).values() : Set.of());
        assertThat(found).containsAll(versions);
    }
}
