package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.support.FakeS3Server.error;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.FakeS3Server;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;

/** A bucket that everyone can read and nobody can write. */
@Tag("timing")
class PublicBucketIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path root;

    private FakeS3Server stub;
    private Pod pod;

    @BeforeEach
    void publish() throws IOException {
        stub = new FakeS3Server()
                .answerWhen(FakeS3Server.S3Request::signed, error(403, "InvalidAccessKeyId"))
                .answerWhen(asked -> !asked.method().matches("GET|HEAD"), error(403, "AccessDenied"));
        stub.put("mewtwo/game.slp", "game");
        pod = new Pod(root)
                .with("S3_ENDPOINT", stub.endpoint())
                .with("S3_REPLAYS", FakeS3Server.BUCKET)
                .with("AWS_NO_SIGN_REQUEST", "true");
    }

    @AfterEach
    void close() {
        stub.close();
    }

    private Pod.CommandRun ended(int status, String... words) {
        Pod.CommandRun[] run = new Pod.CommandRun[1];
        assertThat(InstalledProgram.time(() -> run[0] = pod.run(words))).isLessThan(SOON);
        assertThat(run[0].status()).as(run[0].all()).isEqualTo(status);
        return run[0];
    }

    @Test
    void bucket_is_read_without_a_key() {
        ended(0, "fetch");
        assertThat(pod.read("replays/mewtwo/game.slp")).isEqualTo("game");
        assertThat(ended(0, "ls").out()).contains("mewtwo/game.slp");
        ended(0, "verify", "replays");
        assertThat(ended(0, "doctor").out()).doesNotContain("warning", "error");
        assertThat(ended(0, "configure", "--check").out()).contains("can be listed");
    }

    @Test
    void keys_in_rclone_conf_stay_and_are_not_used() throws IOException {
        String before =
                "[minio]\ntype = s3\nprovider = Minio\naccess_key_id = mine\nsecret_access_key = my-secret\nendpoint = "
                        + stub.endpoint() + "\nforce_path_style = true\nno_check_bucket = true\n";
        Files.createDirectories(pod.conf().getParent());
        Files.writeString(pod.conf(), before);

        ended(0, "fetch");

        assertThat(pod.read("replays/mewtwo/game.slp")).isEqualTo("game");
        assertThat(pod.conf()).hasContent(before);
    }

    @Test
    void session_without_variables_reads_the_bucket() {
        pod.with("S3_REPLAYS", null).with("S3_BUCKET", FakeS3Server.BUCKET);
        ended(0, "entrypoint");
        pod.with("S3_ENDPOINT", null).with("S3_BUCKET", null).with("AWS_NO_SIGN_REQUEST", null);

        assertThat(ended(0, "ls").out()).contains("mewtwo/game.slp");
    }

    @Test
    void missing_variable_is_reported_with_how_to_read_the_bucket() {
        pod.with("AWS_NO_SIGN_REQUEST", null).with("AWS_EC2_METADATA_DISABLED", "true");

        assertThat(ended(78, "fetch").err())
                .contains("there are no credentials")
                .contains("for a public bucket set AWS_NO_SIGN_REQUEST=true");
    }
}
