package replaystorage.stability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.stability.StableFileDetector.UnstableReason;
import replaystorage.support.CheckpointFiles;

/** Uses real files, whose change time can't be set back: an old file is one that the test left alone for a while. */
class StableFileDetectorTest {
    private static final Duration SETTLE = Duration.ofMillis(600);

    @TempDir
    Path root;

    private final StableFileDetector stability = new StableFileDetector(SETTLE);

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Map<String, UnstableReason> unsettled(String... names) {
        return stability.findUnstable(root, List.of(names), root::resolve);
    }

    private Map<String, UnstableReason> awaitSettled(String... names) {
        return stability.awaitStable(root, List.of(names), root::resolve, (time, young) -> {});
    }

    private static void leaveAlone() throws InterruptedException {
        Thread.sleep(SETTLE.plusMillis(100).toMillis());
    }

    @Test
    void file_is_stable_after_the_settle_time() throws Exception {
        write("a.bin", "one");
        assertThat(unsettled("a.bin")).containsExactly(Map.entry("a.bin", UnstableReason.WRITING));
        leaveAlone();
        assertThat(unsettled("a.bin")).isEmpty();
        write("a.bin", "two");
        assertThat(unsettled("a.bin")).containsOnlyKeys("a.bin");
    }

    @Test
    void reset_modification_time_does_not_make_a_file_stable() throws Exception {
        Path file = write("a.bin", "copied with its time");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(unsettled("a.bin")).containsOnlyKeys("a.bin");
        leaveAlone();
        assertThat(unsettled("a.bin")).isEmpty();
    }

    @Test
    void future_modification_time_does_not_keep_a_file_unstable() throws Exception {
        Path file = write("a.bin", "from a machine whose clock is ahead");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
        assertThat(unsettled("a.bin")).containsOnlyKeys("a.bin");
        leaveAlone();
        assertThat(unsettled("a.bin")).isEmpty();
    }

    @Test
    void file_open_for_writing_is_unstable_however_long_the_writer_pauses() throws Exception {
        Path file = write("a.bin", "half");
        try (OutputStream writer = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            leaveAlone();
            assertThat(unsettled("a.bin")).containsExactly(Map.entry("a.bin", UnstableReason.WRITING));
            writer.flush();
        }
        assertThat(unsettled("a.bin")).isEmpty();
    }

    @Test
    void file_is_unstable_if_another_process_writes_to_the_link_target() throws Exception {
        Path file = write("real.bin", "half");
        Files.createSymbolicLink(root.resolve("latest.bin"), file);
        Process writer = new ProcessBuilder("sh", "-c", "exec sleep 30 >>real.bin")
                .directory(root.toFile())
                .start();
        try {
            Thread.sleep(300);
            leaveAlone();
            assertThat(unsettled("latest.bin", "real.bin")).containsOnlyKeys("latest.bin", "real.bin");
        } finally {
            writer.destroyForcibly().waitFor();
        }
        assertThat(unsettled("latest.bin", "real.bin")).isEmpty();
    }

    @Test
    void file_open_for_reading_is_stable() throws Exception {
        Path file = write("a.bin", "whole");
        leaveAlone();
        try (var reader = Files.newInputStream(file)) {
            assertThat(unsettled("a.bin")).isEmpty();
            assertThat(reader.available()).isPositive();
        }
    }

    @Test
    void file_without_the_end_of_its_format_is_truncated() throws Exception {
        byte[] whole = CheckpointFiles.zip(5_000, 1);
        write("whole.pt", whole);
        write("torn.pt", Arrays.copyOf(whole, 3_000));
        leaveAlone();
        assertThat(unsettled("whole.pt", "torn.pt")).containsExactly(Map.entry("torn.pt", UnstableReason.TRUNCATED));
    }

