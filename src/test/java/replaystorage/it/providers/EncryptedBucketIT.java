package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;

/** A bucket that encrypts by default, so that ETags are not MD5 sums. */
class EncryptedBucketIT {
    private static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    Path root;

    private static Pod.CommandRun good(Pod pod, String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.all()).doesNotContain("corrupted", "differ on");
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:kms", "aws:kms:dsse"})
    void every_command_works_without_a_setting(String kind) throws IOException {
        try (FakeS3Server stub = new FakeS3Server().encrypting(kind)) {
            stub.put("mewtwo/a.slp", "a game of somebody else's program");
            Pod pod = stub.pod(root);
            pod.write("checkpoints/a.pt", "weights", OLD);
            pod.write("checkpoints/large.pt", "0123456789".repeat(1_200_000), OLD);

            good(pod, "up", "checkpoints", "--", "--s3-upload-cutoff", "5Mi", "--s3-chunk-size", "5Mi");
            assertThat(stub.get("checkpoints/a.pt")).isEqualTo("weights");
            pod.write("checkpoints/a.pt", "later weights", OLD.plusSeconds(60));
            good(pod, "up", "checkpoints");
            assertThat(stub.get("checkpoints/a.pt")).isEqualTo("later weights");

            good(pod, "fetch");
            assertThat(pod.read("replays/mewtwo/a.slp")).isEqualTo("a game of somebody else's program");
            assertThat(good(pod, "verify", "checkpoints", "replays").out())
                    .contains("replays: 1 file identical (compared byte by byte)")
                    .doesNotContain("differs ");
            good(pod, "snapshot", "2026-01-02");
            assertThat(stub.get("snapshots/2026-01-02/checkpoints/a.pt")).isEqualTo("later weights");
            good(pod, "pull", root.resolve("pulled").toString());
            good(pod, "auto-sync", "--once");
            assertThat(good(pod, "doctor").out()).contains("may list, write, write in parts, read, delete");
        }
    }

    @Test
    void snapshot_copies_an_object_that_another_program_uploaded() throws IOException {
        try (FakeS3Server stub = new FakeS3Server().encrypting("aws:kms")) {
            Pod pod = stub.pod(root);
            stub.put("checkpoints/theirs.pt", "their weights");
            pod.write("checkpoints/theirs.pt", "their weights", Instant.parse("2026-01-01T00:00:00Z"));
            good(pod, "snapshot", "2026-01-02");
            assertThat(stub.get("snapshots/2026-01-02/checkpoints/theirs.pt")).isEqualTo("their weights");
        }
    }

    @Test
    void later_command_uploads_nothing_twice() throws IOException {
        try (FakeS3Server stub = new FakeS3Server().encrypting("aws:kms")) {
            Pod pod = stub.pod(root);
            pod.write("checkpoints/a.pt", "weights", OLD);
            good(pod, "up", "checkpoints");
            int before = stub.requests().size();
            pod.write("checkpoints/b.pt", "weights", OLD);
            good(pod, "up", "checkpoints");
            assertThat(stub.requests().stream().skip(before))
                    .as("nothing is sent twice")
                    .noneMatch(request -> request.startsWith("DELETE") && request.endsWith("b.pt"));
        }
    }

    @Test
    void verify_without_a_previous_upload_compares_bytes_and_says_so() throws IOException {
        try (FakeS3Server stub = new FakeS3Server().encrypting("aws:kms")) {
            Pod pod = stub.pod(root);
            stub.put("checkpoints/same.pt", "weights");
            stub.put("checkpoints/other.pt", "weights");
            pod.write("checkpoints/same.pt", "weights", OLD);
            pod.write("checkpoints/other.pt", "WEIGHTS", OLD);
            Pod.CommandRun run = pod.runWithShortWait("verify", "checkpoints");
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out())
                    .contains("differs checkpoints/other.pt", "1 file identical, 1 differs (compared byte by byte)")
                    .doesNotContain("differs checkpoints/same.pt");
        }
    }

    @Test
    void damaged_download_is_still_detected() throws IOException {
        try (FakeS3Server stub = new FakeS3Server()) {
            stub.put("mewtwo/a.slp", "a game");
            stub.answerWhen(asked -> asked.method().equals("GET") && asked.key().endsWith("a.slp"), exchange -> {
                exchange.getResponseHeaders().set("ETag", "\"2f7a5e7c9d1c4d3e8b6a0f1e2d3c4b5a\"");
                exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
                FakeS3Server.reply(exchange, 200, "application/octet-stream", "damage");
            });
            Pod pod = stub.pod(root);
            assertThat(pod.runWithShortWait("fetch").status()).isNotZero();
            assertThat(pod.workspace().resolve("replays/mewtwo/a.slp")).doesNotExist();
        }
    }
}
