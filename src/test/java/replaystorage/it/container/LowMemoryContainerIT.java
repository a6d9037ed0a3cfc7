package replaystorage.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.ContainerImage;
import replaystorage.support.DockerContainer;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;
import replaystorage.support.b2.FakeB2Server;

/** Large checkpoints in containers with little memory. */
class LowMemoryContainerIT {
    private static final String BUCKET = "small-pod";

    /** Large for rclone's backends but not for its core, which by default buffers such files. */
    private static final int BETWEEN = 240;

    @TempDir
    Path root;

    private FakeB2Server b2;

    @BeforeEach
    void start() throws IOException {
        b2 = new FakeB2Server();
        b2.createBucket(BUCKET);
    }

    @AfterEach
    void stop() {
        b2.close();
    }

    private Pod.CommandRun runOnB2(String memory, String line) {
        return run(b2.pod(root, b2.masterKey()).with("B2_BUCKET", BUCKET), memory, line);
    }

    private static Pod.CommandRun run(Pod pod, String memory, String line) {
        DockerContainer.ContainerOptions plan = DockerContainer.of(ContainerImage.OURS)
                .option("--memory", memory, "--memory-swap", memory, "--entrypoint", "sh");
        for (var variable : pod.environment().entrySet()) {
            if (variable.getKey().matches("(B2|S3|AWS)_.*")) {
                plan = plan.with(variable.getKey(), variable.getValue());
            }
        }
        return plan.run("-c", line);
    }

    /** A shell command that creates sparse files, which are read completely. */
    private static String checkpoints(int files, int megabytes) {
        return "mkdir -p /workspace/checkpoints; cd /workspace/checkpoints || exit; for i in $(seq " + files
                + "); do truncate -s " + megabytes
                + "M $i.pt; touch -d '1 hour ago' $i.pt; done; replay-storage up checkpoints --verbose";
    }

    private static void requireAll(Pod.CommandRun run, RcloneCli raw, String folder, int files, int megabytes) {
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(raw.run("lsf", "--format", "s", folder).lines())
                .hasSize(files)
                .containsOnly(Long.toString((long) megabytes << 20));
    }

    @Test
    void uploads_8_checkpoints_of_500_MB_to_B2_in_1_GB() {
        Pod.CommandRun run = runOnB2("1g", checkpoints(8, 500));
        requireAll(run, b2.rclone(root, b2.masterKey()), "b2:" + BUCKET + "/checkpoints", 8, 500);
        assertThat(run.err())
                .containsOnlyOnce("up: 8 files, up to 524.3 MB; ")
                .contains(" 1.1 GB of memory (cgroup), ")
                .containsOnlyOnce("up: --transfers 16 (");
    }

    @Test
    void uploads_in_512_MB_files_that_kill_an_rclone_that_buffers_them() {
        String up = checkpoints(4, BETWEEN);
        Pod.CommandRun buffered = runOnB2("512m", up + " -- --multi-thread-cutoff 256Mi --transfers 4");
        assertThat(buffered.status()).as(buffered.all()).isEqualTo(137);
        assertThat(buffered.err()).contains("ran out of memory").contains("Try: export RCLONE_TRANSFERS=2 ");

        requireAll(runOnB2("512m", up), b2.rclone(root, b2.masterKey()), "b2:" + BUCKET + "/checkpoints", 4, BETWEEN);
    }

    @Test
    void uploads_to_S3_and_downloads_in_200_MB() {
        String bucket = S3Server.bucket("small");
        RcloneCli raw = S3Server.shared().rclone(root);
        raw.run("mkdir", "s3:" + bucket);
        Pod pod = Pod.onS3(root, S3Server.shared(), bucket, bucket);
        requireAll(run(pod, "200m", checkpoints(2, BETWEEN)), raw, "s3:" + bucket + "/checkpoints", 2, BETWEEN);

        Pod.CommandRun down =
                run(pod, "200m", "replay-storage down checkpoints -v && stat -c %s /workspace/checkpoints/*");
        assertThat(down.status()).as(down.all()).isZero();
        assertThat(down.out().lines()).hasSize(2).containsOnly(Long.toString((long) BETWEEN << 20));
        raw.run("purge", "s3:" + bucket);
    }

    @Test
    void parallel_rclones_share_the_memory() {
        for (int i = 0; i < 300; i++) {
            b2.put(BUCKET, i + ".slp", "game " + i);
        }
        Pod.CommandRun run = runOnB2("160m", "replay-storage fetch --verbose");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out()).contains("300 .slp files");
        assertThat(run.err())
                .containsPattern("down: [1-4] rclone in parallel instead of 5: 167\\.8 MB of memory \\(cgroup\\), ")
                .containsPattern("down: --transfers \\d+ ");
    }

    @Test
    void low_limit_of_open_files_reduces_transfers() {
        for (int i = 0; i < 100; i++) {
            b2.put(BUCKET, i + ".slp", "game " + i);
        }
        Pod.CommandRun run = runOnB2("1g", "ulimit -n 60; replay-storage fetch --verbose --checkers 4");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out()).contains("100 .slp files");
        assertThat(run.err()).contains("down: --transfers 14 instead of 16: 60 open files (ulimit -n)");
    }
}
