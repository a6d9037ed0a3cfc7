package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3KeyPolicy;
import replaystorage.support.S3Server;
import replaystorage.support.TemporaryS3Key;

/** Restricted keys of an S3 server: allowed work succeeds, and other errors name the missing permission. */
class KeyPermissionsIT {
    private static final Instant TIME = Instant.parse("2026-02-01T10:00:00Z");
    private static final String[] ALL = {"GetObject", "PutObject", "DeleteObject"};

    @TempDir
    Path root;

    /** The provider whose variables are set. */
    enum VariableSource {
        R2 {
            @Override
            void on(Pod pod, S3Server server, TemporaryS3Key key, String replays, String artifacts) throws IOException {
                // R2's tokens for a bucket do not expire, but the server only issues keys with a session token.
                conf(pod, "[r2]\ntype = s3\nprovider = Cloudflare\nsession_token = " + key.token() + "\n");
                pod.with("R2_ENDPOINT", server.endpoint())
                        .with("R2_ACCESS_KEY", key.id())
                        .with("R2_SECRET_KEY", key.secret())
                        .with("R2_REPLAYS", replays)
                        .with("R2_ARTIFACTS", artifacts);
            }
        },
        /** The AWS template with an endpoint in the user's section, without https because rclone then sends trailing checksums. */
        S3 {
            @Override
            void on(Pod pod, S3Server server, TemporaryS3Key key, String replays, String artifacts) throws IOException {
                conf(
                        pod,
                        "[s3]\ntype = s3\nprovider = AWS\nforce_path_style = true\nuse_data_integrity_protections = false\nuse_unsigned_payload = true\nendpoint = "
                                + server.endpoint() + "\n");
                keys(pod, key).with("S3_REPLAYS", replays).with("S3_ARTIFACTS", artifacts);
            }
        },
        MINIO {
            @Override
            void on(Pod pod, S3Server server, TemporaryS3Key key, String replays, String artifacts) {
                keys(pod, key)
                        .with("S3_ENDPOINT", server.endpoint())
                        .with("S3_REPLAYS", replays)
                        .with("S3_ARTIFACTS", artifacts);
            }
        };

        abstract void on(Pod pod, S3Server server, TemporaryS3Key key, String replays, String artifacts)
                throws IOException;

        private static Pod keys(Pod pod, TemporaryS3Key key) {
            return pod.with("AWS_ACCESS_KEY_ID", key.id())
                    .with("AWS_SECRET_ACCESS_KEY", key.secret())
                    .with("AWS_SESSION_TOKEN", key.token());
        }

        private static void conf(Pod pod, String text) throws IOException {
            Files.createDirectories(pod.conf().getParent());
            Files.writeString(pod.conf(), text);
        }
    }

    private final S3Server server = S3Server.shared();
    private final String replays = S3Server.bucket("replays");
    private final String artifacts = S3Server.bucket("artifacts");
    private final List<String> both = List.of(replays, artifacts);
    private RcloneCli raw;
    private Pod pod;

    private void given(VariableSource named, S3KeyPolicy policy) throws IOException {
        raw = server.rclone(root);
        both.forEach(bucket -> raw.run("mkdir", "s3:" + bucket));
        pod = new Pod(root);
        named.on(pod, server, TemporaryS3Key.of(server, policy), replays, artifacts);
        pod.write("checkpoints/latest.pt", "weights", TIME);
        Path theirs = root.resolve("theirs");
        Pod.write(theirs, "mewtwo/game.slp", "a game", TIME);
        raw.run("copy", theirs.toString(), "s3:" + replays);
        Pod.write(theirs, "old.pt", "old weights", TIME);
        raw.run("copyto", theirs.resolve("old.pt").toString(), "s3:" + artifacts + "/checkpoints/old.pt");
        raw.run("copyto", theirs.resolve("old.pt").toString(), "s3:" + artifacts + "/snapshots/2026-01-01/logs/a.log");
    }

