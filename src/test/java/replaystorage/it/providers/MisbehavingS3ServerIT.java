package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.support.FakeS3Server.error;
import static replaystorage.support.FakeS3Server.html;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.BrokenServer;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;

/** S3 servers that refuse single requests, send wrong answers, or stop in the middle. */
class MisbehavingS3ServerIT {
    private static final Instant TIME = Instant.parse("2026-02-01T10:00:00Z");

    @TempDir
    Path root;

    private FakeS3Server stub;
    private Pod pod;

    @BeforeEach
    void start() throws IOException {
        stub = new FakeS3Server();
        pod = stub.pod(root);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private Pod.CommandRun good(String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    private Pod.CommandRun bad(String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isNotZero();
        assertThat(run.err()).contains("Error: ").contains("Try: ").doesNotContain("100%");
        return run;
    }

    @Test
    void key_without_bucket_permissions_can_do_everything() {
        stub.answerWhen(asked -> asked.bucket().isEmpty(), error(403, "AccessDenied"))
                .answerWhen(
                        asked -> asked.key().isEmpty() && List.of("HEAD", "PUT").contains(asked.method()),
                        error(403, "AccessDenied"));
        stub.put("mewtwo/only.slp", "a game");
        pod.write("checkpoints/latest.pt", "weights", TIME);
        pod.write("more/other.slp", "another game", TIME);

        good("configure");
        good("fetch", "mewtwo");
        good("up", "checkpoints");
        good("snapshot", "2026-02-02");
        assertThat(good("snapshots").out()).contains("2026-02-02");
        good("checkpoints", "--remote");
        good("upload", pod.workspace().resolve("more").toString(), "greg");
        good("verify", "checkpoints");
        good("ls", "replays");
        good("down", "checkpoints", "--to", root.resolve("elsewhere").toString());
        good("pull", root.resolve("pulled").toString());

        assertThat(pod.read("replays/mewtwo/only.slp")).isEqualTo("a game");
        assertThat(stub.keys())
                .contains("checkpoints/latest.pt", "snapshots/2026-02-02/checkpoints/latest.pt", "greg/other.slp");
        assertThat(root.resolve("pulled/latest.pt")).hasContent("weights");
    }

    @Test
    void read_only_key_fetches_and_uploads_report_the_missing_permission() {
        stub.put("mewtwo/game.slp", "a game");
        stub.answerWhen(asked -> !List.of("GET", "HEAD").contains(asked.method()), error(403, "AccessDenied"));
        pod.write("checkpoints/latest.pt", "weights", TIME);

        good("fetch");
        Pod.CommandRun run = bad("up", "checkpoints");

        assertThat(run.err()).contains("may not write to the bucket b").contains("PutObject");
        assertThat(run.err()).contains("1 file failed");
        assertThat(stub.keys()).containsExactly("mewtwo/game.slp");
    }

    @Test
    void archived_object_is_reported_and_the_others_are_downloaded() {
        stub.put("a.slp", "a");
        stub.put("frozen.slp", "ice");
        stub.put("z.slp", "z");
        stub.answerWhen(
                asked -> asked.method().equals("GET") && asked.key().equals("frozen.slp"),
                error(403, "InvalidObjectState"));

        Pod.CommandRun run = bad("fetch");

        assertThat(run.err())
                .contains("frozen.slp")
                .contains("archive class (Glacier)")
                .contains("rclone backend restore");
        assertThat(pod.read("replays/a.slp")).isEqualTo("a");
        assertThat(pod.read("replays/z.slp")).isEqualTo("z");
        assertThat(pod.workspace().resolve("replays/frozen.slp")).doesNotExist();

        stub.removeRules();
        good("fetch");
        assertThat(pod.read("replays/frozen.slp")).isEqualTo("ice");
    }

    @Test
    void missing_overwrite_permission_fails_only_that_file() {
        pod.write("checkpoints/latest.pt", "old", TIME);
        good("up", "checkpoints");
        stub.answerWhen(
                asked -> asked.method().equals("PUT") && asked.key().equals("checkpoints/latest.pt"),
                error(403, "AccessDenied"));
        pod.write("checkpoints/latest.pt", "new and longer", TIME.plusSeconds(60));
        pod.write("checkpoints/other.pt", "other", TIME);

        Pod.CommandRun run = bad("up", "checkpoints");

        assertThat(run.err()).contains("latest.pt").contains("may not write");
        assertThat(stub.get("checkpoints/latest.pt")).isEqualTo("old");
        assertThat(stub.get("checkpoints/other.pt")).isEqualTo("other");
    }

    @Test
    void exceeded_quota_is_reported() {
        stub.answerWhen(asked -> asked.method().equals("PUT"), error(403, "QuotaExceeded"));
        pod.write("checkpoints/latest.pt", "weights", TIME);

        assertThat(bad("up", "checkpoints").err()).contains("quota or size limit is reached");
    }

    @Test
    void wrong_clock_is_reported_with_its_difference_and_not_retried() throws IOException {
        try (BrokenServer peer = BrokenServer.withSkewedClock(Duration.ofHours(1))) {
            pod.with("S3_ENDPOINT", peer.endpoint());

            Pod.CommandRun run = bad("fetch");

            assertThat(run.err())
                    .contains("clock is wrong")
                    .containsPattern("differs from \\S+ by -?(?:1h0m|59m5)")
                    .doesNotContain("AWS_SECRET_ACCESS_KEY");
            assertThat(peer.connections()).isLessThan(10);
        }
    }

    @Test
    void captive_portal_page_deletes_nothing_and_is_not_a_success() {
        stub.put("mewtwo/game.slp", "a game");
        good("fetch");
        pod.write("checkpoints/latest.pt", "weights", TIME);
        pod.write("replays/mine.slp", "my own", TIME);
        stub.answerWhen(asked -> true, html());

        for (List<String> extra : List.of(List.<String>of(), List.of("--delete"))) {
            Pod.CommandRun run = pod.runWithShortWait(
                    Stream.concat(Stream.of("fetch"), extra.stream()).toArray(String[]::new));
            assertThat(run.status()).as(run.all()).isEqualTo(3);
            assertThat(run.err()).contains("nothing was deleted here");
        }
        Pod.CommandRun up = pod.runWithShortWait("up", "checkpoints");
        Pod.CommandRun upload = pod.runWithShortWait(
                "upload", pod.workspace().resolve("replays").toString(), "--delete");

        assertThat(pod.read("replays/mewtwo/game.slp")).isEqualTo("a game");
        assertThat(pod.read("replays/mine.slp")).isEqualTo("my own");
        assertThat(up.status()).as(up.all()).isNotZero();
        assertThat(upload.status()).as(upload.all()).isNotZero();
        assertThat(stub.keys()).containsExactly("mewtwo/game.slp");
        stub.removeRules();
        good("up", "checkpoints");
        assertThat(stub.get("checkpoints/latest.pt")).isEqualTo("weights");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void truncated_listing_is_an_error_and_deletes_nothing(boolean inTheMiddle) throws IOException {
        for (int i = 0; i < 20; i++) {
            stub.put("game" + i + ".slp", "game " + i);
        }
        good("fetch");
        stub.answerWhen(asked -> asked.key().isEmpty(), exchange -> {
            byte[] all = ("<?xml version=\"1.0\"?><ListBucketResult><Name>b</Name><IsTruncated>" + !inTheMiddle
                            + "</IsTruncated><Contents><Key>game1.slp</Key><Size>6</Size>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(200, inTheMiddle ? all.length + 1000 : all.length);
            exchange.getResponseBody().write(all);
            exchange.getResponseBody().flush();
        });

        Pod.CommandRun run = pod.runWithShortWait("fetch", "--delete");

        assertThat(run.status()).as(run.all()).isNotZero();
        try (Stream<Path> files = Files.list(pod.workspace().resolve("replays"))) {
            assertThat(files).hasSize(20);
        }
    }

    @Test
    void stalled_download_is_ended_and_retried() {
        byte[] bytes = new byte[300_000];
        bytes[299_999] = 7;
        stub.put("long.slp", bytes);
        int[] times = {0};
        stub.answerWhen(
                asked -> asked.method().equals("GET") && asked.key().equals("long.slp") && times[0]++ == 0,
                stub.neverAnswer());

        good("fetch", "--", "--timeout", "2s");

        assertThat(pod.workspace().resolve("replays/long.slp")).hasBinaryContent(bytes);
        assertThat(times[0]).isGreaterThan(1);
    }
}
