package replaystorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.Pod;
import replaystorage.support.StubS3;

/** A checkpoint that its trainer begins anew in place, while it is on its way to the bucket. */
class TornUploadsIT {
    private static final int WHOLE = 4_000_000;
    private static final int HALF = 1_500_000;

    @TempDir
    Path root;

    private StubS3 stub;
    private Pod pod;

    @BeforeEach
    void start() throws IOException {
        stub = new StubS3();
        pod = stub.pod(root);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private Path checkpoint(String name, char letter, Instant written) throws IOException {
        Path file = Files.createDirectories(pod.checkpoints()).resolve(name);
        Files.write(file, bytes(letter, WHOLE));
        Files.setLastModifiedTime(file, FileTime.from(written));
        return file;
    }

    private static byte[] bytes(char letter, int size) {
        return String.valueOf(letter).repeat(size).getBytes(StandardCharsets.US_ASCII);
    }

    /** The first request that sends the file fails, once its trainer has begun it anew and rests. */
    private void beginAnewDuringTheFirstSending(Path file, String key) {
        AtomicBoolean begun = new AtomicBoolean();
        stub.when(
                asked -> asked.method().equals("PUT")
                        && asked.key().contains(key)
                        && !asked.copy()
                        && begun.compareAndSet(false, true),
                exchange -> {
                    Files.write(file, bytes('n', HALF));
                    StubS3.error(500, "InternalError").to(exchange);
                });
    }

    private void requireNothingTorn() {
        stub.keys().forEach(key -> {
            String text = stub.get(key);
            assertThat(text).as(key).hasSize(WHOLE);
            assertThat(text).as(key).isEqualTo(text.substring(0, 1).repeat(WHOLE));
        });
    }

    @Test
    void does_not_replace_the_good_one_by_half_of_the_next() throws Exception {
        Instant old = Instant.now().minusSeconds(3600);
        checkpoint("latest.bin", 'a', old);
        assertThat(pod.run("up", "checkpoints").status()).isZero();
        Path file = checkpoint("latest.bin", 'b', old.plusSeconds(600));
        beginAnewDuringTheFirstSending(file, "latest");
        pod.run("up", "checkpoints");
        assertThat(stub.keys()).contains("checkpoints/latest.bin");
        requireNothingTorn();
    }

    @Test
    void is_not_there_by_half_where_its_name_was_new() throws Exception {
        Path file = checkpoint("new.bin", 'b', Instant.now().minusSeconds(3600));
        beginAnewDuringTheFirstSending(file, "new");
        Pod.Run run = pod.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(run.err()).contains("new.bin is still being written");
        requireNothingTorn();
    }

    @Test
    void does_not_go_up_by_half_under_the_name_of_a_kept_version() throws Exception {
        Instant old = Instant.now().minusSeconds(3600);
        stub.put("checkpoints/latest.bin", bytes('t', WHOLE));
        Path file = checkpoint("latest.bin", 'b', Instant.parse("2020-01-01T00:00:00Z"));
        beginAnewDuringTheFirstSending(file, "latest.from-");
        pod.run("up", "checkpoints");
        assertThat(stub.get("checkpoints/latest.bin")).startsWith("t");
        requireNothingTorn();
        assertThat(old).isBefore(Instant.now());
    }

    @Test
    void goes_up_by_no_further_try_of_rclone_which_the_user_asks_for() throws Exception {
        Path file = checkpoint("new.bin", 'b', Instant.now().minusSeconds(3600));
        beginAnewDuringTheFirstSending(file, "new");
        pod.run("up", "checkpoints", "--", "--retries", "5");
        requireNothingTorn();
    }

    /** Nothing was read wrongly: the trainer began it anew after rclone had looked at it, and rests until all is sent. */
    @Test
    void is_removed_where_it_was_new_and_rclone_opened_it_begun_anew() throws Exception {
        Path file = checkpoint("new.bin", 'b', Instant.now().minusSeconds(3600));
        checkpoint("other.bin", 'o', Instant.now().minusSeconds(3600));
        AtomicBoolean begun = new AtomicBoolean();
        stub.when(
                asked -> {
                    if (asked.method().equals("PUT") && begun.compareAndSet(false, true)) {
                        try {
                            Files.write(file, bytes('n', HALF));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                    return false;
                },
                StubS3.html());
        Pod.Run run = pod.run("up", "checkpoints", "--transfers", "1", "--", "--order-by", "name,descending");
        assertThat(begun).isTrue();
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        requireNothingTorn();
    }
}
