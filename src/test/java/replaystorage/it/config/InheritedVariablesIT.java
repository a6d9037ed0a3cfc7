package replaystorage.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.S3Server;

/** Variables of other scripts in a pod that rclone would obey. */
class InheritedVariablesIT {
    private static final Map<String, String> HARMFUL = Map.ofEntries(
            Map.entry("RCLONE_VERSION", "v1.75.2"),
            Map.entry("RCLONE_BWLIMIT", "garbage"),
            Map.entry("RCLONE_S3_ENDPOINT", "http://127.0.0.1:1"),
            Map.entry("RCLONE_DRY_RUN", "true"),
            Map.entry("RCLONE_INCLUDE", "nothing"),
            Map.entry("RCLONE_EXCLUDE", "*"),
            Map.entry("RCLONE_MAX_AGE", "1ms"),
            Map.entry("RCLONE_MAX_SIZE", "0"),
            Map.entry("RCLONE_LOG_FILE", "/dev/null"),
            Map.entry("RCLONE_QUIET", "true"),
            Map.entry("RCLONE_LOG_LEVEL", "ERROR"),
            Map.entry("RCLONE_PROGRESS", "true"),
            Map.entry("RCLONE_INTERACTIVE", "true"),
            Map.entry("AWS_CA_BUNDLE", "/nonexistent"),
            Map.entry("AWS_PROFILE", "somebody"),
            Map.entry("AWS_ENDPOINT_URL", "http://127.0.0.1:1"));

    @TempDir
    Path root;

    private Pod pod;
    private Map<String, String> harmful;

    private Pod.CommandRun run(String... words) {
        Pod.CommandRun run = InstalledProgram.on(pod).run(words);
        assertThat(run.status()).as(String.join(" ", words) + "\n" + run.all()).isZero();
        return run;
    }

    private void start(boolean folder) throws IOException {
        if (folder) {
            pod = Pod.onFolder(root, root.resolve("storage"));
        } else {
            String bucket = S3Server.bucket("foreign");
            S3Server.shared().rclone(root).run("mkdir", "s3:" + bucket);
            pod = Pod.onS3(root, S3Server.shared(), bucket, bucket);
        }
        harmful = new TreeMap<>(HARMFUL);
        harmful.put(folder ? "RCLONE_CONFIG_LOCAL_TYPE" : "RCLONE_CONFIG_MINIO_ENDPOINT", "memory");
        harmful.forEach(pod::with);
        pod.with("RCLONE_TRANSFERS", "").with("AWS_REGION", "");
        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);
        Pod.write(root.resolve("slp"), "game.slp", "slp", Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commands_ignore_inherited_variables_and_name_each_relevant_one_once(boolean folder) throws IOException {
        start(folder);
        Pod.CommandRun up = run("up");
        for (String name : harmful.keySet()) {
            assertThat(up.err().split("\\b" + name + "\\b", -1))
                    .as(name + " in " + up.err())
                    .hasSize(folder && name.startsWith("AWS_") ? 1 : 2);
        }
        assertThat(up.err()).doesNotContain("RCLONE_TRANSFERS").doesNotContain("AWS_SECRET");
        run("snapshot");
        run("upload", root.resolve("slp").toString(), "mewtwo");
        assertThat(run("snapshots", "--dates").out().strip()).hasSize(10);
        assertThat(run("checkpoints").out()).contains("a.pt");
        assertThat(run("ls", "replays").out()).contains("game.slp");
        run("fetch");
        assertThat(pod.read("replays/mewtwo/game.slp")).isEqualTo("slp");
        Files.delete(pod.checkpoints().resolve("a.pt"));
        run(
                "down",
                "checkpoints",
                "--snapshot",
                LocalDate.now(java.time.ZoneId.systemDefault()).toString());
        assertThat(pod.read("checkpoints/a.pt")).isEqualTo("bytes");
        run("pull", root.resolve("pulled").toString());
        assertThat(root.resolve("pulled/a.pt")).hasContent("bytes");
        assertThat(run("verify", "checkpoints", "replays").out()).contains("1 file identical");
    }

    @Test
    void tuning_variable_is_passed_and_replaces_our_flag() {
        pod = Pod.onFolder(root, root.resolve("storage"));
        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);
        assertThat(run("up", "--", "-vv").err()).contains("\"--transfers\"");
        pod.write("checkpoints/a.pt", "other", Instant.now());
        pod.with("RCLONE_TRANSFERS", "3");
        assertThat(run("up", "--", "-vv").err())
                .doesNotContain("\"--transfers\"")
                .contains("from environment variable RCLONE_TRANSFERS=\"3\"")
                .doesNotContain("not passed to rclone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "fetch"})
    void ignored_variables_are_named_once_in_a_command_of_several_steps(String command) {
        pod = Pod.onFolder(root, root.resolve("storage"))
                .with("RCLONE_VERSION", "x")
                .with("RCLONE_DRY_RUN", "true");
        Pod.CommandRun run = run(command);
        assertThat(List.of(run.err().split("RCLONE_DRY_RUN", -1))).hasSize(2);
    }
}
