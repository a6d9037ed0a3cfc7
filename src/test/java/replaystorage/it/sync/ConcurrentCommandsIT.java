package replaystorage.it.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;

/** Two commands of a pod in parallel, and a killed one: the records of both are kept. */
class ConcurrentCommandsIT {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path root;

    private Path storage;
    private Pod pod;

    @BeforeEach
    void start() {
        storage = root.resolve("storage");
        pod = Pod.onFolder(root, storage);
    }

    /** Without the recorded base, another pod's next version would be a conflict. */
    @Test
    void last_command_to_end_keeps_the_records_of_the_other() throws Exception {
        pod.write("checkpoints/small.bin", "small", TIME);
        pod.write("checkpoints/big.bin", "b".repeat(400_000), TIME);
        ProgramProcess slow =
                ProgramProcess.start(pod, "up", "checkpoints", "--include", "big.bin", "--", "--bwlimit", "100k");
        ProgramProcess.await(
                "it has begun", () -> slow.rclones().size() > 0 && slow.text().contains("planned"));
        Pod.CommandRun quick = pod.run("up", "checkpoints", "--include", "small.bin");
        assertThat(quick.status()).as(quick.all()).isZero();
        assertThat(slow.process().isAlive()).as("both ran at once").isTrue();
        assertThat(slow.end()).as(slow.text()).isZero();

        Pod.write(storage.resolve("artifacts/checkpoints"), "small.bin", "trained further", TIME.plusSeconds(60));
        Pod.CommandRun down = pod.run("down", "checkpoints");
        assertThat(down.status()).as(down.all()).isZero();
        assertThat(pod.read("checkpoints/small.bin")).isEqualTo("trained further");
        try (var files = Files.list(pod.checkpoints())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as(down.all())
                    .containsExactlyInAnyOrder("small.bin", "big.bin");
        }
    }

    @Test
    void files_of_a_killed_fetch_are_recorded_as_downloaded() throws Exception {
        for (int i = 10; i < 40; i++) {
            Pod.write(storage.resolve("replays"), "game" + i + ".slp", "x".repeat(50_000), TIME);
        }
        ProgramProcess fetch = ProgramProcess.start(pod, "fetch", "--transfers", "1", "--", "--bwlimit", "250k");
        Path replays = pod.workspace().resolve("replays");
        ProgramProcess.await("some are here", () -> {
            String[] names = replays.toFile().list((folder, name) -> name.endsWith(".slp"));
            return names != null && names.length > 3;
        });
        fetch.signal("KILL");
        fetch.end();
        Path brought;
        try (var files = Files.list(replays)) {
            brought = files.filter(file -> file.toString().endsWith(".slp"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(storage.resolve("replays").resolve(brought.getFileName()));

        Pod.CommandRun again = pod.run("fetch");
        assertThat(again.status()).as(again.all()).isZero();
        assertThat(brought).as("the bucket no longer has it").doesNotExist();
        assertThat(replays.toFile().list((folder, name) -> name.endsWith(".slp")))
                .hasSize(29);
    }
}
