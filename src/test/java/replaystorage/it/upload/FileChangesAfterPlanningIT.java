package replaystorage.it.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.RcloneCli;

/** Files that change between planning and copying: a wrapped rclone changes them before it starts. */
@Tag("timing")
class FileChangesAfterPlanningIT {
    private static final Instant OLD = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path root;

    private Path storage;
    private Pod pod;

    @BeforeEach
    void start() {
        storage = root.resolve("storage");
        pod = Pod.onFolder(root, storage);
    }

    /** Runs the script once in the checkpoints folder when the first copy starts. */
    private void onFirstCopy(String script) throws IOException {
        Path wrapper = root.resolve("rclone");
        Files.writeString(
                wrapper,
                "#!/bin/sh\ncd '" + pod.checkpoints() + "'\ncase \" $* \" in *' copy '*)\n"
                        + "if mkdir '" + root.resolve("begun") + "' 2>/dev/null; then\n" + script
                        + "\nfi ;;\nesac\nexec '" + RcloneCli.binary() + "' \"$@\"\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
        pod.with("REPLAY_STORAGE_RCLONE", wrapper.toString());
    }

    private Path there(String name) {
        return storage.resolve("artifacts/checkpoints").resolve(name);
    }

    private void writeFolder() {
        pod.write("checkpoints/mine/model.safetensors.index.json", "{}", OLD);
        pod.write("checkpoints/mine/a.bin", "one", Instant.now().minusSeconds(30));
        pod.write("checkpoints/mine/b.bin", "two", Instant.now().minusSeconds(30));
    }

    @Test
    void checkpoint_is_uploaded_as_planned_although_one_of_its_files_changes() throws Exception {
        writeFolder();
        onFirstCopy("echo more >>mine/b.bin");
        Pod.CommandRun run = pod.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(there("mine/a.bin")).exists();
        assertThat(there("mine/b.bin")).hasContent("two");
        assertThat(there("mine/model.safetensors.index.json")).exists();
        assertThat(pod.run("up", "checkpoints").status()).isZero();
        assertThat(there("mine/b.bin")).hasContent("twomore");
    }

    @Test
    void index_file_waits_if_a_file_of_its_checkpoint_changed() throws Exception {
        pod.write("checkpoints/mine/model.safetensors.index.json", "{}", OLD);
        pod.write("checkpoints/mine/a.bin", "one", Instant.now().minusSeconds(30));
        pod.write("checkpoints/mine/b.bin", "two", OLD);
        onFirstCopy("echo more >>mine/b.bin");
        Pod.CommandRun run = pod.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(run.err())
                .contains("model.safetensors.index.json was not uploaded")
                .doesNotContain("Error");
        assertThat(there("mine/a.bin")).exists();
        assertThat(there("mine/model.safetensors.index.json")).doesNotExist();
        assertThat(pod.run("up", "checkpoints").status()).isZero();
        assertThat(there("mine/model.safetensors.index.json")).exists();
        assertThat(there("mine/b.bin")).hasContent("twomore");
    }

    /** Recently written files are uploaded first, which may take long. */
    @Test
    void file_rewritten_before_its_upload_does_not_replace_the_complete_object() throws Exception {
        pod.write("checkpoints/best.bin", "the whole one", OLD);
        assertThat(pod.run("up", "checkpoints").status()).isZero();
        pod.write("checkpoints/best.bin", "the next one", OLD.plusSeconds(60));
        pod.write("checkpoints/lately.bin", "new", Instant.now().minusSeconds(30));
        onFirstCopy("printf half >best.bin");
        Pod.CommandRun run = pod.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(run.err()).contains("best.bin is still being written");
        assertThat(there("lately.bin")).hasContent("new");
        assertThat(there("best.bin")).hasContent("the whole one");
    }

    @Test
    void file_written_before_its_download_stays() throws Exception {
        Path large = Files.createDirectories(there("")).resolve("large.bin");
        Files.writeString(large, "large");
        Files.writeString(there("small.bin"), "small");
        assertThat(pod.run("down", "checkpoints").status()).isZero();
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(500_000_000);
        }
        Files.writeString(there("small.bin"), "of another pod");
        onFirstCopy("printf trained >small.bin");
        Pod.CommandRun run = pod.run("down", "checkpoints");
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(run.err()).contains("small.bin was changed here during the download: the local file stays");
        assertThat(pod.read("checkpoints/small.bin")).isEqualTo("trained");
        assertThat(pod.checkpoints().resolve("large.bin")).hasSize(500_000_000);
    }

