package replaystorage.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;

/** Folders that are misspelt, missing, or inside the storage. */
class InvalidFoldersIT {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "up checkpoints",
                "sync-all-up",
                "sync-logs-up",
                "snapshot",
                "verify",
                "auto-sync --once",
                "up --dry-run"
            })
    void upload_reports_a_missing_workspace_and_does_not_create_it(String words) {
        Path typo = root.resolve("nowhere/typo");
        Pod.CommandRun run = pod.with("WORKSPACE", typo.toString()).run(words.split(" "));
        assertThat(run.status()).as(run.all()).isEqualTo(74);
        assertThat(run.err())
                .contains("Error: there is no folder " + typo + " (from WORKSPACE)", "Try: export WORKSPACE=");
        assertThat(root.resolve("nowhere")).doesNotExist();
    }

    @Test
    void download_creates_the_workspace() throws IOException {
        Pod.write(storage.resolve("artifacts/checkpoints"), "a.pt", "weights", TIME);
        Pod.write(storage.resolve("replays"), "a.slp", "game", TIME);
        Path fresh = root.resolve("fresh");
        pod.with("WORKSPACE", fresh.toString());
        assertThat(pod.run("down", "checkpoints").status()).isZero();
        assertThat(pod.run("fetch").status()).isZero();
        assertThat(fresh.resolve("checkpoints/a.pt")).exists();
        assertThat(fresh.resolve("replays/a.slp")).exists();
    }

    @Test
    void upload_from_the_app_folder_needs_no_workspace() {
        Pod.write(root.resolve("app/checkpoints"), "a.pt", "weights", TIME);
        Pod.CommandRun run =
                pod.with("WORKSPACE", root.resolve("gone").toString()).run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(storage.resolve("artifacts/checkpoints/a.pt")).exists();
    }

    @Test
    void missing_checkpoint_dir_is_an_error_of_a_single_round() {
        Path typo = root.resolve("chekpoints");
        Pod.CommandRun option = pod.run("auto-sync", "--once", "--checkpoint-dir", typo.toString());
        assertThat(option.status()).isEqualTo(74);
        assertThat(option.err()).contains("there is no folder " + typo + " (from --checkpoint-dir)");
        Pod.CommandRun variable = pod.with("CHECKPOINT_DIR", typo.toString()).run("auto-sync", "--once");
        assertThat(variable.status()).isEqualTo(74);
        assertThat(variable.err()).contains("there is no folder " + typo + " (from CHECKPOINT_DIR)");
    }

    @Test
    void empty_workspace_folders_are_one_warning_and_not_an_error() throws IOException {
        Pod.CommandRun missing = pod.run("up");
        assertThat(missing.status()).isZero();
        assertThat(missing.err())
                .contains(
                        "Warning: nothing to upload: checkpoints, logs and cache in " + pod.workspace() + " are empty");
        Files.createDirectories(pod.checkpoints());
        for (String[] words : List.of(new String[] {"sync-checkpoints-up"}, new String[] {"auto-sync", "--once"})) {
            Pod.CommandRun empty = pod.run(words);
            assertThat(empty.status()).isZero();
            assertThat(empty.err()).contains("Warning: nothing to upload: " + pod.checkpoints() + " is empty");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "workspace, fetch",
        "workspace/checkpoints, up checkpoints",
        "workspace/logs, up",
        "., up",
        "workspace, down checkpoints --to .",
        "workspace, pull .",
        "Slippi/storage, upload Slippi",
        "link, fetch",
        "mine, auto-sync --once --checkpoint-dir mine"
    })
    void storage_folder_that_overlaps_the_synced_folder_is_refused(String place, String words) throws IOException {
        Path folder = root.resolve(place).normalize();
        Files.createSymbolicLink(root.resolve("link"), pod.workspace());
        Pod.write(root.resolve("workspace/checkpoints"), "a.pt", "weights", TIME);
        Pod.write(root.resolve("workspace/replays"), "a.slp", "game", TIME);
        Pod.write(root.resolve("Slippi"), "a.slp", "game", TIME);
        Files.createDirectories(root.resolve("mine"));
        Files.createDirectories(folder);
        pod.with("LOCAL_STORAGE", folder.toString());
        if (place.equals(".")) {
            pod.with("LOCAL_ARTIFACTS", folder.toString());
        }
        String[] here = Stream.of(words.split(" "))
                .map(word -> word.matches("\\.|mine|Slippi")
                        ? root.resolve(word).normalize().toString()
                        : word)
                .toArray(String[]::new);
        Pod.CommandRun run = pod.run(here);
        assertThat(run.status()).as(run.all()).isEqualTo(78);
        assertThat(run.err()).contains("Error: the storage folder ", "synced with it", "Try: export LOCAL_");
    }

    @Test
    void doctor_reports_a_storage_folder_that_overlaps_the_workspace() {
        Pod.CommandRun doctor =
                pod.with("LOCAL_STORAGE", pod.workspace().toString()).run("doctor");
        assertThat(doctor.status()).as(doctor.all()).isEqualTo(78);
        assertThat(doctor.out())
                .contains(
                        "the storage folder " + pod.workspace() + "/replays (from LOCAL_STORAGE) is itself the folder");
    }

    @Test
    void storage_next_to_the_synced_folders_works_with_a_same_disk_note() {
        Pod.write(root.resolve("workspace/checkpoints"), "a.pt", "weights", TIME);
        pod.with("LOCAL_STORAGE", pod.workspace().toString());
        Pod.CommandRun run = pod.run("up");
        assertThat(run.status()).as(run.all()).isZero();
        String line = "a copy on the same disk: it protects against mistakes, not against the loss of the pod";
        assertThat(run.err().lines().filter(each -> each.contains(line))).hasSize(1);
        assertThat(pod.with("LOCAL_STORAGE", storage.toString()).run("doctor").all())
                .contains(line);
    }
}
