package replaystorage.it.rclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;

class UnusableRcloneIT {
    @TempDir
    Path root;

    private Pod pod;

    @BeforeEach
    void start() {
        pod = Pod.onFolder(root, root.resolve("storage"));
        pod.write("checkpoints/latest.pt", "weights", Instant.EPOCH);
    }

    private String script(String text) throws IOException {
        Path file = Files.writeString(root.resolve("rclone"), "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }

    private Pod.CommandRun fails(int status, String rclone) {
        Pod.CommandRun run = pod.with("REPLAY_STORAGE_RCLONE", rclone).run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isEqualTo(status);
        assertThat(run.err()).contains("Error: ").contains("Try: ").doesNotContain("1 file,");
        assertThat(root.resolve("storage/artifacts/checkpoints/latest.pt")).doesNotExist();
        return run;
    }

    @Test
    void too_old_rclone_is_refused_with_both_versions_and_a_remedy() throws IOException {
        List<String> old = new ArrayList<>(List.of(script("echo 'rclone v1.60.1-DEV'\n")));
        Optional.ofNullable(System.getenv("REPLAY_STORAGE_TEST_OLD_RCLONE"))
                .filter(file -> !file.isEmpty())
                .ifPresent(old::add);
        for (String rclone : old) {
            assertThat(fails(69, rclone).err()).contains("is 1.60.1-DEV, but 1.73.0 or newer is needed");
        }
    }

    @Test
    void missing_rclone_is_reported() {
        assertThat(fails(69, root.resolve("nowhere").toString()).err()).contains("nowhere does not exist");
        Path none = root.resolve("none");
        pod.with("PATH", none.toString());
        assertThat(fails(69, null).err()).contains("rclone is not installed (1.73.0 or newer is needed)");
    }

    @Test
    void rclone_killed_while_listing_is_reported_as_out_of_memory() throws IOException {
        killedBy("lsjson");
    }

    @Test
    void rclone_killed_while_copying_is_reported_as_out_of_memory() throws IOException {
        killedBy("copy");
    }

    private void killedBy(String command) throws IOException {
        String rclone = script("case \" $* \" in *' " + command + " '*) kill -9 $$ ;; esac\nexec '" + RcloneCli.binary()
                + "' \"$@\"\n");
        assertThat(fails(137, rclone).err())
                .contains("rclone was killed, probably because")
                .contains("memory");
    }
}
