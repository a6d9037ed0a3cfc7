package replaystorage.it.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.CheckpointFiles;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;

/** Files that nobody completes any more, and empty files. */
class IncompleteFilesIT {
    private static final byte[] WHOLE = CheckpointFiles.zip(5_000, 1);
    private static final byte[] TORN = Arrays.copyOf(WHOLE, 3_000);
    private static final byte[] CRASHED_GAME = {'{', 'U', 3, 'r', 'a', 'w', '[', '$', 'U', '#', 'l', 0, 0, 0, 0, 1, 2};

    @TempDir
    Path root;

    private static Path write(Path file, byte[] bytes, Duration age) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private static List<String> there(StorageFixture depot, String folder) {
        return depot.raw().run("lsf", "-R", "--files-only", folder).lines().toList();
    }

    @ParameterizedTest
    @EnumSource
    void truncated_file_of_the_day_before_is_uploaded_if_the_bucket_lacks_it(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        Pod pod = depot.pod();
        write(pod.checkpoints().resolve("run-1/step-10/torn.pt"), TORN, Duration.ofHours(25));
        write(pod.checkpoints().resolve("run-1/step-10/rest.bin"), WHOLE, Duration.ofHours(25));
        write(pod.checkpoints().resolve("young.pt"), TORN, Duration.ofHours(1));
        Pod.CommandRun run = pod.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(run.err())
                .contains("Warning: checkpoints/run-1/step-10/torn.pt is incomplete and has not changed for a day")
                .contains("checkpoints/young.pt is incomplete (its end is missing)");
        assertThat(there(depot, depot.artifacts() + "/checkpoints"))
                .containsExactlyInAnyOrder("run-1/step-10/torn.pt", "run-1/step-10/rest.bin");

        Files.delete(pod.checkpoints().resolve("young.pt"));
        Pod.CommandRun again = pod.run("up", "checkpoints");
        assertThat(again.status()).isZero();
        assertThat(again.err()).as("told once").doesNotContain("torn.pt");
    }

    @ParameterizedTest
    @EnumSource
    void truncated_file_of_the_day_before_is_uploaded_once_as_conflict_copy(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        Pod pod = depot.pod();
        Path latest = write(pod.checkpoints().resolve("latest.pt"), WHOLE, Duration.ofHours(60));
        Path best = write(pod.checkpoints().resolve("best.pt"), WHOLE, Duration.ofHours(60));
        assertThat(pod.run("up", "checkpoints").status()).isZero();
        write(latest, TORN, Duration.ofHours(25));
        write(best, new byte[0], Duration.ofHours(25));
        for (String[] words : new String[][] {{"up", "checkpoints"}, {"up", "checkpoints"}, {"auto-sync", "--once"}}) {
            Pod.CommandRun run = pod.run(words);
            assertThat(run.status()).as(run.all()).isZero();
            assertThat(there(depot, depot.artifacts() + "/checkpoints"))
                    .hasSize(4)
                    .contains("latest.pt", "best.pt")
                    .anyMatch(name -> name.startsWith("latest.from-"))
                    .anyMatch(name -> name.startsWith("best.from-"));
        }
        for (String name : List.of("latest.pt", "best.pt")) {
            Path back = root.resolve("back-" + name);
            depot.raw().run("copyto", depot.artifacts() + "/checkpoints/" + name, back.toString());
            assertThat(back).hasBinaryContent(WHOLE);
        }
        write(latest, WHOLE, Duration.ofHours(1));
        assertThat(pod.run("up", "checkpoints").status())
                .as("it was written anew")
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void replay_of_a_crashed_game_is_uploaded_a_day_later(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        Path slippi = root.resolve("Slippi");
        write(slippi.resolve("crashed.slp"), CRASHED_GAME, Duration.ofHours(25));
        write(slippi.resolve("running.slp"), CRASHED_GAME, Duration.ofHours(2));
        assertThat(depot.pod().run("upload", slippi.toString()).status()).isEqualTo(75);
        assertThat(there(depot, depot.replays())).containsExactly("crashed.slp");
    }

    @ParameterizedTest
    @EnumSource
    void append_only_file_is_uploaded_from_any_folder_as_far_as_written(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        Pod pod = depot.pod();
        for (String name : List.of("events.out.tfevents.1.host", "run.wandb", "train.log", "step-10/metrics.jsonl")) {
            write(pod.checkpoints().resolve(name), new byte[1000], Duration.ZERO);
            try (RandomAccessFile open =
                    new RandomAccessFile(pod.checkpoints().resolve(name).toFile(), "rw")) {
                open.seek(open.length());
                open.write(1);
                Pod.CommandRun run = pod.run("up", "checkpoints");
                assertThat(run.status()).as(run.all()).isZero();
                assertThat(run.err()).doesNotContain("still being written", "waiting");
            }
        }
        assertThat(there(depot, depot.artifacts() + "/checkpoints")).hasSize(4);
    }

    @Test
    void growing_log_does_not_end_auto_sync_with_75() throws Exception {
        StorageFixture depot = StorageFixture.open(StorageKind.FOLDER, root);
        Path log = depot.pod().write("checkpoints/train.log", "a line\n", Instant.now());
        ProgramProcess program = ProgramProcess.start(depot.pod(), "auto-sync", "--interval", "1");
        Process writer =
                new ProcessBuilder("sh", "-c", "while :; do echo line; sleep 0.05; done >>'" + log + "'").start();
        try {
            ProgramProcess.await(
                    "it is there", () -> !there(depot, depot.artifacts()).isEmpty());
            program.signal("TERM");
            assertThat(program.end()).as(program.text()).isZero();
            assertThat(program.text()).contains("all checkpoints are saved").doesNotContain("train.log");
        } finally {
            writer.destroyForcibly().waitFor();
        }
        String sent = depot.raw().run("cat", depot.artifacts() + "/checkpoints/train.log");
        assertThat(Files.readString(log)).startsWith(sent);
    }

    @Test
    void open_database_is_reported_with_the_backup_command() throws IOException {
        StorageFixture depot = StorageFixture.open(StorageKind.FOLDER, root);
        Path database = write(depot.pod().checkpoints().resolve("study.db"), WHOLE, Duration.ofHours(1));
        Path journal = write(depot.pod().checkpoints().resolve("study.db-wal"), WHOLE, Duration.ofHours(1));
        try (RandomAccessFile one = new RandomAccessFile(database.toFile(), "rw");
                RandomAccessFile other = new RandomAccessFile(journal.toFile(), "rw")) {
            assertThat(one.length()).isEqualTo(other.length());
            Pod.CommandRun run = depot.pod().run("up", "checkpoints");
            assertThat(run.status()).isEqualTo(75);
            assertThat(run.err().lines().filter(line -> line.contains("study.db")))
                    .containsExactly(
                            "Warning: checkpoints/study.db is a database that a program has open, and was skipped:"
                                    + " stop the program, or save a copy:",
                            "Try: sqlite3 " + database + " '.backup '\\''" + database.resolveSibling("study.copy.db")
                                    + "'\\'''");
        }
        assertThat(depot.pod().run("up", "checkpoints").status()).isZero();
    }
}
