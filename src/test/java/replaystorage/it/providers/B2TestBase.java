package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.Pod;
import replaystorage.support.b2.B2ApplicationKey;
import replaystorage.support.b2.FakeB2Server;

/** A separate B2 server with one bucket. */
abstract class B2TestBase {
    static final String BUCKET = "my-replays";
    static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    Path root;

    FakeB2Server server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeB2Server();
        server.createBucket(BUCKET);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    Pod pod(B2ApplicationKey key) {
        return server.pod(root, key).with("B2_BUCKET", BUCKET);
    }

    static Pod.CommandRun good(Pod pod, String... words) {
        Pod.CommandRun run = pod.run(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    static Pod.CommandRun fails(Pod pod, int status, String... words) {
        Instant start = Instant.now();
        Pod.CommandRun run = pod.run(words);
        assertThat(run.status()).as(run.all()).isEqualTo(status);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(1));
        return run;
    }
}
