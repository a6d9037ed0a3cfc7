package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.FakeInstanceMetadata;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3KeyPolicy;
import replaystorage.support.S3Server;
import replaystorage.support.TemporaryS3Key;

/** S3 credentials from other sources than our variables; regions and storage classes. */
class S3CredentialSourcesIT {
    private static final Instant TIME = Instant.parse("2026-02-01T10:00:00Z");

    @TempDir
    Path root;

    private final String bucket = S3Server.bucket("sources");
    private RcloneCli raw;
    private Pod pod;

    private void on(S3Server server) {
        raw = server.rclone(root);
        raw.run("mkdir", "s3:" + bucket);
        pod = new Pod(root).with("S3_ENDPOINT", server.endpoint()).with("S3_BUCKET", bucket);
        pod.write("checkpoints/latest.pt", "weights", TIME);
    }

    private TemporaryS3Key key(S3Server server) {
        S3KeyPolicy policy = S3KeyPolicy.denyingAll()
                .allowingListing(List.of(bucket))
                .allowingObjects(List.of(bucket), "GetObject", "PutObject", "DeleteObject");
        return TemporaryS3Key.of(server, policy);
    }

    private static Pod.CommandRun good(Pod.CommandRun run) {
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    /** Uploads and downloads with rclone's full debug output, which must not contain a secret. */
    private void goesUpAndDown(TemporaryS3Key key) {
        InstalledProgram program = InstalledProgram.on(pod);
        Pod.CommandRun up = good(program.run("up", "checkpoints", "--verbose", "--", "-vv", "--dump", "headers"));
        assertThat(up.err()).contains("X-Amz-Security-Token: ***");
        assertThat(up.all()).doesNotContain(key.token()).doesNotContain(key.secret());
        good(program.run(
                "down", "checkpoints", "--to", root.resolve("elsewhere").toString()));
        assertThat(root.resolve("elsewhere/latest.pt")).hasContent("weights");
        assertThat(pod.conf()).content().contains("env_auth = true").doesNotContain(key.secret(), key.token());
    }

    @Test
    void key_of_an_instance_role_is_used() throws IOException {
        on(S3Server.shared());
        TemporaryS3Key key = key(S3Server.shared());
        try (FakeInstanceMetadata metadata = new FakeInstanceMetadata(key)) {
            metadata.asEc2Instance(pod);
            goesUpAndDown(key);
        }
    }

    @Test
    void key_of_a_container_agent_is_used() throws IOException {
        on(S3Server.shared());
        TemporaryS3Key key = key(S3Server.shared());
        try (FakeInstanceMetadata metadata = new FakeInstanceMetadata(key)) {
            metadata.asContainerAgent(pod);
            goesUpAndDown(key);
        }
    }

    @Test
    void profile_in_the_home_folder_is_used() throws IOException {
        on(S3Server.shared());
        TemporaryS3Key key = key(S3Server.shared());
        Path aws = Files.createDirectories(pod.home().resolve(".aws"));
        Files.writeString(
                aws.resolve("credentials"),
                "[train]\naws_access_key_id = " + key.id() + "\naws_secret_access_key = " + key.secret()
                        + "\naws_session_token = " + key.token() + "\n");
        pod.with("AWS_PROFILE", "train");
        goesUpAndDown(key);
    }

    @Test
    void reports_missing_credentials() {
        on(S3Server.shared());
        pod.with("AWS_EC2_METADATA_DISABLED", "true");

        Pod.CommandRun run = InstalledProgram.on(pod).run("up", "checkpoints");

        assertThat(run.status()).as(run.all()).isEqualTo(78);
        assertThat(run.err()).contains("there are no credentials").contains("export AWS_ACCESS_KEY_ID=");
    }

    @Test
    void reports_a_session_token_of_another_key() {
        on(S3Server.shared());
        pod.with("AWS_ACCESS_KEY_ID", S3Server.KEY)
                .with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET)
                .with("AWS_SESSION_TOKEN", "left-over-of-another-day");

        Pod.CommandRun run = pod.run("up", "checkpoints");

        assertThat(run.status()).as(run.all()).isEqualTo(78);
        assertThat(run.err()).contains("AWS_SESSION_TOKEN does not belong to AWS_ACCESS_KEY_ID");
    }

    @Test
    void reports_a_wrong_region_with_a_working_remedy() throws IOException {
        S3Server server = S3Server.inRegion("eu-west-1");
        try {
            raw = server.rclone(root);
            Files.writeString(
                    raw.config(), Files.readString(raw.config()).replace("[s3]\n", "[s3]\nregion = eu-west-1\n"));
            raw.run("mkdir", "s3:" + bucket);
            pod = Pod.onS3(root, server, bucket, bucket);
            pod.write("checkpoints/latest.pt", "weights", TIME);

            Pod.CommandRun run = pod.run("up", "checkpoints");
            assertThat(run.status()).as(run.all()).isEqualTo(78);
            assertThat(run.err()).contains("in the region eu-west-1").contains("Try: export S3_REGION=eu-west-1");

            good(pod.with("S3_REGION", "eu-west-1").run("up", "checkpoints"));
        } finally {
            server.stop();
        }
    }

    @Test
    void uploads_and_copies_have_the_chosen_storage_class() {
        on(S3Server.shared());
        pod.with("AWS_ACCESS_KEY_ID", S3Server.KEY)
                .with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET)
                .with("S3_STORAGE_CLASS", "REDUCED_REDUNDANCY");

        String header = "X-Amz-Storage-Class: REDUCED_REDUNDANCY";
        String[] loud = {"--verbose", "--", "-vv", "--dump", "headers"};
        assertThat(good(pod.run(words(loud, "up", "checkpoints"))).err()).contains(header);
        assertThat(good(pod.run(words(loud, "snapshot", "2026-02-02"))).err())
                .contains(header)
                .contains("X-Amz-Copy-Source: ");
    }

    private static String[] words(String[] last, String... first) {
        return Stream.concat(Stream.of(first), Stream.of(last)).toArray(String[]::new);
    }
}
