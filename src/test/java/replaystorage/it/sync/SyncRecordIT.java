package replaystorage.it.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;

/** The record saves requests and stays correct: each kind of change in both directions, with counted requests. */
class SyncRecordIT {
    private static final int FILES = 30;
    private static final Instant OLD = Instant.parse("2026-01-01T10:00:00.123456789Z");
    private static S3Server server;

    @TempDir
    Path root;

    private Pod pod;
    private RcloneCli raw;
    private String bucket;

    @BeforeAll
    static void startServer() throws IOException {
        server = S3Server.counting();
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    /** A pod and a storage with equal, recorded files. */
    @BeforeEach
    void settle() {
        raw = server.rclone(root);
        bucket = S3Server.bucket("record");
        raw.run("mkdir", "s3:" + bucket);
        pod = Pod.onS3(root.resolve("pod"), server, bucket, bucket);
        for (int i = 0; i < FILES; i++) {
            pod.write("checkpoints/step " + i + ".pt", "content " + i, OLD.plusSeconds(i));
        }
        run("up", "checkpoints");
    }

    private Pod.CommandRun run(String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    /** The server's requests of a command, by operation. */
    private Map<String, Long> requests(String... words) {
        Map<String, Long> before = server.requests();
        run(words);
        Map<String, Long> asked = new TreeMap<>(server.requests());
        before.forEach((name, count) -> asked.merge(name, -count, Long::sum));
        asked.values().removeIf(count -> count == 0);
        return asked;
    }

    private void asksOnlyForTheListing(String... words) {
        assertThat(requests(words)).containsExactly(Map.entry("ListObjectsV2", 1L));
    }

    private String there(String name) {
        return raw.run("cat", "s3:" + bucket + "/checkpoints/" + name);
    }

    private void putThere(String name, String text, Instant time) {
        Path file = Pod.write(root.resolve("other-pod"), name, text, time);
        raw.run("copyto", "--ignore-times", file.toString(), "s3:" + bucket + "/checkpoints/" + name);
    }

    /** How a version differs from the recorded one. */
    enum FileChange {
        OTHER_SIZE_NEWER("quite another content"),
        OTHER_SIZE_OLDER("quite another content"),
        SAME_SIZE_NEWER("CONTENT 7"),
        SAME_SIZE_OLDER("CONTENT 7"),
        CLOCK_AN_HOUR_BEHIND("behind by an hour"),
        CLOCK_AN_HOUR_AHEAD("ahead by an hour");

        private final String text;

        FileChange(String text) {
            this.text = text;
        }

        private Instant time() {
            return switch (this) {
                case OTHER_SIZE_NEWER, SAME_SIZE_NEWER -> OLD.plusSeconds(600);
                case OTHER_SIZE_OLDER, SAME_SIZE_OLDER -> OLD.minusSeconds(600);
                case CLOCK_AN_HOUR_BEHIND -> Instant.now().minus(Duration.ofHours(1));
                case CLOCK_AN_HOUR_AHEAD -> Instant.now().plus(Duration.ofHours(1));
            };
        }
    }

    @Test
    void unchanged_run_requests_only_the_listing() {
        asksOnlyForTheListing("up", "checkpoints");
        asksOnlyForTheListing("down", "checkpoints");
        asksOnlyForTheListing("up", "checkpoints");
    }

    @ParameterizedTest
    @EnumSource
    void up_uploads_a_local_change(FileChange change) {
        pod.write("checkpoints/step 7.pt", change.text, change.time());
        Map<String, Long> asked = requests("up", "checkpoints");
        assertThat(there("step 7.pt")).isEqualTo(change.text);
        assertThat(asked).containsEntry("PutObject", 1L).doesNotContainKey("GetObject");
        assertThat(asked.getOrDefault("HeadObject", 0L)).isLessThanOrEqualTo(4);
        run("up", "checkpoints");
        if (change != FileChange.CLOCK_AN_HOUR_AHEAD) {
            asksOnlyForTheListing("up", "checkpoints");
        }
        pod.write("checkpoints/step 7.pt", "and back again", Instant.now().minusSeconds(10));
        run("up", "checkpoints");
        assertThat(there("step 7.pt")).isEqualTo("and back again");
        run("up", "checkpoints");
        asksOnlyForTheListing("up", "checkpoints");
    }

    @ParameterizedTest
    @EnumSource
    void down_downloads_a_remote_change(FileChange change) {
        putThere("step 7.pt", change.text, change.time());
        Map<String, Long> asked = requests("down", "checkpoints");
        assertThat(pod.read("checkpoints/step 7.pt")).isEqualTo(change.text);
        assertThat(asked).containsEntry("GetObject", 1L).doesNotContainKey("PutObject");
        assertThat(asked.getOrDefault("HeadObject", 0L)).isLessThanOrEqualTo(4);
        run("down", "checkpoints");
        asksOnlyForTheListing("down", "checkpoints");
        assertThat(pod.read("checkpoints/step 7.pt")).isEqualTo(change.text);
    }

    @ParameterizedTest
    @EnumSource
    void up_does_not_overwrite_a_remote_change(FileChange change) {
        putThere("step 7.pt", change.text, change.time());
        assertThat(requests("up", "checkpoints")).doesNotContainKey("PutObject");
        assertThat(there("step 7.pt")).isEqualTo(change.text);
        assertThat(pod.read("checkpoints/step 7.pt")).isEqualTo("content 7");
    }

    @ParameterizedTest
    @EnumSource
    void down_does_not_overwrite_a_local_change(FileChange change) {
        pod.write("checkpoints/step 7.pt", change.text, change.time());
        assertThat(requests("down", "checkpoints")).doesNotContainKey("GetObject");
        assertThat(pod.read("checkpoints/step 7.pt")).isEqualTo(change.text);
    }

    @Test
    void new_file_costs_one_upload_and_one_lookup_in_the_next_run() {
        for (int i = 0; i < 2; i++) {
            pod.write("checkpoints/new " + i + ".pt", "new", OLD);
        }
        assertThat(requests("up", "checkpoints"))
                .containsEntry("PutObject", 2L)
                .containsEntry("ListObjectsV2", 2L)
                .containsEntry("HeadObject", 2L)
                .hasSize(3);
        asksOnlyForTheListing("up", "checkpoints");
        putThere("brought.pt", "brought", OLD);
        assertThat(requests("down", "checkpoints"))
                .containsEntry("GetObject", 1L)
                .doesNotContainKey("HeadObject");
        asksOnlyForTheListing("down", "checkpoints");
    }

    @Test
    void link_set_back_to_an_older_file_is_uploaded() throws IOException {
        Path link = pod.checkpoints().resolve("latest.pt");
        Files.createSymbolicLink(link, Path.of("step 9.pt"));
        run("up", "checkpoints");
        run("up", "checkpoints");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("step 3.pt"));
        run("up", "checkpoints");
        assertThat(there("latest.pt")).isEqualTo("content 3");
        run("up", "checkpoints");
        asksOnlyForTheListing("up", "checkpoints");
    }

    @Test
    void touched_file_is_neither_uploaded_nor_downloaded() {
        pod.write("checkpoints/step 7.pt", "content 7", OLD.plusSeconds(999));
        assertThat(requests("up", "checkpoints")).doesNotContainKey("PutObject");
        run("up", "checkpoints");
        asksOnlyForTheListing("up", "checkpoints");
        putThere("step 8.pt", "content 8", OLD.plusSeconds(999));
        assertThat(requests("down", "checkpoints")).doesNotContainKey("GetObject");
    }

    @Test
    void locally_deleted_file_stays_on_the_remote_and_is_downloaded_again() throws IOException {
        Files.delete(pod.checkpoints().resolve("step 7.pt"));
        asksOnlyForTheListing("up", "checkpoints");
        assertThat(there("step 7.pt")).isEqualTo("content 7");
        assertThat(requests("down", "checkpoints")).containsEntry("GetObject", 1L);
        assertThat(pod.read("checkpoints/step 7.pt")).isEqualTo("content 7");
    }

    /** Ways in which a record can be useless. */
    enum RecordDamage {
        LOST,
        CUT_SHORT,
        OF_ANOTHER_FORMAT,
        OF_OTHER_FOLDERS,
        EMPTY
    }

    @ParameterizedTest
    @EnumSource
    void unusable_record_costs_one_lookup_of_each_object(RecordDamage damage) throws IOException {
        for (Path file : records()) {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            switch (damage) {
                case LOST -> Files.delete(file);
                case CUT_SHORT -> Files.write(file, lines.subList(0, lines.size() / 2));
                case OF_ANOTHER_FORMAT -> lines.set(0, "replay-storage record 99");
                case OF_OTHER_FOLDERS -> lines.set(1, lines.get(1).replace("checkpoints", "elsewhere"));
                case EMPTY -> Files.write(file, new byte[0]);
            }
            if (damage == RecordDamage.OF_ANOTHER_FORMAT || damage == RecordDamage.OF_OTHER_FOLDERS) {
                Files.write(file, lines);
            }
        }
        assertThat(requests("up", "checkpoints"))
                .containsEntry("HeadObject", (long) FILES)
                .doesNotContainKey("PutObject");
        asksOnlyForTheListing("up", "checkpoints");
        asksOnlyForTheListing("down", "checkpoints");
    }

    @Test
    void stale_record_hides_no_change() throws IOException {
        Map<Path, String> stale = new TreeMap<>();
        for (Path file : records()) {
            stale.put(file, Files.readString(file));
        }
        pod.write("checkpoints/step 7.pt", "changed and sent", OLD.plusSeconds(60));
        run("up", "checkpoints");
        putThere("step 8.pt", "changed elsewhere", OLD.plusSeconds(60));
        run("down", "checkpoints");
        for (Map.Entry<Path, String> each : stale.entrySet()) {
            Files.writeString(each.getKey(), each.getValue());
        }
        assertThat(requests("up", "checkpoints"))
                .containsEntry("HeadObject", 2L)
                .doesNotContainKey("PutObject");
        asksOnlyForTheListing("down", "checkpoints");
        assertThat(there("step 7.pt")).isEqualTo("changed and sent");
        assertThat(pod.read("checkpoints/step 8.pt")).isEqualTo("changed elsewhere");
    }

    @Test
    void partial_upload_records_nothing_about_the_other_files() {
        for (int i = 0; i < 20; i++) {
            pod.write("checkpoints/more " + i + ".pt", "more " + i, OLD);
        }
        pod.run("up", "checkpoints", "--include", "more 1*");
        run("up", "checkpoints", "--dry-run");
        assertThat(requests("up", "checkpoints")).containsEntry("PutObject", 9L);
        for (int i = 0; i < 20; i++) {
            assertThat(there("more " + i + ".pt")).isEqualTo("more " + i);
        }
    }

    @Test
    void auto_sync_sends_requests_only_for_changed_files() {
        run("auto-sync", "--once");
        assertThat(requests("auto-sync", "--once")).isEmpty();
        pod.write("checkpoints/step 99.pt", "fresh", Instant.now().minusSeconds(300));
        assertThat(requests("auto-sync", "--once"))
                .containsEntry("PutObject", 1L)
                .containsEntry("HeadObject", 1L)
                .containsEntry("ListObjectsV2", 1L)
                .hasSize(3);
        assertThat(there("step 99.pt")).isEqualTo("fresh");
        assertThat(requests("auto-sync", "--once")).isEmpty();
        pod.write("checkpoints/step 99.pt", "trained", Instant.now().minusSeconds(200));
        assertThat(requests("auto-sync", "--once")).containsEntry("PutObject", 1L);
        assertThat(there("step 99.pt")).isEqualTo("trained");
        assertThat(requests("up", "checkpoints")).doesNotContainKey("PutObject");
        asksOnlyForTheListing("up", "checkpoints");
    }

    private List<Path> records() throws IOException {
        try (Stream<Path> files = Files.walk(pod.workspace().resolve(".replay-storage/records"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
