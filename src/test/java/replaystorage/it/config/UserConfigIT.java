package replaystorage.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.FileTrees;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;

class UserConfigIT {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    Path root;

    private StorageFixture depot;
    private Pod pod;

    @BeforeEach
    void start() throws IOException {
        depot = StorageFixture.open(StorageKind.FOLDER, root);
        pod = depot.pod();
    }

    private void prefer(String yaml) throws IOException {
        Files.writeString(pod.workspace().resolve("replay-storage.yaml"), yaml);
    }

    private Pod.CommandRun good(String... words) {
        Pod.CommandRun run = pod.run(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    @Test
    void additional_folders_are_synced_and_snapshotted_like_checkpoints() throws IOException {
        prefer("folders: [embeddings]");
        pod.write("embeddings/e.npy", "embedding", LONG_AGO);
        pod.write("logs/l", "log", LONG_AGO);

        assertThat(good("sync-all-up").err()).contains("up: 2 files");
        good("snapshot", "2026-01-01");
        assertThat(good("verify", "embeddings").out()).contains("embeddings: 1 file identical (compared by hash)");
        assertThat(depot.raw()
                        .run("lsf", "-R", "--files-only", depot.artifacts())
                        .lines())
                .containsExactlyInAnyOrder(
                        "embeddings/e.npy",
                        "logs/l",
                        "snapshots/2026-01-01.complete",
                        "snapshots/2026-01-01/embeddings/e.npy",
                        "snapshots/2026-01-01/logs/l");

        Path to = root.resolve("to");
        good("down", "--to", to.toString());
        assertThat(FileTrees.contents(to)).containsOnlyKeys("embeddings/e.npy", "logs/l");
        good(
                "down",
                "embeddings",
                "--snapshot",
                "2026-01-01",
                "--to",
                root.resolve("old").toString());
        assertThat(root.resolve("old/e.npy")).hasContent("embedding");
    }

    @Test
    void unconfigured_folder_is_a_usage_error() throws IOException {
        assertThat(pod.run("up", "embeddings").status()).isEqualTo(64);
        prefer("folders: [benchmarks]");
        assertThat(pod.run("up", "embeddings").err())
                .contains("'embeddings' is not one of: checkpoints, logs, cache, benchmarks");
    }

    @Test
    void pod_start_creates_and_links_additional_folders() throws IOException {
        prefer("folders: [embeddings]");
        Pod.write(Path.of(pod.environment().get("APP_DIR")), "embeddings/e.npy", "embedding", LONG_AGO);

        good("entrypoint");

        assertThat(pod.workspace().resolve("embeddings/e.npy")).hasContent("embedding");
        assertThat(Path.of(pod.environment().get("APP_DIR"), "embeddings")).isSymbolicLink();
    }

    @Test
    void fetch_omits_additional_folders_of_a_shared_bucket() throws IOException {
        depot = StorageFixture.withOneBucket(StorageKind.FOLDER, root.resolve("one"));
        pod = depot.pod();
        prefer("folders: [embeddings]");
        pod.write("embeddings/e.npy", "embedding", LONG_AGO);
        good("up");
        depot.put(FileTrees.createFiles(root.resolve("games"), 3, "slp"), depot.replays());

        good("fetch");

        assertThat(FileTrees.contents(pod.workspace().resolve("replays"))).hasSize(3);
    }

    @Test
    void excluded_files_are_neither_uploaded_nor_downloaded() throws IOException {
        prefer("exclude: ['*.log', '/tmp/']");
        pod.write("checkpoints/a.pt", "a", LONG_AGO);
        pod.write("checkpoints/a.log", "a", LONG_AGO);
        pod.write("checkpoints/tmp/b.pt", "b", LONG_AGO);

        good("up", "checkpoints");
        assertThat(depot.raw().run("lsf", "-R", "--files-only", depot.artifacts()))
                .isEqualTo("checkpoints/a.pt\n");
        assertThat(good("verify", "checkpoints").out()).contains(": 1 file identical (compared by hash)\n");
        assertThat(good("auto-sync", "--once").err()).contains("nothing new to upload");

        depot.put(FileTrees.createFiles(root.resolve("there"), 2, "log"), depot.artifacts() + "/checkpoints");
        good("down", "checkpoints", "--to", root.resolve("down").toString());
        assertThat(FileTrees.contents(root.resolve("down"))).containsOnlyKeys("a.pt");
        assertThat(good("ls", "artifacts").out()).contains(".log");
    }

    private String copying(String... words) {
        return good(words)
                .err()
                .lines()
                .filter(line -> line.startsWith("rclone copy "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void flags_override_the_template_but_not_variables_and_arguments() throws IOException {
        prefer("flags: {local: {up: [--transfers 3, --fast-list=false], list: [--fast-list]}}");
        pod.write("checkpoints/a.pt", "a", LONG_AGO);

        assertThat(copying("up", "checkpoints", "-v"))
                .contains(" --transfers 3 ")
                .contains(" --fast-list=false ")
                .doesNotContain("--transfers 8");
        pod.write("checkpoints/b.pt", "b", LONG_AGO);
        assertThat(copying("up", "checkpoints", "-v", "--", "--transfers", "5"))
                .contains(" --transfers 5 ")
                .doesNotContain("--transfers 3");
        pod.write("checkpoints/c.pt", "c", LONG_AGO);
        pod.with("RCLONE_TRANSFERS", "6");
        assertThat(copying("up", "checkpoints", "-v")).doesNotContain("--transfers");
        assertThat(good("ls", "artifacts", "-v").err()).containsPattern("rclone lsjson .*--fast-list");
    }

    @Test
    void flags_apply_to_recently_written_files_too() throws IOException {
        prefer("flags: {local: {up: [--transfers 3]}}");
        pod.write("checkpoints/a.pt", "a", Instant.now().minusSeconds(30));

        assertThat(good("up", "checkpoints", "-v").err().lines().filter(line -> line.startsWith("rclone copy ")))
                .isNotEmpty()
                .allMatch(line -> line.contains(" --transfers 3 "));
    }

    private String status(String... words) throws IOException {
        Path file = pod.workspace().resolve(".replay-storage/auto-sync.json");
        Files.deleteIfExists(file);
        ProgramProcess sync = ProgramProcess.start(pod, words);
        ProgramProcess.await("it has a status", () -> Files.exists(file));
        String status = Files.readString(file);
        sync.signal("TERM");
        assertThat(sync.end()).isZero();
        return status;
    }

    @Test
    void variable_and_option_override_the_interval() throws IOException {
        prefer("auto-sync: {interval: 7m, settle: 0, grace: 2s}");

        assertThat(status("auto-sync")).contains("\"interval_seconds\":420");
        pod.with("SYNC_INTERVAL", "90");
        assertThat(status("auto-sync")).contains("\"interval_seconds\":90");
        assertThat(status("auto-sync", "--interval", "2m")).contains("\"interval_seconds\":120");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch", "up", "down", "snapshot", "ls", "verify", "costs", "snapshots", "auto-sync"})
    void mistake_in_the_file_ends_each_command_with_its_line_number(String command) throws IOException {
        prefer("folders: []\ninterval: 5m\n");

        Pod.CommandRun run = pod.run(command);

        assertThat(run.status()).isEqualTo(78);
        assertThat(run.err()).contains("replay-storage.yaml, line 2: unknown key interval");
    }

    @Test
    void invalid_pattern_is_reported_with_its_line_number() throws IOException {
        prefer("exclude: ['{a']\n");

        Pod.CommandRun run = pod.run("up");

        assertThat(run.status()).isEqualTo(78);
        assertThat(run.err()).contains("replay-storage.yaml, line 1: '{a' is not a pattern");
    }

    @Test
    void pod_starts_despite_a_mistake_in_the_file() throws IOException {
        prefer("folder: [a]\n");

        assertThat(pod.run("entrypoint").err())
                .contains(
                        "Warning: could not open the storage",
                        "replay-storage.yaml, line 1: ",
                        "did you mean folders?");
        assertThat(pod.checkpoints()).isDirectory();
        assertThat(pod.with("REPLAY_STORAGE_STRICT", "true").run("entrypoint").status())
                .isEqualTo(78);
    }

    @Test
    void costs_uses_the_prices_of_the_file() throws IOException {
        prefer("prices: {b2: {egress_gb: 0.02, egress_free_times_stored: 0}}");

        assertThat(good("costs", "--size", "10GB", "--pulls-per-month", "1").out())
                .containsPattern("Backblaze B2 +0.00 +<?0.01 +0.20 ");
    }
}
