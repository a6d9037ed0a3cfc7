package replaystorage.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.S3KeyPolicy;
import replaystorage.support.S3Server;
import replaystorage.support.StorageFixture;
import replaystorage.support.TemporaryS3Key;
import replaystorage.support.b2.FakeB2Server;

/** Working credentials in rclone.conf are replaced only after the storage has accepted the new ones. */
class CredentialReplacementIT {
    private static final List<String> SECRETS =
            List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

    @TempDir
    Path root;

    private StorageFixture depot;
    private Pod pod;
    private byte[] before;

    @BeforeEach
    void start() throws IOException {
        on(StorageFixture.StorageKind.S3);
    }

    private void on(StorageFixture.StorageKind kind) throws IOException {
        depot = StorageFixture.open(kind, root.resolve(kind.name()));
        pod = depot.pod();
        pod.write("checkpoints/latest.pt", "weights", Instant.EPOCH);
        ended(0, "configure", "--check");
        before = Files.readAllBytes(pod.conf());
    }

    private Pod.CommandRun ended(int status, String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isEqualTo(status);
        return run;
    }

    private void assertKept() {
        assertThat(pod.conf()).hasBinaryContent(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "configure --check",
                "ls",
                "fetch",
                "up",
                "up --dry-run",
                "down",
                "snapshot",
                "auto-sync --once",
                "verify"
            })
    void wrong_key_leaves_the_working_one_byte_for_byte(String command) {
        pod.with("AWS_SECRET_ACCESS_KEY", "mistyped");

        Pod.CommandRun run = ended(78, command.split(" "));

        assertKept();
        assertThat(run.all())
                .contains("AWS_SECRET_ACCESS_KEY does not belong")
                .containsOnlyOnce("[minio] in " + pod.conf() + " stays as it was");
    }

    @Test
    void wrong_key_at_pod_start_leaves_the_working_one_for_sessions() {
        ended(0, "entrypoint");
        pod.with("AWS_ACCESS_KEY_ID", "mistyped").with("SYNC_REPLAYS", "true").with("SYNC_CHECKPOINTS_DOWN", "true");

        assertThat(pod.runWithShortWait("entrypoint").err())
                .containsOnlyOnce("stays as it was: the storage did not accept");

        assertKept();
        worksWithoutKeys();
    }

    @ParameterizedTest
    @ValueSource(strings = {"B2_KEY_ID", "B2_APP_KEY"})
    void wrong_b2_key_leaves_the_working_one(String variable) throws IOException {
        on(StorageFixture.StorageKind.B2);
        pod.with(variable, pod.environment().get(variable) + "0");

        for (String command : List.of("configure --check", "ls", "fetch", "up")) {
            ended(78, command.split(" "));
            assertKept();
        }
    }

    @Test
    void wrong_endpoint_leaves_the_working_one() throws IOException {
        try (FakeS3Server nothingHere =
                new FakeS3Server().answerWhen(asked -> true, FakeS3Server.error(404, "NotFound"))) {
            pod.with("S3_ENDPOINT", nothingHere.endpoint());
            for (String command : List.of("ls", "up", "configure --check", "auto-sync --once")) {
                assertThat(pod.runWithShortWait(command.split(" ")).status()).isNotZero();
                assertKept();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "fetch", "up", "entrypoint", "configure --check", "auto-sync --once"})
    void new_key_replaces_the_old_one_at_the_first_answer(String command) throws IOException {
        ended(0, "entrypoint");
        TemporaryS3Key key = key();
        pod.with("AWS_ACCESS_KEY_ID", key.id())
                .with("AWS_SECRET_ACCESS_KEY", key.secret())
                .with("AWS_SESSION_TOKEN", key.token());

        ended(0, command.split(" "));

        assertThat(Files.readString(pod.conf())).contains(key.id(), key.secret(), key.token());
        worksWithoutKeys();
    }

    @Test
    void session_token_is_removed_with_its_temporary_key() throws IOException {
        TemporaryS3Key key = key();
        pod.with("AWS_ACCESS_KEY_ID", key.id())
                .with("AWS_SECRET_ACCESS_KEY", key.secret())
                .with("AWS_SESSION_TOKEN", key.token());
        ended(0, "ls");
        pod.with("AWS_ACCESS_KEY_ID", S3Server.KEY)
                .with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET)
                .with("AWS_SESSION_TOKEN", null);

        ended(0, "ls");

        assertThat(Files.readString(pod.conf())).contains(S3Server.SECRET).doesNotContain(key.token());
        worksWithoutKeys();
    }

    @Test
    void new_b2_key_replaces_the_old_one() throws IOException {
        on(StorageFixture.StorageKind.B2);
        var key = FakeB2Server.shared().key();
        pod.with("B2_KEY_ID", key.id()).with("B2_APP_KEY", key.secret());

        ended(0, "up");

        assertThat(Files.readString(pod.conf())).contains("account = " + key.id(), "key = " + key.secret());
    }

    @Test
    void section_stays_with_a_note_if_the_storage_is_not_checked() {
        pod.with("AWS_SECRET_ACCESS_KEY", "another");

        assertThat(ended(0, "entrypoint", "--sourced").err())
                .containsOnlyOnce("[minio] in " + pod.conf() + " stays as it was: the storage was not asked");

        assertKept();
    }

    @Test
    void configure_without_a_check_writes_the_given_values() throws IOException {
        pod.with("AWS_SECRET_ACCESS_KEY", "another");

        assertThat(ended(0, "configure").out()).contains("wrote [minio] to " + pod.conf());

        assertThat(Files.readString(pod.conf())).contains("secret_access_key = another");
    }

    @Test
    void configure_with_a_check_does_not_write_a_failing_key() throws IOException {
        Files.delete(pod.conf());
        pod.with("AWS_SECRET_ACCESS_KEY", "another");

        assertThat(ended(78, "configure", "--check").out()).contains("[minio] was not written to " + pod.conf());

        assertThat(pod.conf()).doesNotExist();
    }

    @Test
    void check_without_a_bucket_reports_that_nothing_was_checked() {
        pod.with("S3_REPLAYS", null).with("S3_ARTIFACTS", null);
        pod.with("R2_ACCESS_KEY", "a").with("R2_SECRET_KEY", "one-secret").with("R2_ENDPOINT", "https://x.example.com");

        Pod.CommandRun run = ended(0, "configure", "--check");

        assertThat(run.err())
                .contains("no bucket is set, so nothing was checked")
                .contains("export R2_BUCKET=...");
        pod.with("R2_SECRET_KEY", "other-secret");
        assertThat(ended(78, "configure", "--check").out()).contains("stays as it was");
    }

    private TemporaryS3Key key() {
        List<String> buckets =
                List.of(depot.replays().substring(3), depot.artifacts().substring(3));
        return TemporaryS3Key.of(
                S3Server.shared(),
                S3KeyPolicy.denyingAll()
                        .allowingListing(buckets)
                        .allowingObjects(buckets, "GetObject", "PutObject", "DeleteObject"));
    }

    /** As an SSH session does. */
    private void worksWithoutKeys() {
        SECRETS.forEach(name -> pod.with(name, null));
        ended(0, "ls", "artifacts");
    }
}
