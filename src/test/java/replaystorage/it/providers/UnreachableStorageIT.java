package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.support.FakeS3Server.error;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.BrokenServer;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.S3Server;

/** Gives up on unreachable or silent storages within about thirty seconds, each with a specific message. */
@Tag("timing")
class UnreachableStorageIT {
    private static final Duration BOUND = Duration.ofSeconds(40);

    @TempDir
    Path root;

    private void givesUp(String endpoint, int status, String... says) {
        Pod pod = new Pod(root.resolve("pod" + status + says[0].hashCode() + endpoint.hashCode()))
                .with("S3_ENDPOINT", endpoint)
                .with("AWS_ACCESS_KEY_ID", S3Server.KEY)
                .with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET)
                .with("S3_BUCKET", "b");
        pod.write("checkpoints/latest.pt", "weights", Instant.EPOCH);
        Instant begun = Instant.now();

        Pod.CommandRun run = pod.run(status == 5 ? "fetch" : "up");

        assertThat(Duration.between(begun, Instant.now())).isLessThan(BOUND);
        assertThat(run.status()).as(run.all()).isEqualTo(status);
        assertThat(run.err()).contains(says).contains("Error: ").contains("Try: ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void gives_up_if_the_host_name_does_not_resolve() {
        givesUp(
                "http://no-such-host.invalid:9000",
                5,
                "no-such-host.invalid can't be resolved; S3_ENDPOINT is misspelt, or the network or DNS does not work");
    }

    @Test
    void gives_up_if_nothing_listens_at_the_port() {
        givesUp("http://127.0.0.1:1", 5, "nothing listens at 127.0.0.1:1");
    }

    @Test
    void gives_up_on_a_silent_or_trickling_server() throws IOException {
        try (BrokenServer hole = BrokenServer.blackHole();
                BrokenServer dripping = BrokenServer.sendingSlowly()) {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> givesUp(hole.endpoint(), 5, "gave no answer in time")),
                            CompletableFuture.runAsync(() -> givesUp(dripping.endpoint(), 5, "gave no answer in time")))
                    .join();
        }
    }

    @Test
    void gives_up_on_a_permanently_overloaded_server() throws IOException {
        try (FakeS3Server stub = new FakeS3Server().answerWhen(asked -> true, error(503, "ServiceUnavailable"))) {
            givesUp(stub.endpoint(), 1, "is overloaded or has an internal error");
        }
    }
}
