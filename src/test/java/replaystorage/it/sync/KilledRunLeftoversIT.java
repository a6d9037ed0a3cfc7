package replaystorage.it.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;

/** Repeatedly killed runs leave no more than one of them does, and no incomplete file under a final name. */
@Tag("timing")
class KilledRunLeftoversIT {
    private static final Instant OLD = Instant.parse("2026-01-02T03:04:05Z");
    private static final int LONG = 3_000_000;

    @TempDir
    Path root;

    private Path there;
    private Pod pod;

    @BeforeEach
    void start() {
        there = root.resolve("storage/artifacts/checkpoints");
        pod = Pod.onFolder(root, root.resolve("storage"));
    }

    private static long bytes(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private void kill(Path folder, String... words) {
        ProgramProcess program = ProgramProcess.start(pod, words);
        ProgramProcess.await(
                "it has a file in its private folder " + folder,
                () -> bytes(folder) > 0 && !program.rclones().isEmpty());
        program.signal("KILL");
        program.end();
        ProgramProcess.await("no rclone is left", () -> program.rclones().isEmpty());
    }

    @Test
    void repeatedly_killed_uploads_do_not_fill_the_state_folder() throws IOException {
        Path file = Files.write(Files.createDirectories(pod.checkpoints()).resolve("a.bin"), new byte[LONG]);
        Path temporary = pod.workspace().resolve(".replay-storage/tmp");
        for (int run = 1; run <= 3; run++) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(30)));
            kill(temporary, "up", "checkpoints", "--", "--bwlimit", "300k");
            assertThat(bytes(temporary)).as("after run " + run).isLessThan(2L * LONG);
        }
        assertThat(pod.run("up", "checkpoints").status()).isZero();
        assertThat(there.resolve("a.bin")).hasSize(LONG);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void repeatedly_killed_downloads_do_not_fill_the_folder() throws IOException {
        Files.write(Files.createDirectories(there).resolve("a.bin"), new byte[LONG]);
        Path temporary = pod.checkpoints().resolve(".replay-storage");
        for (int run = 1; run <= 3; run++) {
            kill(temporary, "down", "checkpoints", "--", "--bwlimit", "300k");
            assertThat(pod.checkpoints().resolve("a.bin")).doesNotExist();
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left.filter(Files::isDirectory))
                        .as("after run " + run)
                        .hasSize(1);
            }
        }
        assertThat(pod.run("up", "checkpoints").status()).isZero();
        assertThat(temporary).doesNotExist();
        assertThat(there.resolve("a.bin")).hasSize(LONG);
    }

    @Test
    void temporary_files_of_a_running_process_stay() throws Exception {
        Files.write(Files.createDirectories(there).resolve("a.bin"), new byte[LONG]);
        Path temporary = pod.checkpoints().resolve(".replay-storage");
        ProgramProcess program = ProgramProcess.start(pod, "down", "checkpoints", "--", "--bwlimit", "1M");
        ProgramProcess.await("it is in the middle", () -> bytes(temporary) > 0);
        pod.run("up", "checkpoints");
        assertThat(program.end()).as(program.text()).isZero();
        assertThat(pod.checkpoints().resolve("a.bin")).hasSize(LONG);
        assertThat(temporary).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.pt.1a2b3c4d.partial", "a.pt.tmp", "sub/tmp-checkpoint-500/a.pt"})
    void leftovers_of_a_killed_copy_in_the_bucket_are_not_downloaded(String name) throws IOException {
        Pod.write(there, "whole.bin", "whole", OLD);
        Pod.write(there, name, "half", OLD);
        Pod.write(root.resolve("storage/replays"), "whole.slp", "whole", OLD);
        Pod.write(root.resolve("storage/replays"), name, "half", OLD);
        for (List<String> words : List.of(
                List.of("down", "checkpoints"),
                List.of("pull", pod.workspace().resolve("pulled").toString()),
                List.of("fetch"))) {
            Pod.CommandRun run = pod.run(words.toArray(String[]::new));
            assertThat(run.status()).as(run.all()).isZero();
            assertThat(run.err()).contains("1 file with a temporary name in", "skipped: " + name);
        }
        assertThat(pod.checkpoints().resolve(name)).doesNotExist();
        assertThat(pod.workspace().resolve("pulled").resolve(name)).doesNotExist();
        assertThat(pod.workspace().resolve("replays").resolve(name)).doesNotExist();
        assertThat(pod.run("ls", "artifacts", "checkpoints").out())
                .contains("whole.bin")
                .doesNotContain(name);

        Pod.CommandRun upload =
                pod.run("upload", pod.workspace().resolve("replays").toString(), "--delete");
        assertThat(upload.status()).as(upload.all()).isZero();
        assertThat(root.resolve("storage/replays").resolve(name))
                .as("nothing that is not shown is deleted")
                .exists();
    }
}
