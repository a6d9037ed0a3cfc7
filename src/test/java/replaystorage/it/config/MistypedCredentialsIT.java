package replaystorage.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.S3Server;
import replaystorage.support.StorageFixture;

/** Values copied from a guide, or from the wrong line of a provider's page. */
class MistypedCredentialsIT {
    @TempDir
    Path root;

    private static Pod.CommandRun ended(int status, Pod pod, String... words) {
        Pod.CommandRun run = pod.run(words);
        assertThat(run.status()).as(run.all()).isEqualTo(status);
        return run;
    }

    @ParameterizedTest
    @CsvSource({
        "B2_KEY_ID, your_key_id",
        "B2_KEY_ID, YOUR_KEY_ID",
        "B2_APP_KEY, YOUR_APPLICATION_KEY",
        "B2_APP_KEY, your-app-key-here",
        "B2_APP_KEY, yourApplicationKey",
        "B2_APP_KEY, ...",
        "B2_APP_KEY, K00...",
        "B2_APP_KEY, xxxxxxxx",
        "B2_APP_KEY, change-me",
        "B2_APP_KEY, replace_with_your_key"
    })
    void placeholder_is_reported_before_any_request(String variable, String value) {
        Pod pod = new Pod(root)
                .with("B2_KEY_ID", "0051a2b3c4d5e6f0000000001")
                .with("B2_APP_KEY", "K005abcdefghijklmnopqrstuvwxyz0")
                .with("B2_BUCKET", "melee")
                .with("B2_ENDPOINT", "http://127.0.0.1:1")
                .with(variable, value);

        assertThat(ended(78, pod, "fetch").err())
                .contains(variable + " still holds a guide's placeholder")
                .contains("Try: export " + variable + "=...");
    }

    @ParameterizedTest
    @CsvSource({
        "https://YOUR_ACCOUNT_ID.r2.cloudflarestorage.com",
        "https://your-account-id.r2.cloudflarestorage.com",
        "http://ACCOUNT.r2.cloudflarestorage.com"
    })
    void reports_an_endpoint_with_a_placeholder_account_id(String endpoint) {
        Pod pod = new Pod(root)
                .with("R2_ACCESS_KEY", "0123456789abcdef0123456789abcdef")
                .with("R2_SECRET_KEY", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
                .with("R2_BUCKET", "melee")
                .with("R2_ENDPOINT", endpoint);

        assertThat(ended(78, pod, "fetch").err())
                .contains("R2_ENDPOINT still contains the example's text instead of the account id");
    }

    @Test
    void reports_a_b2_key_name_in_place_of_the_key_id() throws IOException {
        Pod pod = StorageFixture.open(StorageFixture.StorageKind.B2, root).pod().with("B2_KEY_ID", "exphil-rclone");

        assertThat(ended(78, pod, "fetch").err())
                .contains(
                        "B2_KEY_ID is 'exphil-rclone', which is not a Backblaze keyID (on the App Keys page, 25 digits)")
                .contains("shows the keyID next to it");
    }

    @Test
    void reports_an_r2_token_value_in_place_of_the_access_key() throws IOException {
        try (FakeS3Server stub =
                new FakeS3Server().answerWhen(asked -> true, FakeS3Server.error(403, "InvalidAccessKeyId"))) {
            Pod pod = new Pod(root)
                    .with("R2_ACCESS_KEY", "v1aB3cD4eF5gH6iJ7kL8mN9oP0qR1sT2uV3wX4yZ")
                    .with("R2_SECRET_KEY", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
                    .with("R2_BUCKET", FakeS3Server.BUCKET)
                    .with("R2_ENDPOINT", stub.endpoint());

            assertThat(ended(78, pod, "fetch").err())
                    .contains("R2_ACCESS_KEY has 40 characters, which is not an R2 access key id")
                    .contains("it may be the token's value")
                    .doesNotContain("v1aB3cD4");
        }
    }

    @ParameterizedTest
    @CsvSource({"“,”", "‘,’", "„,“", "«,»"})
    void typographic_quotes_are_removed_with_a_note(String before, String after) throws IOException {
        Pod pod = StorageFixture.open(StorageFixture.StorageKind.S3, root)
                .pod()
                .with("AWS_SECRET_ACCESS_KEY", before + S3Server.SECRET + after);

        assertThat(ended(0, pod, "ls").err()).contains("AWS_SECRET_ACCESS_KEY has typographic quotes around it");
    }

    @ParameterizedTest
    @CsvSource({"S3", "B2"})
    void misspelt_bucket_suggests_the_nearest_one(StorageFixture.StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.withOneBucket(kind, root);
        String bucket = depot.replays().substring(3);
        Pod pod = depot.pod().with(kind + "_BUCKET", bucket.replace("replays", "repalys"));

        for (String command : new String[] {"fetch", "ls", "configure --check"}) {
            assertThat(ended(3, pod, command.split(" ")).err())
                    .contains("Try: export " + kind + "_BUCKET=" + bucket + "\n");
        }
    }

    @Test
    void reports_the_example_bucket_of_a_guide() throws IOException {
        Pod pod = StorageFixture.open(StorageFixture.StorageKind.B2, root)
                .pod()
                .with("B2_REPLAYS", "your-replays-bucket");

        assertThat(ended(3, pod, "fetch").err())
                .contains(
                        "there is no bucket your-replays-bucket (from B2_REPLAYS)", "a guide's example", "there are: ");
    }

    @Test
    void reports_https_to_an_http_server_with_the_right_endpoint() throws IOException {
        Pod pod = StorageFixture.open(StorageFixture.StorageKind.S3, root).pod();
        String right = pod.environment().get("S3_ENDPOINT");
        pod.with("S3_ENDPOINT", right.replace("http:", "https:"));

        assertThat(ended(78, pod, "ls").err())
                .contains("answers http, not https")
                .contains("Try: export S3_ENDPOINT=" + right + "\n");
    }

    @Test
    void doctor_reports_a_half_set_provider_next_to_the_used_one() throws IOException {
        Pod pod = StorageFixture.open(StorageFixture.StorageKind.S3, root)
                .pod()
                .with("B2_KEY_ID", "0051a2b3c4d5e6f0000000001");

        assertThat(pod.run("doctor").out())
                .contains("Backblaze B2 is only half set (missing: B2_APP_KEY); S3-compatible server is used")
                .contains("Try: export B2_APP_KEY=...")
                .doesNotContain("takes precedence");
    }
}