    @Test
    void checkpoint_folder_waits_for_all_of_its_files() throws Exception {
        write("step-10/shard-0.bin", "a");
        write("step-10/optimizer/shard-1.bin", "b");
        write("step-10/train.log", "c");
        write("best.bin", "d");
        leaveAlone();
        write("step-10/optimizer/shard-1.bin", "b again");
        String[] all = {"step-10/shard-0.bin", "step-10/optimizer/shard-1.bin", "best.bin"};
        assertThat(unsettled(all))
                .containsExactly(
                        Map.entry("step-10/optimizer/shard-1.bin", UnstableReason.WRITING),
                        Map.entry("step-10/shard-0.bin", UnstableReason.FOLDER));
        leaveAlone();
        write("step-10/train.log", "a log holds nothing up");
        assertThat(unsettled(all)).isEmpty();
        write("step-10/shard-2.bin.tmp", "a writer is at work");
        assertThat(unsettled(all).values()).containsOnly(UnstableReason.FOLDER);
    }

    @Test
    void index_file_makes_a_folder_of_any_name_one_checkpoint() throws Exception {
        write("mine/model-1.safetensors", "x".repeat(20));
        write("mine/model.safetensors.index.json", "{}");
        write("other/model-1.bin", "x");
        write("other/model-2.bin", "x");
        leaveAlone();
        write("mine/model-1.safetensors", "y".repeat(20));
        write("other/model-1.bin", "y");
        assertThat(unsettled(
                        "mine/model-1.safetensors",
                        "mine/model.safetensors.index.json",
                        "other/model-1.bin",
                        "other/model-2.bin"))
                .containsOnlyKeys("mine/model-1.safetensors", "mine/model.safetensors.index.json", "other/model-1.bin");
    }

    @Test
    void index_file_of_a_run_does_not_join_its_checkpoints() throws Exception {
        write("run/trainer_state.json", "{}");
        write("run/model.bin", "x");
        write("run/checkpoint-1/shard.bin", "a");
        write("run/checkpoint-2/torn.pt", Arrays.copyOf(CheckpointFiles.zip(5_000, 1), 3_000));
        write("run/checkpoint-2/shard.bin", "b");
        leaveAlone();
        assertThat(unsettled(
                        "run/model.bin",
                        "run/trainer_state.json",
                        "run/checkpoint-1/shard.bin",
                        "run/checkpoint-2/shard.bin",
                        "run/checkpoint-2/torn.pt"))
                .containsExactly(
                        Map.entry("run/checkpoint-2/shard.bin", UnstableReason.FOLDER),
                        Map.entry("run/checkpoint-2/torn.pt", UnstableReason.TRUNCATED));
    }

    @Test
    void checkpoint_folder_waits_for_link_targets_too() throws Exception {
        write("disk/shard-0.bin", "a");
        write("disk/optimizer/shard-1.bin", "b");
        Files.createDirectories(root.resolve("step-10"));
        Files.createSymbolicLink(root.resolve("step-10/weights"), root.resolve("disk"));
        Files.createSymbolicLink(root.resolve("step-10/loop"), root.resolve("step-10"));
        Files.createSymbolicLink(root.resolve("step-10/nowhere"), root.resolve("gone"));
        Files.createSymbolicLink(root.resolve("latest.ckpt"), root.resolve("disk"));
        leaveAlone();
        write("disk/optimizer/shard-1.bin", "b again");
        assertThat(unsettled("step-10/weights/shard-0.bin", "latest.ckpt/shard-0.bin"))
                .containsExactly(
                        Map.entry("latest.ckpt/shard-0.bin", UnstableReason.FOLDER),
                        Map.entry("step-10/weights/shard-0.bin", UnstableReason.FOLDER));
    }

