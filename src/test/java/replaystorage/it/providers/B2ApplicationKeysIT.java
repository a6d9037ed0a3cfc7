package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import replaystorage.support.FileTrees;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.b2.B2ApplicationKey;

/** Restricted B2 keys, and expiring tokens. */
class B2ApplicationKeysIT extends B2TestBase {

    private void everyCommandRuns(Pod pod) throws IOException {
        Path checkpoints = FileTrees.createFiles(pod.checkpoints(), 5, "pt");
        Path slp = FileTrees.createFiles(root.resolve("slp"), 5, "slp");
        good(pod, "upload", slp.toString(), "greg");
        assertThat(good(pod, "doctor").out())
                .contains("may list, write, read, delete")
                .doesNotContain("warning", "error");
        good(pod, "up", "--settle", "0");
        good(pod, "auto-sync", "--once");
        good(pod, "snapshot", "2026-01-02");
        assertThat(good(pod, "snapshots").out()).isEqualTo("2026-01-02  complete\n");
        assertThat(good(pod, "verify", "checkpoints").out()).contains("5 files identical (compared by hash)");
        assertThat(good(pod, "ls", "replays", "greg").out().lines()).hasSize(5);
        assertThat(good(pod, "fetch", "greg").out()).startsWith("5 .slp files");
        good(pod, "pull", root.resolve("pulled").toString());
        good(
                pod,
                "down",
                "checkpoints",
                "--snapshot",
                "2026-01-02",
                "--to",
                root.resolve("down").toString());
        assertThat(FileTrees.contents(root.resolve("pulled"))).isEqualTo(FileTrees.contents(checkpoints));
        assertThat(FileTrees.contents(root.resolve("down"))).isEqualTo(FileTrees.contents(checkpoints));
    }

    @Test
    void key_for_one_bucket_is_enough_for_every_command() throws IOException {
        everyCommandRuns(pod(server.keyFor(BUCKET)));
    }

    @Test
    void key_for_two_buckets_is_enough_for_every_command() throws IOException {
        server.createBucket("my-artifacts");
        everyCommandRuns(pod(server.keyFor(BUCKET, "my-artifacts")).with("B2_ARTIFACTS", "my-artifacts"));
    }

    @Test
    void key_that_cannot_create_buckets_is_enough_for_every_command() throws IOException {
        everyCommandRuns(pod(server.keyWithoutNewBuckets()));
    }

    @Test
    void key_that_cannot_create_buckets_overwrites_nothing_in_a_conflict() {
        Pod one = pod(server.keyWithoutNewBuckets());
        one.write("checkpoints/latest.pt", "base", OLD);
        good(one, "up", "checkpoints", "--settle", "0");
        Pod other = server.pod(root.resolve("other"), server.key()).with("B2_BUCKET", BUCKET);
        other.write("checkpoints/latest.pt", "theirs", OLD.plusSeconds(60));
        good(other, "up", "checkpoints", "--settle", "0");
        one.write("checkpoints/latest.pt", "mine, and newer", OLD.plusSeconds(120));
        Pod.CommandRun run = fails(one, 1, "up", "checkpoints", "--settle", "0");
        assertThat(run.err())
                .contains(
                        "a key for all buckets also needs writeBuckets",
                        "make a key with Read and Write for the whole bucket");
        good(other, "pull", root.resolve("pulled").toString());
        assertThat(root.resolve("pulled/latest.pt")).hasContent("theirs");
    }

    @Test
    void reports_the_bucket_that_a_key_is_restricted_to() {
        server.createBucket("other-bucket");
        Pod.CommandRun run = fails(pod(server.keyFor("other-bucket")), 3, "fetch");
        assertThat(run.err())
                .contains("the key is restricted to the bucket other-bucket and cannot access the bucket " + BUCKET)
                .contains("export B2_BUCKET=other-bucket ");
    }

    @Test
    void reports_missing_write_permission_in_few_calls() throws IOException {
        Pod pod = pod(server.readOnlyKeyFor(BUCKET));
        FileTrees.createFiles(pod.checkpoints(), 100, "pt");
        Pod.CommandRun run = fails(pod, 1, "up", "--settle", "0");
        assertThat(run.err()).contains("Error: the B2 key may not write to my-replays; it lacks the right writeFiles");
        assertThat(server.requests()).as("calls").hasSizeLessThan(40);

        server.forgetRequests();
        assertThat(fails(pod, 1, "doctor").out()).contains("it lacks the right writeFiles", "may list");
        assertThat(server.requests()).as("calls").hasSizeLessThan(60);

        server.put(BUCKET, "greg/a.slp", "a");
        assertThat(good(pod, "fetch").out()).startsWith("1 .slp file, 1 B");
        assertThat(fails(pod, 1, "snapshot", "2026-01-02").err()).contains("it lacks the right writeFiles");
    }

    @Test
    void reports_a_wrong_key_in_few_calls() {
        B2ApplicationKey key = server.key();
        Pod pod = pod(key).with("B2_APP_KEY", key.secret().replace('0', '1'));
        Pod.CommandRun run = fails(pod, 78, "fetch");
        assertThat(run.err()).contains("refused B2_KEY_ID and B2_APP_KEY");
        assertThat(server.count("b2_authorize_account")).isLessThan(5);
    }

    @Test
    void key_with_a_name_prefix_works_below_the_prefix() {
        Pod pod = pod(server.keyForPrefix(BUCKET, "checkpoints/"));
        FileTrees.createFiles(pod.checkpoints(), 5, "pt");
        good(pod, "up", "checkpoints", "--settle", "0");
        good(pod, "pull", root.resolve("pulled").toString());
        assertThat(FileTrees.contents(root.resolve("pulled"))).isEqualTo(FileTrees.contents(pod.checkpoints()));
        pod.write("logs/a.log", "a", OLD);
        assertThat(pod.runWithShortWait("up", "logs", "--settle", "0").err()).contains("the B2 key", "prefix");
    }

    @Test
    void old_rclone_without_version_4_of_the_api_is_refused() {
        String old = System.getenv("REPLAY_STORAGE_TEST_OLD_RCLONE");
        Assumptions.assumeTrue(old != null && !old.isEmpty(), "no rclone that is too old");
        B2ApplicationKey key = server.keyFor(BUCKET);
        RcloneCli raw = server.rclone(root, key);
        assertThatThrownBy(() -> raw.runWith(Path.of(old), "lsf", "b2:" + BUCKET))
                .hasMessageContaining(
                        "This request is not currently supported on API version number 1 (400 bad_request)");
        Pod.CommandRun run = fails(pod(key).with("REPLAY_STORAGE_RCLONE", old), 69, "fetch");
        assertThat(run.err()).contains("is 1.60.1-DEV, but 1.73.0 or newer is needed", "Try: ");
    }

    @Test
    void expiring_tokens_are_renewed() {
        server.setTokenLifetime(30);
        Pod pod = pod(server.keyFor(BUCKET));
        Path checkpoints = FileTrees.createFiles(pod.checkpoints(), 100, "pt");
        good(pod, "up", "--settle", "0");
        good(pod, "snapshot", "2026-01-02");
        good(pod, "pull", root.resolve("pulled").toString());
        assertThat(FileTrees.contents(root.resolve("pulled"))).isEqualTo(FileTrees.contents(checkpoints));
        assertThat(server.count("b2_authorize_account")).isGreaterThan(10);
    }
}
