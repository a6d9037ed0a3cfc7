package replaystorage.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;

/** Which rclone.conf is written, and what can prevent that. */
class RcloneConfWritingIT {
    /** An ordinary user without a passwd entry. */
    private static final String[] STRANGER = {"setpriv", "--reuid=12345", "--regid=12345", "--clear-groups", "--"};

    @TempDir
    Path root;

    private Pod pod;

    @BeforeEach
    void start() throws IOException {
        pod = Pod.onFolder(root, root.resolve("storage"));
        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);
        Files.createDirectories(pod.conf().getParent());
    }

    private static Pod.CommandRun ended(int status, Pod.CommandRun run) {
        assertThat(run.status()).as(run.all()).isEqualTo(status);
        return run;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private void assertSent() {
        assertThat(root.resolve("storage/artifacts/checkpoints/a.pt")).hasContent("bytes");
    }

    /** Gives everyone access to the files below the root. */
    private void open() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(each -> !Files.isSymbolicLink(each)).toList()) {
                permit(path, "rwxrwxrwx");
            }
        }
    }

    static List<String> others() {
        return List.of(
                "# a comment\n\n[mine]\ntype = drive\ntoken = {\"a\":\"b\"}\n; another\n[z]\ntype=local\n",
                "[mine]\r\ntype = local\r\n# dos\r\n",
                "[mine]\ntype = local",
                "\n\n[mine]\ntype   =   local   \n\tindented = x\n\n\n",
                "\uFEFF[mine]\ntype = local\n",
                "[miné ü]\ntype = local\nkey = a;b#c\n");
    }

    @ParameterizedTest
    @MethodSource("others")
    void keeps_the_other_sections_byte_for_byte(String others) throws IOException {
        Files.writeString(pod.conf(), others);
        ended(0, pod.run("configure"));
        assertThat(Files.readString(pod.conf())).startsWith(others).contains("[local]");
        ended(0, pod.run("up"));
        assertSent();
    }

    @Test
    void does_not_rewrite_an_unchanged_file() throws IOException {
        ended(0, pod.run("configure"));
        Files.setLastModifiedTime(pod.conf(), FileTime.from(Instant.EPOCH));
        Object inode =
                Files.readAttributes(pod.conf(), BasicFileAttributes.class).fileKey();
        for (List<String> command : List.of(List.of("configure"), List.of("up"), List.of("fetch"))) {
            ended(0, pod.run(command.toArray(String[]::new)));
        }
        BasicFileAttributes after = Files.readAttributes(pod.conf(), BasicFileAttributes.class);
        assertThat(after.fileKey()).isEqualTo(inode);
        assertThat(after.lastModifiedTime()).isEqualTo(FileTime.from(Instant.EPOCH));
        try (Stream<Path> beside = Files.list(pod.conf().getParent())) {
            assertThat(beside).containsExactly(pod.conf());
        }
    }

    @Test
    void file_is_private_whatever_the_umask_and_previous_modes() throws IOException {
        Files.delete(pod.conf().getParent());
        InstalledProgram open = InstalledProgram.on(pod).prefixedBy("sh", "-c", "umask 000; exec \"$@\"", "sh");
        ended(0, open.run("configure"));
        assertThat(permissions(pod.conf())).isEqualTo("rw-------");
        assertThat(permissions(pod.conf().getParent())).isEqualTo("rwx------");
        permit(pod.conf(), "rw-rw-rw-");
        permit(pod.conf().getParent(), "rwxrwxrwx");
        ended(0, open.run("up"));
        assertThat(permissions(pod.conf())).isEqualTo("rw-------");
        assertThat(permissions(pod.conf().getParent())).isEqualTo("rwx------");
    }

    @Test
    void read_only_file_stays_unchanged_and_the_run_succeeds() throws IOException {
        Files.writeString(pod.conf(), "[mine]\ntype = local\n");
        permit(pod.conf(), "r--------");
        assertThat(ended(0, pod.run("up")).err()).contains(pod.conf() + " is read-only");
        assertSent();
        assertThat(ended(74, pod.run("configure")).err())
                .contains("is read-only")
                .contains("RCLONE_CONFIG");
        assertThat(pod.conf()).hasContent("[mine]\ntype = local\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void read_only_folder_stays_unchanged_and_the_run_succeeds(boolean there) throws IOException {
        open();
        if (there) {
            Files.writeString(pod.conf(), "[mine]\ntype = local\n");
            permit(pod.conf(), "rw-r--r--");
        }
        permit(pod.conf().getParent(), "r-xr-xr-x");
        InstalledProgram stranger = InstalledProgram.on(pod).prefixedBy(STRANGER);
        assertThat(ended(0, stranger.run("up")).err()).contains("from the variables", "export RCLONE_CONFIG=...");
        assertSent();
        assertThat(ended(74, stranger.run("configure")).err())
                .contains(pod.conf().toString());
        try (Stream<Path> files = Files.list(pod.conf().getParent())) {
            assertThat(files.count()).isEqualTo(there ? 1 : 0);
        }
    }

    @Test
    void mount_point_stays_unchanged_and_the_run_succeeds() throws IOException {
        Path mounted = Files.writeString(root.resolve("mounted.conf"), "[mine]\ntype = local\n");
        Files.createFile(pod.conf());
        String mount = "mount --bind " + mounted + " " + pod.conf() + " && exec \"$@\"";
        InstalledProgram program = InstalledProgram.on(pod).prefixedBy("unshare", "-rm", "sh", "-c", mount, "sh");
        assertThat(ended(0, program.run("up")).err()).contains("from the variables", "export RCLONE_CONFIG=...");
        assertSent();
        assertThat(ended(74, program.run("configure")).err()).contains("can't be written");
        assertThat(mounted).hasContent("[mine]\ntype = local\n");
        try (Stream<Path> files = Files.list(pod.conf().getParent())) {
            assertThat(files).containsExactly(pod.conf());
        }
    }

    @Test
    void link_stays_and_its_target_is_written() throws IOException {
        Path target = root.resolve("secrets/real.conf");
        Files.createSymbolicLink(pod.conf(), target);
        ended(0, pod.run("configure"));
        assertThat(pod.conf()).isSymbolicLink();
        assertThat(Files.readString(target)).contains("[local]");
        assertThat(permissions(target)).isEqualTo("rw-------");
    }

    @Test
    void file_is_found_by_rclone_config_xdg_config_home_or_its_hidden_name() throws IOException {
        Path named = root.resolve("elsewhere/my.conf");
        ended(0, pod.with("RCLONE_CONFIG", named.toString()).run("configure"));
        assertThat(Files.readString(named)).contains("[local]");
        pod.with("RCLONE_CONFIG", null);

        Path xdg = root.resolve("xdg");
        ended(0, pod.with("XDG_CONFIG_HOME", xdg.toString()).run("configure"));
        assertThat(Files.readString(xdg.resolve("rclone/rclone.conf"))).contains("[local]");
        pod.with("XDG_CONFIG_HOME", null);

        Path hidden = Files.writeString(pod.home().resolve(".rclone.conf"), "[mine]\ntype = local\n");
        ended(0, pod.run("configure"));
        assertThat(Files.readString(hidden)).contains("[mine]").contains("[local]");
        assertThat(permissions(hidden)).isEqualTo("rw-------");
        assertThat(pod.conf()).doesNotExist();
    }

    @Test
    void user_without_home_and_passwd_entry_gets_a_remedy() throws IOException {
        open();
        pod.with("HOME", null);
        InstalledProgram stranger = InstalledProgram.on(pod).prefixedBy(STRANGER);
        assertThat(ended(78, stranger.run("up")).err()).contains("HOME");
        pod.with("RCLONE_CONFIG", root.resolve("my.conf").toString());
        ended(0, stranger.run("up"));
        assertSent();
        assertThat(permissions(root.resolve("my.conf"))).isEqualTo("rw-------");
    }

    @Test
    void passwd_entry_decides_if_home_is_unset() throws IOException {
        open();
        pod.with("HOME", null);
        InstalledProgram nobody = InstalledProgram.on(pod)
                .prefixedBy("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");
        assertThat(ended(0, nobody.run("up")).err()).contains("/nonexistent");
        assertSent();
        assertThat(ended(74, nobody.run("configure")).err()).contains("/nonexistent");
    }

    @Test
    void concurrent_writes_keep_all_sections() throws IOException {
        Files.writeString(pod.conf(), "[mine]\ntype = local\n");
        pod.with("B2_KEY_ID", "0051a2b3c4d5e6f0000000001")
                .with("B2_APP_KEY", "K005abcdefghijklmnopqrstuvwxyz0")
                .with("S3_BUCKET", "bucket");
        List<CompletableFuture<Pod.CommandRun>> runs = Stream.of("b2", "s3", "local")
                .map(name -> CompletableFuture.supplyAsync(
                        () -> InstalledProgram.on(pod).run("configure", name)))
                .toList();
        runs.forEach(run -> ended(0, run.join()));
        assertThat(Files.readString(pod.conf()))
                .startsWith("[mine]\ntype = local\n")
                .contains("[b2]")
                .contains("[s3]")
                .contains("[local]");
        assertThat(IntStream.of(0, 1).mapToObj(i -> pod.run("configure", "b2").status()))
                .containsOnly(0);
    }
}
