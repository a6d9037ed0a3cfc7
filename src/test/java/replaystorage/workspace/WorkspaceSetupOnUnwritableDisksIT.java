package replaystorage.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.workspace.WorkspaceFixture.content;
import static replaystorage.workspace.WorkspaceFixture.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Full disks, mount points and read-only folders in a private mount namespace. */
@Timeout(60)
class WorkspaceSetupOnUnwritableDisksIT {
    @TempDir
    Path root;

    private WorkspaceFixture pod;

    @BeforeEach
    void start() throws IOException {
        pod = new WorkspaceFixture(root.resolve("workspace"), root.resolve("app"));
        Files.createDirectories(pod.checkpoints());
        Files.createDirectories(pod.app());
    }

    /** Runs these lines, in which `prepare` is a pod start; copies the final workspace to the folder `after`. */
    private String on(String... lines) throws Exception {
        String script = "prepare() { '" + String.join("' '", WorkspaceSetupProcess.command()) + "'; }\n"
                + String.join("\n", lines) + "\ncp -a \"$WORKSPACE\" '" + root.resolve("after") + "' || exit 98";
        Path log = root.resolve("log");
        ProcessBuilder builder = new ProcessBuilder("unshare", "-rm", "sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(pod.variables());
        builder.environment().put("LC_ALL", "C.UTF-8");
        int status = builder.start().waitFor();
        String text = Files.readString(log);
        assertThat(status).as(text).isZero();
        assertThat(text).doesNotContain("Exception");
        return text;
    }

    private Path after(String name) {
        return root.resolve("after").resolve(name);
    }

    private void assertLeft(Map<String, String> before) {
        assertThat(Files.isSymbolicLink(pod.appCheckpoints())).isFalse();
        assertThat(content(pod.appCheckpoints())).isEqualTo(before);
    }

    @Test
    void needed_and_free_bytes_are_reported_and_nothing_is_moved() throws Exception {
        file(pod.appCheckpoints().resolve("small.pt"), "small");
        file(pod.appCheckpoints().resolve("run/big.pt"), "x".repeat(3_000_000));
        Map<String, String> before = content(pod.appCheckpoints());

        String text = on("mount -t tmpfs -o size=2m small \"$WORKSPACE\" || exit 99", "prepare");

        assertThat(text)
                .contains("error: " + pod.appCheckpoints() + " was not changed")
                .contains("not enough disk space: 3.0 MB are needed, 2.1 MB are free")
                .contains("linked " + pod.app().resolve("logs"));
        assertLeft(before);
        assertThat(after("checkpoints")).isEmptyDirectory();
    }

    @Test
    void move_is_rolled_back_if_the_disk_fills_up() throws Exception {
        for (int i = 0; i < 60; i++) {
            file(pod.appCheckpoints().resolve("run" + i % 3 + "/" + i + ".pt"), "content of " + i);
        }
        Map<String, String> before = content(pod.appCheckpoints());

        String text = on("mount -t tmpfs -o size=2m,nr_inodes=50 small \"$WORKSPACE\" || exit 99", "prepare");

        assertThat(text)
                .contains("error: " + pod.appCheckpoints() + " was not changed")
                .contains("No space left on device");
        assertLeft(before);
        assertThat(after("checkpoints")).isEmptyDirectory();
    }

    @Test
    void next_start_moves_once_the_full_disk_has_space() throws Exception {
        file(pod.appCheckpoints().resolve("a.pt"), "x".repeat(1_000_000));

        String text = on(
                "mount -t tmpfs -o size=2m small \"$WORKSPACE\" || exit 99",
                "head -c 1500000 /dev/zero >\"$WORKSPACE/filler\"",
                "prepare; rm \"$WORKSPACE/filler\"; prepare");

        assertThat(text).contains("not enough disk space").contains("note: moved 1 file");
        assertThat(after("checkpoints/a.pt")).hasSize(1_000_000);
    }

    @Test
    void read_only_app_folder_is_reported_and_nothing_is_changed() throws Exception {
        file(pod.appCheckpoints().resolve("a.pt"), "a");
        Map<String, String> before = content(pod.appCheckpoints());

        String text = on(
                "mount --bind \"$APP_DIR\" \"$APP_DIR\" && mount -o remount,ro,bind \"$APP_DIR\" || exit 99",
                "prepare");

        assertThat(text)
                .contains("error: " + pod.appCheckpoints() + " was not changed")
                .contains("warning: " + pod.app().resolve("logs") + " can't be linked")
                .contains("Read-only file system");
        assertLeft(before);
        assertThat(after("checkpoints")).isEmptyDirectory();
    }

    @Test
    void mount_point_or_folder_with_a_mount_point_stays_unchanged() throws Exception {
        file(pod.appCheckpoints().resolve("a.pt"), "a");
        file(pod.app().resolve("logs/in side/b.log"), "b");
        Map<String, String> before = content(pod.appCheckpoints());

        String text = on(
                "mount --bind \"$APP_DIR/checkpoints\" \"$APP_DIR/checkpoints\" || exit 99",
                "mount -t tmpfs small \"$APP_DIR/logs/in side\" || exit 99",
                "prepare");

        assertThat(text)
                .contains("warning: " + pod.appCheckpoints() + " is used as it is, because something is mounted there")
                .contains("warning: " + pod.app().resolve("logs") + " is used as it is");
        assertLeft(before);
        assertThat(after("checkpoints")).isEmptyDirectory();
    }

    @Test
    void folder_bind_mounted_from_the_workspace_stays_unchanged() throws Exception {
        file(pod.checkpoints().resolve("a.pt"), "a");
        Files.createDirectories(pod.appCheckpoints());

        String text = on("mount --bind \"$WORKSPACE/checkpoints\" \"$APP_DIR/checkpoints\" || exit 99", "prepare");

        assertThat(text)
                .doesNotContain("warning")
                .doesNotContain("error")
                .doesNotContain(pod.appCheckpoints().toString());
        assertThat(content(after("checkpoints"))).containsOnly(Map.entry("a.pt", "a"));
    }

    @Test
    void app_folder_bind_mounted_from_the_workspace_gets_no_link_to_itself() throws Exception {
        file(pod.checkpoints().resolve("a.pt"), "a");

        on("mount --bind \"$WORKSPACE/checkpoints\" \"$APP_DIR\" || exit 99", "prepare");

        assertThat(content(after("checkpoints"))).containsEntry("a.pt", "a").doesNotContainKey("checkpoints");
    }

    @Test
    void bind_mounted_inner_folder_loses_nothing() throws Exception {
        file(pod.appCheckpoints().resolve("run/a.pt"), "a");
        Files.createDirectories(pod.checkpoints().resolve("run"));
        Map<String, String> before = content(pod.appCheckpoints());

        String text =
                on("mount --bind \"$APP_DIR/checkpoints/run\" \"$WORKSPACE/checkpoints/run\" || exit 99", "prepare");

        assertThat(text).contains("it is the same as");
        assertLeft(before);
    }
}
