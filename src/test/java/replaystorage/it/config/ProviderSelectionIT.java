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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.S3Server;

/** The storage that variables and rclone.conf select, and the messages if they select none. */
class ProviderSelectionIT {
    @TempDir
    Path root;

    private Pod pod;

    @BeforeEach
    void start() {
        pod = new Pod(root);
    }

    private Pod.CommandRun run(int status, String... words) {
        Pod.CommandRun run = pod.run(words);
        assertThat(run.status()).as(run.all()).isEqualTo(status);
        return run;
    }

    private String conf() throws IOException {
        return Files.readString(pod.conf());
    }

    private void conf(String text) throws IOException {
        Files.createDirectories(pod.conf().getParent());
        Files.writeString(pod.conf(), text);
    }

    private void onB2() {
        pod.with("B2_KEY_ID", "0051a2b3c4d5e6f0000000001").with("B2_APP_KEY", "K005abcdefghijklmnopqrstuvwxyz0");
    }

    private void onR2() {
        pod.with("R2_ACCESS_KEY", S3Server.KEY)
                .with("R2_SECRET_KEY", S3Server.SECRET)
                .with("R2_ENDPOINT", S3Server.shared().endpoint());
    }

    private String bucket() {
        String bucket = S3Server.bucket("chosen");
        S3Server.shared().rclone(root.resolve("aside")).run("mkdir", "s3:" + bucket);
        return bucket;
    }

    @Test
    void fetch_does_nothing_without_a_configured_storage() {
        Pod.CommandRun run = run(0, "fetch");
        assertThat(run.err()).contains("no storage is configured").contains("B2_KEY_ID");
        assertThat(pod.conf()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "configure",
                "up",
                "down",
                "snapshot",
                "snapshots",
                "checkpoints",
                "upload .",
                "pull .",
                "ls",
                "verify",
                "sync-all-up"
            })
    void every_other_command_reports_what_to_set_without_a_storage(String command) {
        Pod.CommandRun run = run(78, command.split(" "));
        assertThat(run.err()).contains("Error: no storage is configured").contains("Try: export B2_KEY_ID=...");
        assertThat(run.out()).isEmpty();
        assertThat(pod.conf()).doesNotExist();
    }

