package replaystorage.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as a black box; mostly with a shell script as java that prints its arguments. */
class LauncherScriptIT {
    @TempDir
    Path root;

    LauncherInstallation installed;

    @BeforeEach
    void install() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        installed = new LauncherInstallation(root);
    }

    /** The arguments after the jar. */
    private static List<String> arguments(LauncherInstallation.LauncherRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        var jar = run.out().indexOf("-jar");
        return run.out().subList(jar + 2, run.out().size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "sh"})
    void passes_every_argument_unchanged(String shell) {
        var run = installed.run(shell, installed.launcher, "up", "a  b", "", "*", "$HOME", "-x", "ü🎮");

        assertThat(arguments(run)).containsExactly("up", "a  b", "", "*", "$HOME", "-x", "ü🎮");
    }

    @Test
    void starts_java_with_our_flags_our_locale_and_the_home_property() {
        installed.set("LC_ALL", "C").set("LANG", "en_US.UTF-8");

        var out = installed.run(installed.launcher, "fetch").out();

        assertThat(out)
                .contains("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto")
                .contains("-Xlog:disable", "-Xlog:all=error:stderr", "LC_ALL=C.UTF-8")
                .contains("-Dreplaystorage.home=" + installed.launcher.getParent());
    }

    @Test
    void java_options_of_the_user_come_after_ours() {
        installed.set("REPLAY_STORAGE_JAVA_OPTS", "-Xmx64m -Da=*");

        assertThat(installed.run(installed.launcher, "fetch").out())
                .containsSubsequence("-Xmx512m", "-Xmx64m", "-Da=*", "-jar", "fetch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync-all-up", "list-snapshots", "sync-cache-down"})
    void link_name_selects_the_command(String name) {
        var link = installed.link("usr/local/bin/" + name, installed.launcher.toString());

        assertThat(arguments(installed.run(link, "--dry-run"))).containsExactly(name, "--dry-run");
    }

    @Test
    void first_name_counts_in_a_chain_of_absolute_and_relative_links() {
        installed.link("opt/replay storage/run", "bin/replay-storage");
        installed.link("opt/rs", "replay storage/run");
        installed.link("bin/replay-storage", installed.path("opt/rs").toString());
        installed.link("bin/sync-logs-up", "replay-storage");

        assertThat(arguments(installed.runIn(installed.path("bin"), "./sync-logs-up", "-v")))
                .containsExactly("sync-logs-up", "-v");
        assertThat(arguments(installed.run(installed.path("bin/replay-storage"), "up")))
                .containsExactly("up");
    }

    @Test
    void runs_from_path_and_from_its_own_folder() {
        var folder = installed.launcher.getParent();
        installed.set("PATH", folder + ":" + System.getenv("PATH"));

        assertThat(arguments(installed.run("env", "replay-storage", "ls"))).containsExactly("ls");
        assertThat(arguments(installed.runIn(folder, "sh", "replay-storage", "ls")))
                .containsExactly("ls");
        assertThat(arguments(installed.runIn(folder.getParent(), "sh", "bin/replay-storage", "ls")))
                .containsExactly("ls");
    }

    @Test
    void auto_sync_script_runs_the_auto_sync_command() {
        var script = installed.launcher.resolveSibling("auto_sync_checkpoints.sh");

        assertThat(arguments(installed.run("sh", script, "--once", "--interval", "10m")))
                .containsExactly("auto-sync", "--once", "--interval", "10m");
    }

    @Test
    void missing_path_and_home_get_default_values() {
        installed.write("java", "#!/bin/sh\necho \"$HOME $PATH\"\n");
        installed.unset("HOME", "PATH").set("REPLAY_STORAGE_RCLONE", "/bin/true");

        assertThat(installed.run("/bin/sh", installed.launcher, "up").out())
                .containsExactly(System.getProperty("user.home")
                        + " /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    @Test
    void session_without_java_home_runs_the_java_of_the_pod() {
        installed.write("jdk/bin/java", LauncherInstallation.TELLING_JAVA);
        installed.write("jdk/release", "JAVA_VERSION=\"17.0.1\"\n");
        installed
                .unset("REPLAY_STORAGE_JAVA")
                .set(
                        "PATH",
                        installed
                                .tools("id", "readlink", "mkdir", "sed", "ln", "mv")
                                .toString());
        installed.set("JAVA_HOME", installed.path("jdk").toString());
        assertThat(arguments(installed.run("/bin/sh", installed.launcher, "up")))
                .containsExactly("up");

        installed.unset("JAVA_HOME");

        assertThat(arguments(installed.run("/bin/sh", installed.launcher, "up")))
                .containsExactly("up");
    }

    @Test
    void pod_starts_without_rclone_and_sourcing_downloads_none() {
        installed
                .unset("REPLAY_STORAGE_RCLONE")
                .set(
                        "PATH",
                        installed
                                .tools("id", "readlink", "mkdir", "sed", "uname")
                                .toString());

        var start = installed.runWithoutRoot("/bin/sh", installed.launcher, "entrypoint");
        var sourced = installed.runWithoutRoot("/bin/sh", installed.launcher, "entrypoint", "--sourced");

        assertThat(start.err()).contains("rclone is missing");
        assertThat(start.out()).contains("entrypoint");
        assertThat(arguments(sourced)).containsExactly("entrypoint", "--sourced");
    }

    @Test
    void foreign_java_options_are_not_printed() throws IOException {
        Files.copy(
                Path.of("target/replay-storage.jar"),
                installed.path("opt/replay storage/lib/replay-storage.jar"),
                StandardCopyOption.REPLACE_EXISTING);
        installed.unset("REPLAY_STORAGE_JAVA").set("JAVA_HOME", System.getProperty("java.home"));
        for (var name : List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS")) {
            installed.set(name, "-Xmx3m -Dfoo=bar");
        }

        var run = installed.run(installed.launcher, "--help");

        assertThat(run.err()).doesNotContain("Picked up").doesNotContain("Error");
        // JUnit warns of a link that leads out of its temporary folder.
        Files.delete(installed.path("home/.cache/replay-storage/java"));
    }

    @Test
    void bundled_runtime_precedes_the_java_of_the_machine() {
        installed.write("opt/replay storage/jre/bin/java", "#!/bin/sh\necho its own\n");
        installed.write("jdk/bin/java", "#!/bin/sh\necho the machine\n");
        installed
                .unset("REPLAY_STORAGE_JAVA")
                .set("JAVA_HOME", installed.path("jdk").toString());

        assertThat(installed.run(installed.launcher, "up").out()).containsExactly("its own");
    }

    @Test
    void starts_no_process_besides_a_known_java() {
        var jdk = installed.write("jdk/bin/java", LauncherInstallation.TELLING_JAVA);
        installed.write("jdk/release", "JAVA_VERSION=\"17.0.1\"\n");
        installed
                .unset("REPLAY_STORAGE_JAVA")
                .set("JAVA_HOME", jdk.getParent().getParent().toString());
        assertThat(arguments(installed.run(installed.launcher, "up"))).containsExactly("up");

        installed.set("PATH", "/nowhere");

        assertThat(arguments(installed.run("/bin/sh", installed.launcher, "up")))
                .containsExactly("up");
    }

    @Test
    void missing_java_without_root_prints_the_install_command() {
        installed.write("tools/apt-get", "#!/bin/sh\necho apt-get was run\n");
        installed
                .unset("REPLAY_STORAGE_JAVA", "JAVA_HOME")
                .set("PATH", installed.tools("id", "readlink", "mkdir", "sed").toString());

        var run = installed.runWithoutRoot("/bin/sh", installed.launcher, "--help");

        assertThat(run.status()).isEqualTo(69);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("Error: Java 17 is missing, and only root can install it")
                .contains("Try: sudo sh -c 'apt-get update")
                .contains("openjdk-17-jre-headless");
    }

    @Test
    void java_older_than_17_is_reported() {
        installed.write("jdk/bin/java", LauncherInstallation.TELLING_JAVA);
        installed.write("jdk/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"1.8.0_292\"\n");
        installed.set("REPLAY_STORAGE_JAVA", installed.path("jdk/bin/java").toString());

        var run = installed.run(installed.launcher, "--help");

        assertThat(run.status()).isEqualTo(69);
        assertThat(run.err()).contains("jdk/bin/java is Java 8, and 17 or newer is needed");
    }

    @Test
    void version_of_rclone_on_path_is_read_once() throws IOException {
        var asked = installed.write("asked", "");
        installed.write("bin/rclone", "#!/bin/sh\necho x >>'" + asked + "'\necho rclone v1.73.0\n");
        installed.unset("REPLAY_STORAGE_RCLONE").set("PATH", installed.path("bin") + ":" + System.getenv("PATH"));

        assertThat(arguments(installed.run(installed.launcher, "up", "--help"))).containsExactly("up", "--help");
        assertThat(asked).isEmptyFile();
        assertThat(arguments(installed.run(installed.launcher, "up"))).containsExactly("up");
        assertThat(arguments(installed.run(installed.launcher, "up"))).containsExactly("up");
        assertThat(Files.readAllLines(asked)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.60.1-DEV", "v1.72.9", "v1.8.0", "v0.99"})
    void newer_rclone_is_downloaded_to_the_user_cache_without_root(String version) throws IOException {
        installed.write("bin/rclone", "#!/bin/sh\necho rclone " + version + "\n");
        site("#!/bin/sh\necho rclone v1.75.2\n");

        var run = installed.runWithoutRoot("/bin/sh", installed.launcher, "up");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("bin/rclone is older than rclone 1.73: downloading rclone 1.75.2")
                .doesNotContain("pip");
        assertThat(run.out()).contains("up");
    }

    @Test
    void pip_is_used_only_if_the_download_fails() throws IOException {
        installed.write("bin/rclone", "#!/bin/sh\necho rclone v1.60.1\n");
        site("");
        installed.write("bin/curl", "#!/bin/sh\nexit 7\n");
        for (var name : List.of("python3", "pip3")) {
            installed.write("bin/" + name, "#!/bin/sh\necho \"$*\" >>'" + installed.path("home/asked") + "'; exit 1\n");
        }

        var run = installed.runWithoutRoot("/bin/sh", installed.launcher, "up");

        assertThat(run.status()).isEqualTo(69);
        assertThat(run.err())
                .containsSubsequence("downloading rclone", "can't download", "trying PyPI", "could not be downloaded")
                .contains("Try: export REPLAY_STORAGE_RCLONE=...");
        assertThat(installed.path("home/asked")).content().contains("download");
    }

    /** A curl that returns this program for rclone's site. */
    private void site(String program) throws IOException {
        var zip = "rclone-v1.75.2-linux-" + ("aarch64".equals(System.getProperty("os.arch")) ? "arm64" : "amd64");
        var site = Files.createDirectories(installed.path("site"));
        try (var out = new ZipOutputStream(Files.newOutputStream(site.resolve(zip + ".zip")))) {
            out.putNextEntry(new ZipEntry(zip + "/rclone"));
            out.write(program.getBytes(StandardCharsets.UTF_8));
        }
        installed.write(
                "bin/curl",
                "#!/bin/sh\nfor last; do :; done\nwhile [ \"$1\" != -o ]; do shift; done\ncd '" + site
                        + "'\ncase $last in */SHA256SUMS) sha256sum *.zip ;; *) cat \"${last##*/}\" ;; esac >\"$OLDPWD/$2\"\n");
        Files.setPosixFilePermissions(
                Files.createDirectories(installed.path("home")), PosixFilePermissions.fromString("rwxrwxrwx"));
        installed.unset("REPLAY_STORAGE_RCLONE").set("PATH", installed.path("bin") + ":" + System.getenv("PATH"));
    }
}
