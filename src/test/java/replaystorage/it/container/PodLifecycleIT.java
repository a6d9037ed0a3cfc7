package replaystorage.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.ContainerImage;
import replaystorage.support.DockerCli;
import replaystorage.support.DockerContainer;
import replaystorage.support.Pod;
import replaystorage.support.S3Server;
import replaystorage.support.StorageFixture;

/** A container with an S3 server: SSH sessions, the guide's three start commands, two pods after each other. */
class PodLifecycleIT {
    private static final String FETCHING = "/app/scripts/fetch_replays.sh";

    @TempDir
    Path root;

    private StorageFixture depot;

    @BeforeEach
    void replaysThere() throws IOException {
        depot = StorageFixture.open(StorageFixture.StorageKind.S3, root);
        Path replays = Files.createDirectories(root.resolve("replays/mewtwo"));
        Files.writeString(replays.resolve("one.slp"), "a game");
        Files.writeString(replays.resolve("two.slp"), "another game");
        depot.put(root.resolve("replays"), depot.replays());
    }

    private DockerContainer started(ContainerImage image, String... command) {
        return DockerContainer.of(image, depot).start(command);
    }

    private static void hasReplays(DockerContainer container) {
        assertThat(container
                        .exec("sh", "-c", "cat /workspace/replays/mewtwo/*.slp")
                        .out())
                .isEqualTo("a gameanother game");
    }

    private static String ready(DockerContainer container) {
        return container.logWith("ready to train");
    }

    @ParameterizedTest
    @EnumSource
    void command_gets_the_bucket_variables(ContainerImage image) {
        DockerContainer.ContainerOptions plan = DockerContainer.of(image, depot)
                .with("S3_BUCKET", depot.pod().environment().get("S3_REPLAYS"))
                .with("S3_REPLAYS", null)
                .with("S3_ARTIFACTS", null);

        Pod.CommandRun run = plan.run("sh", "-c", "echo $S3_BUCKET $S3_REPLAYS $S3_ARTIFACTS");

        assertThat(run.out().strip().split(" "))
                .hasSize(3)
                .containsOnly(plan.variables().get("S3_BUCKET"));
    }

    @ParameterizedTest
    @EnumSource
    void session_without_variables_uses_the_pods_buckets(ContainerImage image) {
        try (DockerContainer container = started(image, "bash", "-c", "echo ready to train; sleep infinity")) {
            ready(container);
            container.exec(
                    "sh",
                    "-c",
                    "echo weights >/workspace/checkpoints/latest.bin; touch -d '1 hour ago' /workspace/checkpoints/latest.bin");

            Pod.CommandRun up = container.session(
                    "sync-checkpoints-up && list-checkpoints && list-snapshots && sync-snapshot 2026-11-25");

            assertThat(up.status()).as(up.all()).isZero();
            assertThat(up.out()).contains("latest.bin", "(none)");
            assertThat(depot.raw().run("cat", depot.artifacts() + "/checkpoints/latest.bin"))
                    .isEqualTo("weights\n");
            assertThat(depot.raw().run("lsf", "-R", "--files-only", depot.artifacts() + "/snapshots"))
                    .isEqualTo("2026-11-25.complete\n2026-11-25/checkpoints/latest.bin\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fetch_and_sync_work_by_hand_in_a_session(ContainerImage image) {
        try (DockerContainer container = started(image, "bash", "-c", "echo ready to train; sleep infinity")) {
            ready(container);

            Pod.CommandRun run = container.session(
                    ". /app/scripts/runpod_entrypoint.sh && " + FETCHING + " && sync-all-up; echo \"status $?\"");

            assertThat(run.out()).endsWith("status 0\n");
            assertThat(run.err()).contains("[fetch_replays] ");
            hasReplays(container);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fetch_works_in_the_start_command(ContainerImage image) {
        try (DockerContainer container = started(image, "bash", "-c", FETCHING + " && sleep infinity")) {
            container.logWith("2 .slp files");

            hasReplays(container);
        }
    }

    @ParameterizedTest
    @EnumSource
    void pod_after_a_killed_one_has_its_checkpoints(ContainerImage image) {
        String training = "for i in 1 2 3; do echo weights $i >/workspace/checkpoints/step-$i.bin; done; "
                + "sync-checkpoints-up && echo ready to train; sleep infinity";
        try (DockerContainer first = started(image, "bash", "-c", training)) {
            ready(first);
            DockerCli.get("kill", first.id());
        }

        Pod.CommandRun second = DockerContainer.of(image, depot)
                .with("SYNC_CHECKPOINTS_DOWN", "true")
                .run("sh", "-c", "cat /workspace/checkpoints/*");

        assertThat(second.status()).as(second.all()).isZero();
        assertThat(second.out()).isEqualTo("weights 1\nweights 2\nweights 3\n");
    }

    @ParameterizedTest
    @EnumSource
    void auto_sync_saves_the_last_checkpoint_when_the_container_is_stopped(ContainerImage image) {
        try (DockerContainer container = started(image, "/app/scripts/auto_sync_checkpoints.sh", "--interval", "1h")) {
            container.logWith("auto-sync");
            container.exec("sh", "-c", "echo weights >/workspace/checkpoints/last.bin");

            container.stop(Duration.ofSeconds(20));

            assertThat(container.end()).as(container.log()).isZero();
            assertThat(depot.raw().run("cat", depot.artifacts() + "/checkpoints/last.bin"))
                    .isEqualTo("weights\n");
        }
    }

    @Test
    void secrets_in_files_are_not_in_docker_inspect_or_arguments() throws IOException {
        Path secret = Files.writeString(root.resolve("secret"), S3Server.SECRET + "\n");
        try (DockerContainer container = DockerContainer.of(ContainerImage.OURS, depot)
                .with("AWS_SECRET_ACCESS_KEY", null)
                .with("AWS_SECRET_ACCESS_KEY_FILE", "/run/secrets/secret")
                .option("-v", secret + ":/run/secrets/secret:ro", "-e", "SYNC_REPLAYS=true")
                .start("bash", "-c", "echo ready to train; sleep infinity")) {
            assertThat(ready(container)).doesNotContain(S3Server.SECRET);

            hasReplays(container);
            assertThat(DockerCli.get("inspect", container.id())).doesNotContain(S3Server.SECRET);
            assertThat(container
                            .exec("sh", "-c", "cat /proc/[0-9]*/cmdline /proc/1/environ")
                            .out())
                    .doesNotContain(S3Server.SECRET);
            assertThat(container
                            .exec("stat", "-c", "%a", "/root/.config/rclone/rclone.conf")
                            .out())
                    .isEqualTo("600\n");
        }
    }
}