    @Test
    void listing_local_checkpoints_needs_no_storage() {
        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);
        assertThat(run(0, "checkpoints", "--local").out()).contains("a.pt");
    }

    @ParameterizedTest
    @CsvSource({
        "B2_KEY_ID, B2_APP_KEY",
        "B2_APP_KEY, B2_KEY_ID",
        "R2_ACCESS_KEY, R2_SECRET_KEY",
        "R2_SECRET_KEY, R2_ENDPOINT"
    })
    void half_set_provider_names_its_missing_variable(String set, String missing) {
        pod.with(set, "only-this-one");
        for (String command : List.of("fetch", "up", "configure")) {
            assertThat(run(78, command).err()).contains(missing).doesNotContain("only-this-one");
        }
    }

    @Test
    void half_set_provider_next_to_a_complete_one_is_a_warning() throws IOException {
        onR2();
        pod.with("B2_KEY_ID", "0051a2b3c4d5e6f0000000001");
        assertThat(run(0, "configure").err())
                .contains("B2")
                .contains("B2_APP_KEY")
                .contains("Cloudflare R2 is used");
        assertThat(conf()).contains("[r2]").doesNotContain("[b2]");
    }

    @Test
    void b2_precedes_r2_unless_another_provider_is_selected() throws IOException {
        onB2();
        onR2();
        run(0, "configure");
        assertThat(conf()).contains("[b2]").doesNotContain("[r2]");
        pod.with("REPLAY_STORAGE_PROVIDER", "r2");
        run(0, "configure");
        assertThat(conf()).contains("[b2]").contains("[r2]");
        pod.with("REPLAY_STORAGE_PROVIDER", "ftp");
        assertThat(run(78, "configure").err()).contains("ftp").contains("b2, r2, s3");
    }

    @Test
    void unset_bucket_is_an_error_that_names_its_variables() {
        onR2();
        assertThat(run(78, "up").err()).contains("R2_ARTIFACTS and R2_BUCKET are unset");
        assertThat(run(78, "fetch").err()).contains("R2_REPLAYS and R2_BUCKET are unset");
        pod.with("R2_REPLAYS", "replays");
        assertThat(run(78, "snapshots").err()).contains("R2_ARTIFACTS");
    }

    @Test
    void replays_and_artifacts_may_have_separate_buckets() {
        onR2();
        String common = bucket();
        String artifacts = bucket();
        pod.with("R2_BUCKET", common).with("R2_ARTIFACTS", artifacts);
        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);
        assertThat(run(0, "up").err()).contains("R2_ARTIFACTS and R2_BUCKET name different buckets");
        assertThat(S3Server.shared().rclone(root.resolve("aside")).run("lsf", "-R", "s3:" + artifacts))
                .contains("a.pt");
    }

    @Test
    void configure_checks_the_buckets_of_the_given_provider() {
        onB2();
        onR2();
        pod.with("R2_REPLAYS", bucket()).with("R2_ARTIFACTS", bucket());
        Pod.CommandRun run = run(0, "configure", "r2", "--check");
        assertThat(run.out()).contains("wrote [r2] to " + pod.conf());
        assertThat(run.out().lines().filter(line -> line.endsWith("can be listed")))
                .hasSize(2);
        pod.with("R2_ARTIFACTS", "no-such-bucket");
        assertThat(run(3, "configure", "r2", "--check").err())
                .contains("R2_ARTIFACTS")
                .contains("no-such-bucket");
    }

    @Test
    void section_of_the_user_counts_as_configured_and_stays() throws IOException {
        onR2();
        run(0, "configure");
        String own = conf().replaceFirst("(?=region)", "# mine\nupload_cutoff = 7Mi\n") + "[other]\ntype = memory\n";
        conf(own);
        pod.with("R2_ACCESS_KEY", null).with("R2_SECRET_KEY", null).with("R2_ENDPOINT", null);
        pod.with("R2_BUCKET", bucket()).write("checkpoints/a.pt", "bytes", Instant.EPOCH);
        run(0, "up");
        run(0, "configure");
        assertThat(conf()).isEqualTo(own);
        onR2();
        pod.with("R2_ACCESS_KEY", "another-key-id");
        run(0, "configure");
        assertThat(conf()).isEqualTo(own.replace(S3Server.KEY, "another-key-id"));
    }

    @Test
    void section_with_our_name_but_another_type_is_refused_and_stays() throws IOException {
        onB2();
        conf("[b2]\ntype = memory\n");
        for (String command : List.of("configure", "up", "fetch")) {
            assertThat(run(78, command).err()).contains("[b2]").contains("memory");
        }
        assertThat(conf()).isEqualTo("[b2]\ntype = memory\n");
    }

    @Test
    void replay_storage_remote_selects_any_section() throws IOException {
        onB2();
        String text = "[my minio]\ntype = s3\nprovider = Minio\naccess_key_id = " + S3Server.KEY
                + "\nsecret_access_key = " + S3Server.SECRET + "\nendpoint = "
                + S3Server.shared().endpoint() + "\n";
        conf(text);
        pod.with("REPLAY_STORAGE_REMOTE", "my minio:").with("S3_BUCKET", bucket());
        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);
        run(0, "up");
        assertThat(run(0, "checkpoints").out()).contains("a.pt");
        assertThat(conf()).isEqualTo(text);
        pod.with("REPLAY_STORAGE_REMOTE", "nope");
        assertThat(run(78, "up").err())
                .contains("REPLAY_STORAGE_REMOTE")
                .contains("nope")
                .contains("my minio");
    }
}