    @Test
    void folder_that_the_trainer_deletes_is_not_a_failure() throws Exception {
        writeFolder();
        pod.write("checkpoints/other.bin", "three", OLD);
        onFirstCopy("rm -r mine");
        Pod.CommandRun run = pod.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err()).contains("index.json vanished").doesNotContain("Error");
        assertThat(there("other.bin")).exists();
        assertThat(there("mine/a.bin")).as("it was on the stage already").exists();
    }

    @Test
    void file_rewritten_during_its_lookup_is_uploaded_as_planned() throws Exception {
        try (FakeS3Server stub = new FakeS3Server()) {
            Pod other = stub.pod(root);
            Path file =
                    other.write("checkpoints/a.bin", "weights", Instant.now().minusSeconds(30));
            stub.answerWhen(
                    asked -> asked.method().equals("HEAD") && asked.key().endsWith("a.bin"), exchange -> {
                        Files.writeString(file, "wei");
                        FakeS3Server.error(404, "NoSuchKey").to(exchange);
                    });
            Pod.CommandRun run = other.run("up", "checkpoints");
            assertThat(run.status()).as(run.all()).isZero();
            assertThat(stub.get("checkpoints/a.bin")).isEqualTo("weights");
            try (var left = Files.list(other.workspace().resolve(".replay-storage"))) {
                assertThat(left).noneMatch(path -> path.toString().contains("stage-"));
            }
        }
    }

    @Test
    void upload_of_a_recently_written_file_is_retried_after_a_refusal() throws Exception {
        try (FakeS3Server stub = new FakeS3Server()) {
            Pod other = stub.pod(root);
            other.write("checkpoints/a.bin", "weights", Instant.now().minusSeconds(30));
            AtomicInteger puts = new AtomicInteger();
            stub.answerWhen(
                    asked -> asked.method().equals("PUT") && puts.incrementAndGet() <= 2,
                    FakeS3Server.error(503, "SlowDown"));
            Pod.CommandRun run = other.run("up", "checkpoints");
            assertThat(run.status()).as(run.all()).isZero();
            assertThat(stub.keys()).hasSize(1);
        }
    }

    @Test
    void auto_sync_uploads_a_large_file_that_was_rewritten_with_its_old_time() throws Exception {
        Path file = pod.write("checkpoints/a.bin", "weights", Instant.now());
        try (var large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength((256 << 20) + 1);
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        onFirstCopy("touch -r a.bin ../before; touch a.bin; { sleep 2; touch -r ../before a.bin; } >/dev/null 2>&1 &");
        Thread.sleep(3_200);
        ProgramProcess program = ProgramProcess.start(pod, "auto-sync", "--interval", "1");
        // On a busy machine the old time may be restored before rclone opens the file; then it is uploaded at once.
        ProgramProcess.await("it is there", () -> Files.exists(there("a.bin")));
        program.signal("TERM");
        assertThat(program.end()).isZero();
        assertThat(there("a.bin")).hasSameBinaryContentAs(file);
    }

    @Test
    void empty_checkpoint_does_not_replace_a_complete_object() {
        pod.write("checkpoints/latest.pt", "weights", OLD);
        pod.write("checkpoints/empty.bin", "flag", OLD);
        assertThat(pod.run("up", "checkpoints").status()).isZero();
        pod.write("checkpoints/latest.pt", "", Instant.now().minusSeconds(60));
        pod.write("checkpoints/empty.bin", "", OLD.plusSeconds(60));
        pod.write("checkpoints/new.pt", "", OLD);
        for (String command : new String[] {"up", "auto-sync"}) {
            Pod.CommandRun run = command.equals("up") ? pod.run("up", "checkpoints") : pod.run("auto-sync", "--once");
            assertThat(run.status()).as(run.all()).isEqualTo(75);
            assertThat(run.err()).contains("checkpoints/latest.pt is empty here and not in the bucket");
        }
        assertThat(there("latest.pt")).hasContent("weights");
        assertThat(there("empty.bin")).isEmptyFile();
        assertThat(there("new.pt")).isEmptyFile();
    }
}
