package replaystorage.it.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.RcloneCli;

/** A trainer rewrites a checkpoint in place during its upload. */
@Tag("timing")
class CheckpointRewriteDuringUploadIT {
    private static final int WHOLE = 4_000_000;
    private static final int HALF = 1_500_000;

    @TempDir
    Path root;

    private FakeS3Server stub;
    private Pod pod;

    @BeforeEach
    void start() throws IOException {
        stub = new FakeS3Server();
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

    /** Lets the first upload of the file fail after its trainer has rewritten it. */
    private void beginAnewDuringTheFirstSending(Path file, String key) {
        AtomicBoolean begun = new AtomicBoolean();
        stub.answerWhen(
                asked -> asked.method().equals("PUT")
                        && asked.key().contains(key)
                        && !asked.copy()
                        && begun.compareAndSet(false, true),
                exchange -> {
                    Files.write(file, bytes('n', HALF));
                    FakeS3Server.error(500, "InternalError").to(exchange);
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
    void partly_rewritten_checkpoint_does_not_replace_the_complete_object() throws Exception {
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
    void new_checkpoint_rewritten_during_upload_leaves_no_truncated_object() throws Exception {
        Path file = checkpoint("new.bin", 'b', Instant.now().minusSeconds(3600));
        beginAnewDuringTheFirstSending(file, "new");
        Pod.CommandRun run = pod.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(run.err()).contains("new.bin is still being written");
        requireNothingTorn();
    }

    @Test
    void conflict_copy_rewritten_during_upload_leaves_no_truncated_object() throws Exception {
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
    void retries_flag_of_the_user_uploads_no_truncated_object() throws Exception {
        Path file = checkpoint("new.bin", 'b', Instant.now().minusSeconds(3600));
        beginAnewDuringTheFirstSending(file, "new");
        pod.run("up", "checkpoints", "--", "--retries", "5");
        requireNothingTorn();
    }

    /** Nothing is torn here: the trainer rewrote the file after rclone looked at it, and waits until it is uploaded. */
    @Test
    void new_object_is_removed_if_the_file_changed_before_rclone_opened_it() throws Exception {
        Path file = checkpoint("new.bin", 'b', Instant.now().minusSeconds(3600));
        checkpoint("other.bin", 'o', Instant.now().minusSeconds(3600));
        AtomicBoolean begun = new AtomicBoolean();
        stub.answerWhen(
                asked -> {
                    if (asked.method().equals("PUT") && begun.compareAndSet(false, true)) {
                        try {
                            Files.write(file, bytes('n', HALF));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                    return false;
                },
                FakeS3Server.html());
        Pod.CommandRun run = pod.run("up", "checkpoints", "--transfers", "1", "--", "--order-by", "name,descending");
        assertThat(begun).isTrue();
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        requireNothingTorn();
    }

    private static final long LARGE = (256L << 20) + 1;

    private static Path large(Pod pod, char letter, Instant written) throws IOException {
        Path file = Files.createDirectories(pod.checkpoints()).resolve("large.bin");
        Files.writeString(file, String.valueOf(letter));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(LARGE);
        }
        Files.setLastModifiedTime(file, FileTime.from(written));
        return file;
    }

    /** An rclone that also runs the script when it copies to a temporary name. */
    private Pod onFolder(Path storage, String script) throws IOException {
        Pod folder = Pod.onFolder(root, storage);
        Path wrapper = root.resolve("rclone");
        Files.writeString(
                wrapper,
                "#!/bin/sh\ncase \" $* \" in *' copy '*/.replay-storage/uploads/*' '*)\n" + script + " ;;\nesac\nexec '"
                        + RcloneCli.binary() + "' \"$@\"\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder.with("REPLAY_STORAGE_RCLONE", wrapper.toString());
    }

    private static char firstByte(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return (char) in.read();
        }
    }

    @Test
    void large_checkpoint_gets_its_final_name_only_if_it_did_not_change() throws Exception {
        Path storage = root.resolve("storage");
        Path there = storage.resolve("artifacts/checkpoints/large.bin");
        Pod folder = Pod.onFolder(root, storage);
        Instant old = Instant.now().minusSeconds(3600);
        large(folder, 'a', old);
        assertThat(folder.run("up", "checkpoints").status()).isZero();
        large(folder, 'b', old.plusSeconds(60));
        folder = onFolder(storage, "printf half >'" + folder.checkpoints().resolve("large.bin") + "'");
        Pod.CommandRun run = folder.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(firstByte(there)).isEqualTo('a');
        assertThat(there).hasSize(LARGE);
        folder = onFolder(storage, "true");
        large(folder, 'c', old.plusSeconds(120));
        Pod.CommandRun again = folder.run("up", "checkpoints");
        assertThat(again.status()).as(again.all()).isZero();
        assertThat(firstByte(there)).isEqualTo('c');
        assertThat(storage.resolve("artifacts/.replay-storage/uploads")).isEmptyDirectory();
    }

    @Test
    void next_upload_removes_the_temporary_object_of_a_killed_one() throws Exception {
        Path storage = root.resolve("storage");
        Path uploads = storage.resolve("artifacts/.replay-storage/uploads");
        Instant old = Instant.now().minusSeconds(3600);
        Pod folder = onFolder(storage, "'" + RcloneCli.binary() + "' \"$@\"; sleep 30");
        large(folder, 'a', old);
        assertThat(folder.run("up", "checkpoints").status()).isZero();
        large(folder, 'b', old.plusSeconds(60));
        ProgramProcess program = ProgramProcess.start(folder, "up", "checkpoints");
        ProgramProcess.await("it is there under a temporary name", () -> {
            try (var all = Files.walk(uploads)) {
                return all.anyMatch(path -> path.endsWith("large.bin"));
            } catch (IOException | UncheckedIOException e) {
                return false;
            }
        });
        program.signal("KILL");
        program.end();
        assertThat(firstByte(storage.resolve("artifacts/checkpoints/large.bin")))
                .isEqualTo('a');
        onFolder(storage, "true");
        folder.write("checkpoints/other.bin", "more", old);
        Files.delete(folder.checkpoints().resolve("large.bin"));
        Pod.CommandRun run = folder.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(uploads).isEmptyDirectory();
        assertThat(folder.workspace().resolve(".replay-storage/uploads")).isEmptyDirectory();
    }
}
