package replaystorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.Pod;
import replaystorage.support.b2.B2Key;
import replaystorage.support.b2.B2Server;

/** A B2 server of a test's own, with one bucket. */
abstract class B2Fixture {
    static final String BUCKET = "my-replays";
    static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    Path root;

    B2Server server;

    @BeforeEach
    void start() throws IOException {
        server = new B2Server();
        server.createBucket(BUCKET);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    Pod pod(B2Key key) {
        return server.pod(root, key).with("B2_BUCKET", BUCKET);
    }

    static Pod.Run good(Pod pod, String... words) {
        Pod.Run run = pod.run(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    static Pod.Run fails(Pod pod, int status, String... words) {
        Instant start = Instant.now();
        Pod.Run run = pod.run(words);
        assertThat(run.status()).as(run.all()).isEqualTo(status);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(1));
        return run;
    }
}
