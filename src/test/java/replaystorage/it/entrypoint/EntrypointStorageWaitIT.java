package replaystorage.it.entrypoint;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.support.FakeS3Server.error;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.BrokenServer;
import replaystorage.support.FakeS3Server;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.S3Server;
import replaystorage.support.ShellScript;
import replaystorage.support.StorageFixture;

/** How long a pod's start waits for its storage. */
@Tag("timing")
class EntrypointStorageWaitIT {
    private static final String ENTRYPOINT = ShellScript.path("runpod_entrypoint.sh");
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path root;

    private Pod pod(String name, String endpoint) {
        return new Pod(root.resolve(name))
                .with("S3_ENDPOINT", endpoint)
                .with("AWS_ACCESS_KEY_ID", S3Server.KEY)
                .with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET)
                .with("S3_BUCKET", FakeS3Server.BUCKET)
                .with("SYNC_REPLAYS", "true")
                .with("SYNC_CHECKPOINTS_DOWN", "true");
    }

    /** Measures the start of the command by its own clock; returns the earlier messages. */
    private Pod.CommandRun startsWithin(Duration bound, Pod pod) {
        long begun = System.currentTimeMillis();

        Pod.CommandRun run = ShellScript.on(pod).run(ENTRYPOINT, "sh", "-c", "date +%s%3N");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Duration.ofMillis(Long.parseLong(run.out().strip()) - begun))
                .as(run.err())
                .isLessThan(bound);
        return run;
    }

    private CompletableFuture<Void> startsWithout(String name, String endpoint, String cause) {
        return CompletableFuture.runAsync(() -> {
            Pod.CommandRun run = startsWithin(BOUND, pod(name, endpoint));

            assertThat(run.err().lines())
                    .filteredOn(line -> line.contains(cause))
                    .singleElement()
                    .asString()
                    .contains("Warning: could not ", endpoint)
                    .contains("fetch the replays", "list the checkpoints", "download the checkpoints");
        });
    }

    @Test
    void silent_storage_is_reported_once_and_the_pod_starts_within_the_timeout() throws IOException {
        try (BrokenServer hole = BrokenServer.blackHole();
                BrokenServer dripping = BrokenServer.sendingSlowly();
                FakeS3Server busy = new FakeS3Server().answerWhen(asked -> true, error(503, "ServiceUnavailable"))) {
            CompletableFuture.allOf(
                            startsWithout("refused", "http://127.0.0.1:1", "nothing listens at"),
                            startsWithout("hole", hole.endpoint(), "gave no answer in time"),
                            startsWithout("dripping", dripping.endpoint(), "gave no answer in time"),
                            startsWithout("busy", busy.endpoint(), "is overloaded or has an internal error"))
                    .join();
        }
    }

    @Test
    void strict_pod_does_not_start_if_the_storage_is_unreachable() {
        Pod pod = pod("strict", "http://127.0.0.1:1").with("REPLAY_STORAGE_STRICT", "true");

        Pod.CommandRun run = ShellScript.on(pod).run(ENTRYPOINT, "echo", "started");

        assertThat(run.status()).isEqualTo(5);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Error: nothing listens at 127.0.0.1:1").doesNotContain("the pod starts");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void start_waits_for_a_storage_or_proxy_that_starts_later(boolean proxy) throws IOException {
        int port = S3Server.freePort();
        Pod pod = pod("later", proxy ? "http://s3.invalid:9000" : "http://127.0.0.1:" + port);
        if (proxy) {
            pod.with("HTTP_PROXY", "http://127.0.0.1:" + port);
        }
        ShellScript script = ShellScript.on(pod);
        Process start = script.start(ENTRYPOINT, "true");
        ProgramProcess.await("it waits", () -> script.output().contains("the storage does not answer yet"));
        try (FakeS3Server server = new FakeS3Server(port)) {
            server.put("game.slp", "game");

            Pod.CommandRun run = script.waitFor(start);

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.err())
                    .containsOnlyOnce("the storage does not answer yet")
                    .doesNotContain("Warning");
            assertThat(pod.read("replays/game.slp")).isEqualTo("game");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"})
    void permanent_refusal_is_not_retried(String code) throws IOException {
        try (FakeS3Server stub = new FakeS3Server().answerWhen(asked -> true, error(403, code))) {
            Pod pod = pod(code, stub.endpoint()).with("REPLAY_STORAGE_STRICT", "true");

            Pod.CommandRun run = ShellScript.on(pod).run(ENTRYPOINT, "true");

            assertThat(run.status()).as(run.err()).isIn(1, 78);
            assertThat(run.err()).doesNotContain("does not answer yet");
            assertThat(stub.requests()).hasSizeLessThanOrEqualTo(6);
        }
    }

    @Test
    void start_timeout_can_be_set() throws IOException {
        try (BrokenServer hole = BrokenServer.blackHole()) {
            startsWithin(
                    Duration.ofSeconds(6), pod("short", hole.endpoint()).with("REPLAY_STORAGE_START_TIMEOUT", "6s"));
        }
    }

    @Test
    void invalid_start_timeout_is_reported_and_the_default_applies() {
        for (String value : Arrays.asList("soon", "-5", "0", "1e3")) {
            Pod pod = Pod.onFolder(root.resolve("pod" + value), root.resolve("storage"))
                    .with("REPLAY_STORAGE_START_TIMEOUT", value);

            assertThat(ShellScript.on(pod).run(ENTRYPOINT, "true").err())
                    .contains("Warning: REPLAY_STORAGE_START_TIMEOUT must be a duration above 0, such as 30s, not '"
                            + value + "'")
                    .contains("using 30 s");
        }
    }

    @Test
    void stalled_copy_ends_within_the_timeout_and_delays_no_other_step() throws IOException {
        try (FakeS3Server stub = new FakeS3Server()) {
            stub.put("long.slp", new byte[400_000]);
            stub.put("checkpoints/latest.pt", "weights");
            stub.answerWhen(
                    asked -> asked.method().equals("GET") && asked.key().equals("long.slp"), stub.neverAnswer());
            Pod pod = pod("stalled", stub.endpoint()).with("REPLAY_STORAGE_START_TIMEOUT", "15");

            Pod.CommandRun run = startsWithin(Duration.ofSeconds(15), pod);

            assertThat(run.err())
                    .contains("Warning: could not fetch the replays completely")
                    .doesNotContain("download the checkpoints");
            assertThat(pod.read("checkpoints/latest.pt")).isEqualTo("weights");
            assertThat(pod.workspace().resolve("replays/long.slp")).doesNotExist();
        }
    }

    @Test
    void active_copy_is_not_ended_and_the_next_step_has_its_own_timeout() throws IOException {
        StorageFixture depot = StorageFixture.open(StorageFixture.StorageKind.S3, root);
        Files.createDirectories(root.resolve("source"));
        Files.write(root.resolve("source/long.slp"), new byte[2_500_000]);
        depot.put(root.resolve("source"), depot.replays());
        depot.pod()
                .with("SYNC_REPLAYS", "true")
                .with("RCLONE_BWLIMIT", "300k")
                .with("REPLAY_STORAGE_START_TIMEOUT", "5");

        Pod.CommandRun[] run = new Pod.CommandRun[1];
        Duration time =
                InstalledProgram.time(() -> run[0] = ShellScript.on(depot.pod()).run(ENTRYPOINT, "true"));

        assertThat(time).isGreaterThan(Duration.ofSeconds(5));
        assertThat(run[0].err()).doesNotContain("Warning").contains("(none yet)");
        assertThat(depot.pod().workspace().resolve("replays/long.slp")).hasSize(2_500_000);
    }
}
