package replaystorage.it.entrypoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.S3Server;
import replaystorage.support.ShellScript;
import replaystorage.support.StorageFixture;

/** SSH sessions, which have none of the pod's variables. */
class SshSessionIT {
    private static final String ENTRYPOINT = ShellScript.path("runpod_entrypoint.sh");

    @TempDir
    Path root;

    private StorageFixture depot;
    private ShellScript script;

    @BeforeEach
    void startPod() throws IOException {
        depot = StorageFixture.open(StorageFixture.StorageKind.S3, root);
        script = ShellScript.on(depot.pod());
        depot.pod().write("checkpoints/m.pt", "weights", Instant.EPOCH);
    }

    private void started() {
        Pod.CommandRun run = script.run(ENTRYPOINT, "true");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("Warning");
    }

    /** A session with HOME, the test's tools and these variables. */
    private Pod.CommandRun session(List<String> variables, String... command) {
        List<String> words = new ArrayList<>(List.of(
                "env",
                "-i",
                "HOME=" + depot.pod().home(),
                "REPLAY_STORAGE_JAVA=" + System.getProperty("java.home") + "/bin/java",
                "REPLAY_STORAGE_RCLONE=" + depot.pod().environment().get("REPLAY_STORAGE_RCLONE")));
        words.addAll(variables);
        words.addAll(List.of(command));
        return script.run(words.toArray(String[]::new));
    }

    private String helper(String name) {
        return script.bin().resolve(name).toString();
    }

    @Test
    void helper_command_uses_the_pods_bucket_and_workspace() {
        started();

        Pod.CommandRun run = session(List.of(), helper("sync-checkpoints-up"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(depot.raw().run("cat", depot.artifacts() + "/checkpoints/m.pt"))
                .isEqualTo("weights");
        assertThat(session(List.of(), helper("list-checkpoints")).out()).contains("m.pt");
        assertThat(session(List.of(), ShellScript.path("fetch_replays.sh")).err())
                .contains(depot.pod().workspace() + "/replays");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "zsh"})
    void sourcing_the_entrypoint_gives_a_session_the_pods_variables(String shell) {
        started();

        Pod.CommandRun run = session(
                List.of(),
                shell,
                "-c",
                ". " + ENTRYPOINT + "; echo $POD_ID $S3_ARTIFACTS $WORKSPACE; sync-checkpoints-up");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .isEqualTo(depot.pod().environment().get("POD_ID") + " "
                        + depot.artifacts().substring(3) + " " + depot.pod().workspace() + "\n");
    }

    @Test
    void remembered_environment_is_private_and_contains_no_secret() throws IOException {
        started();

        Path file = depot.pod().conf().resolveSibling("replay-storage.env");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file)
                .content()
                .contains(
                        "WORKSPACE=" + depot.pod().workspace(),
                        "S3_REPLAYS=" + depot.replays().substring(3))
                .doesNotContain(S3Server.SECRET);
    }

    @Test
    void session_uses_the_pods_moved_rclone_conf() throws IOException {
        Path moved = root.resolve("etc/my.conf");
        depot.pod().with("RCLONE_CONFIG", moved.toString());
        started();

        Pod.CommandRun run = session(List.of(), helper("sync-checkpoints-up"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(moved).exists();
        assertThat(depot.pod().conf()).doesNotExist();
        assertThat(depot.raw().run("lsf", depot.artifacts() + "/checkpoints")).isEqualTo("m.pt\n");
    }

    @Test
    void storage_of_a_session_is_not_mixed_with_the_pods() throws IOException {
        started();
        Files.createDirectories(root.resolve("mine/artifacts"));

        Pod.CommandRun own = session(List.of("LOCAL_STORAGE=" + root.resolve("mine")), helper("sync-checkpoints-up"));
        Pod.CommandRun bucket = session(List.of("B2_BUCKET=another"), helper("sync-checkpoints-up"));
        Pod.CommandRun keys = session(
                List.of("R2_ACCESS_KEY=a", "R2_SECRET_KEY=b", "R2_ENDPOINT=https://x.r2.cloudflarestorage.com"),
                helper("sync-checkpoints-up"));

        assertThat(own.status()).as(own.err()).isZero();
        assertThat(root.resolve("mine/artifacts/checkpoints/m.pt")).hasContent("weights");
        assertThat(bucket.status()).isEqualTo(78);
        assertThat(keys.status()).isEqualTo(78);
        assertThat(keys.err()).contains("R2_ARTIFACTS and R2_BUCKET are unset");
        assertThat(depot.raw().run("lsf", depot.artifacts())).isEmpty();
    }

    @Test
    void next_pod_start_uses_only_its_own_variables() {
        started();
        depot.pod().with("POD_ID", null).with("S3_REPLAYS", null).with("S3_ARTIFACTS", null);

        Pod.CommandRun run = script.run(ENTRYPOINT, "sh", "-c", "echo $POD_ID");

        assertThat(run.out()).matches("\\S+_\\d{8}\n");
        assertThat(session(List.of(), helper("sync-checkpoints-up")).err()).contains("S3_ARTIFACTS");
    }

    @Test
    void command_reports_the_missing_storage_if_no_pod_was_started() {
        Pod.CommandRun run = session(List.of(), ShellScript.path("replay-storage"), "up");

        assertThat(run.status()).isEqualTo(78);
        assertThat(run.err()).contains("no storage is configured");
    }
}