    @Test
    void hidden_file_waits_longer_and_is_then_stable() throws Exception {
        Path file = write(".best.bin.Xy12", "rsync may be at work");
        leaveAlone();
        assertThat(unsettled(".best.bin.Xy12")).containsExactly(Map.entry(".best.bin.Xy12", UnstableReason.HIDDEN));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(11)));
        leaveAlone();
        unsettled(".best.bin.Xy12");
        assertThat(awaitSettled(".best.bin.Xy12")).isEmpty();
    }

    @Test
    void waits_only_for_recently_written_files() throws Exception {
        write("a.bin", "old");
        leaveAlone();
        Instant begun = Instant.now();
        assertThat(awaitSettled("a.bin")).isEmpty();
        assertThat(Duration.between(begun, Instant.now())).isLessThan(SETTLE);
        write("b.bin", "young");
        assertThat(awaitSettled("a.bin", "b.bin")).isEmpty();
        assertThat(Duration.between(begun, Instant.now())).isGreaterThanOrEqualTo(SETTLE);
    }

    @Test
    void long_settle_time_applies_to_files_older_than_a_minute_too() throws Exception {
        Path file = Path.of("/etc/passwd").toRealPath();
        Duration old = Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
        StableFileDetector patient = new StableFileDetector(old.plusDays(1));
        assertThat(patient.findUnstable(file.getParent(), List.of("passwd"), file.getParent()::resolve))
                .containsExactly(Map.entry("passwd", UnstableReason.WRITING));
    }

    @Test
    void truncated_file_unchanged_for_a_day_is_stable_and_blocks_no_folder() throws Exception {
        byte[] torn = Arrays.copyOf(CheckpointFiles.zip(5_000, 1), 3_000);
        Path old = write("step-10/torn.pt", torn);
        write("step-10/shard.bin", "b");
        Path young = write("torn.pt", torn);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Files.setLastModifiedTime(young, FileTime.from(Instant.now().minus(Duration.ofHours(23))));
        String[] all = {"step-10/shard.bin", "step-10/torn.pt", "torn.pt"};
        assertThat(unsettled(all).get("step-10/torn.pt"))
                .as("it came a moment ago")
                .isEqualTo(UnstableReason.WRITING);
        leaveAlone();
        assertThat(unsettled(all))
                .containsExactly(
                        Map.entry("step-10/torn.pt", UnstableReason.ABANDONED),
                        Map.entry("torn.pt", UnstableReason.TRUNCATED));
        try (OutputStream writer = Files.newOutputStream(old, StandardOpenOption.APPEND)) {
            assertThat(unsettled(all).get("step-10/torn.pt")).isEqualTo(UnstableReason.WRITING);
            writer.flush();
        }
    }

    @Test
    void append_only_file_is_always_stable() throws Exception {
        String[] logs = {"step-10/events.out.tfevents.1.host", "step-10/run.wandb", "train.log", "metrics.jsonl"};
        for (String log : logs) {
            write(log, "so far");
        }
        write("step-10/shard.bin", "still being written");
        assertThat(unsettled(logs)).isEmpty();
    }

    @Test
    void open_database_is_unstable_as_a_database() throws Exception {
        Path database = write("study.db", "SQLite format 3");
        Path journal = write("study.db-wal", "a page");
        try (OutputStream one = Files.newOutputStream(database, StandardOpenOption.APPEND);
                OutputStream other = Files.newOutputStream(journal, StandardOpenOption.APPEND)) {
            assertThat(unsettled("study.db", "study.db-wal"))
                    .containsExactly(
                            Map.entry("study.db", UnstableReason.DATABASE),
                            Map.entry("study.db-wal", UnstableReason.DATABASE));
            one.flush();
            other.flush();
        }
        leaveAlone();
        assertThat(unsettled("study.db", "study.db-wal")).isEmpty();
    }

    @Test
    void zero_settle_time_makes_every_file_stable() throws Exception {
        write("a.pt", Arrays.copyOf(CheckpointFiles.zip(5_000, 1), 3_000));
        assertThat(new StableFileDetector(Duration.ZERO).findUnstable(root, List.of("a.pt"), root::resolve))
                .isEmpty();
    }
}
