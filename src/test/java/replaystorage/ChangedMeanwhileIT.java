package replaystorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.Pod;
import replaystorage.support.Program;
import replaystorage.support.RawRclone;

/** Files that change between the plan and their copy: an rclone of ours changes them before it begins. */
class ChangedMeanwhileIT {
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

    /** Does something, once, in the checkpoints' folder when the first copy begins. */
    private void onFirstCopy(String script) throws IOException {
        Path wrapper = root.resolve("rclone");
        Files.writeString(
                wrapper,
                "#!/bin/sh\ncd '" + pod.checkpoints() + "'\ncase \" $* \" in *' copy '*)\n"
                        + "if mkdir '" + root.resolve("begun") + "' 2>/dev/null; then\n" + script
                        + "\nfi ;;\nesac\nexec '" + RawRclone.binary() + "' \"$@\"\n");
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
    void an_index_waits_where_a_file_of_its_folder_changed() throws Exception {
        writeFolder();
        onFirstCopy("echo more >>mine/b.bin");
        Pod.Run run = pod.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(run.err())
                .contains("mine/b.bin is still being written", "model.safetensors.index.json was held back")
                .doesNotContain("Error");
        assertThat(there("mine/a.bin")).exists();
        assertThat(there("mine/b.bin")).doesNotExist();
        assertThat(there("mine/model.safetensors.index.json")).doesNotExist();
        assertThat(pod.run("up", "checkpoints").status()).isZero();
        assertThat(there("mine/model.safetensors.index.json")).exists();
        assertThat(there("mine/b.bin")).hasContent("twomore");
    }

    @Test
    void a_folder_that_its_trainer_deletes_is_no_failure() throws Exception {
        writeFolder();
        pod.write("checkpoints/other.bin", "three", OLD);
        onFirstCopy("rm -r mine");
        Pod.Run run = pod.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err()).contains("mine/a.bin vanished").doesNotContain("Error");
        assertThat(there("other.bin")).exists();
    }

    @Test
    void auto_sync_sends_a_file_that_is_copied_over_itself_with_its_time() throws Exception {
        Path file = pod.write("checkpoints/a.bin", "weights", Instant.now().minusSeconds(60));
        onFirstCopy("touch -r a.bin ../before; touch a.bin; { sleep 2; touch -r ../before a.bin; } >/dev/null 2>&1 &");
        Thread.sleep(3_200);
        Program program = Program.start(pod, "auto-sync", "--interval", "1");
        Program.await("it was left out", () -> program.text().contains("a.bin is still being written"));
        Program.await("it is there", () -> Files.exists(there("a.bin")));
        program.signal("TERM");
        assertThat(program.end()).isZero();
        assertThat(there("a.bin")).hasSameBinaryContentAs(file);
    }

    @Test
    void a_checkpoint_that_a_full_disk_left_empty_does_not_replace_a_whole_one() {
        pod.write("checkpoints/latest.pt", "weights", OLD);
        pod.write("checkpoints/empty.bin", "flag", OLD);
        assertThat(pod.run("up", "checkpoints").status()).isZero();
        pod.write("checkpoints/latest.pt", "", OLD.plusSeconds(60));
        pod.write("checkpoints/empty.bin", "", OLD.plusSeconds(60));
        pod.write("checkpoints/new.pt", "", OLD);
        for (String command : new String[] {"up", "auto-sync"}) {
            Pod.Run run = command.equals("up") ? pod.run("up", "checkpoints") : pod.run("auto-sync", "--once");
            assertThat(run.status()).as(run.all()).isEqualTo(75);
            assertThat(run.err()).contains("checkpoints/latest.pt is empty here and not on the remote");
        }
        assertThat(there("latest.pt")).hasContent("weights");
        assertThat(there("empty.bin")).isEmptyFile();
        assertThat(there("new.pt")).isEmptyFile();
    }
}