    private Pod.CommandRun good(String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    private void refused(String says, String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isNotZero();
        assertThat(run.err()).contains(says).contains("Try: ").doesNotContain("100%");
    }

    private String there(String bucket) {
        return raw.run("lsf", "-R", "--files-only", "s3:" + bucket);
    }

    @ParameterizedTest
    @EnumSource(VariableSource.class)
    void key_for_only_the_two_buckets_can_do_everything(VariableSource named) throws IOException {
        given(named, S3KeyPolicy.denyingAll().allowingListing(both).allowingObjects(both, ALL));

        assertThat(good("configure", "--check").out()).contains(replays + ": ok, can be listed");
        assertThat(good("doctor").out())
                .contains("may list, write, write in parts, read, delete")
                .doesNotContain("warning", "error");
        good("fetch");
        good("up");
        good("snapshot", "2026-02-02");
        assertThat(good("snapshots").out()).contains("2026-01-01", "2026-02-02");
        assertThat(good("checkpoints", "--remote").out()).contains("latest.pt", "old.pt");
        good("auto-sync", "--once");
        pod.write("more/other.slp", "another game", TIME);
        good("upload", pod.workspace().resolve("more").toString(), "greg", "--settle", "0");
        Files.delete(pod.workspace().resolve("more/other.slp"));
        pod.write("more/third.slp", "a third game", TIME);
        good("upload", pod.workspace().resolve("more").toString(), "greg", "--delete");
        good("verify", "checkpoints", "replays");
        good("ls", "replays");
        good("down");
        good("pull", root.resolve("pulled").toString());

        assertThat(pod.read("replays/mewtwo/game.slp")).isEqualTo("a game");
        assertThat(pod.read("checkpoints/old.pt")).isEqualTo("old weights");
        assertThat(there(replays)).contains("greg/third.slp").doesNotContain("other.slp");
        assertThat(there(artifacts)).contains("checkpoints/latest.pt", "snapshots/2026-02-02/checkpoints/latest.pt");
        assertThat(root.resolve("pulled/latest.pt")).hasContent("weights");
    }

    @ParameterizedTest
    @EnumSource(VariableSource.class)
    void read_only_key_downloads_and_uploads_report_the_missing_permission(VariableSource named) throws IOException {
        given(named, S3KeyPolicy.denyingAll().allowingListing(both).allowingObjects(both, "GetObject"));

        good("configure", "--check");
        good("fetch");
        good("down");
        good("down", "logs", "--snapshot", "2026-01-01");
        good("pull", root.resolve("pulled").toString());
        good("checkpoints", "--remote");
        good("snapshots");
        good("ls", "artifacts");
        good("verify", "replays");

        String right = "the key may not write to the bucket " + artifacts + " (PutObject is refused)";
        refused(right, "up", "checkpoints");
        refused(right, "snapshot", "2026-02-02");
        refused(right, "auto-sync", "--once");
        pod.write("more/other.slp", "another game", TIME);
        refused(
                "the key may not write to the bucket " + replays,
                "upload",
                pod.workspace().resolve("more").toString(),
                "greg");
        assertThat(there(artifacts)).doesNotContain("latest.pt", "2026-02-02");
    }

    @ParameterizedTest
    @EnumSource(VariableSource.class)
    void missing_list_permission_is_reported(VariableSource named) throws IOException {
        given(named, S3KeyPolicy.denyingAll().allowingObjects(both, ALL));

        String artifactsUnlisted = "the key may not list the bucket " + artifacts + " (ListObjectsV2 is refused)";
        refused("the key may not list the bucket " + replays, "configure", "--check");
        refused("the key may not list the bucket " + replays, "fetch");
        refused(artifactsUnlisted, "up", "checkpoints");
        refused(artifactsUnlisted, "down", "checkpoints");
        refused(artifactsUnlisted, "snapshots");
        refused(artifactsUnlisted, "ls", "artifacts");
        assertThat(there(artifacts)).doesNotContain("latest.pt");
        assertThat(pod.read("checkpoints/latest.pt")).isEqualTo("weights");
    }

    @ParameterizedTest
    @EnumSource(VariableSource.class)
    void write_only_key_uploads_and_downloads_report_the_missing_permission(VariableSource named) throws IOException {
        given(named, S3KeyPolicy.denyingAll().allowingListing(both).allowingObjects(both, "PutObject"));

        assertThat(good("up", "checkpoints").err()).contains("can't check the copied files", "HeadObject is refused");
        assertThat(there(artifacts)).contains("checkpoints/latest.pt");
        refused("the key may not read the bucket " + artifacts + " (HeadObject is refused)", "up", "checkpoints");
        refused("the key may not read the bucket " + replays + " (GetObject is refused)", "fetch");
    }

    @ParameterizedTest
    @EnumSource(VariableSource.class)
    void missing_delete_permission_is_reported_and_all_else_is_uploaded(VariableSource named) throws IOException {
        given(named, S3KeyPolicy.denyingAll().allowingListing(both).allowingObjects(both, "GetObject", "PutObject"));
        pod.write("more/other.slp", "another game", TIME);

        good("up", "checkpoints");
        good("snapshot", "2026-02-02");
        assertThat(good("snapshots").out()).contains("2026-02-02  complete\n");
        refused(
                "the key may not delete in the bucket " + replays,
                "upload",
                pod.workspace().resolve("more").toString(),
                "mewtwo",
                "--delete");
        assertThat(there(replays)).contains("mewtwo/other.slp", "mewtwo/game.slp");
    }

    @ParameterizedTest
    @EnumSource(VariableSource.class)
    void key_for_only_the_checkpoints_works_for_checkpoint_commands(VariableSource named) throws IOException {
        given(
                named,
                S3KeyPolicy.denyingAll()
                        .allowingListing(artifacts, "checkpoints/")
                        .allowingObjects(List.of(artifacts + "/checkpoints"), ALL));

        assertThat(pod.runWithShortWait("configure", "--check").out())
                .contains(artifacts + "/checkpoints: can be listed; the whole bucket can't be")
                .doesNotContain("/logs");
        good("up", "checkpoints");
        good("auto-sync", "--once");
        good("down", "checkpoints");
        good("checkpoints", "--remote");
        good("verify", "checkpoints");
        good("pull", root.resolve("pulled").toString());
        refused("the key may not list the bucket " + artifacts, "up", "checkpoints", "logs", "cache");
        refused("the key may not list the bucket " + artifacts, "snapshots");
        refused("the key may not list the bucket " + replays, "fetch");
        assertThat(there(artifacts)).contains("checkpoints/latest.pt");
        assertThat(root.resolve("pulled/old.pt")).hasContent("old weights");
    }

    @Test
    void bucket_of_another_account_is_reported() throws IOException {
        given(
                VariableSource.MINIO,
                S3KeyPolicy.denyingAll().allowingListing(List.of("mine")).allowingObjects(List.of("mine"), ALL));

        refused("another account owns it", "fetch");
        refused("another account owns it", "up", "checkpoints");
    }
}
