package replaystorage.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.workspace.WorkspaceFixture.NEW;
import static replaystorage.workspace.WorkspaceFixture.OLD;
import static replaystorage.workspace.WorkspaceFixture.content;
import static replaystorage.workspace.WorkspaceFixture.file;
import static replaystorage.workspace.WorkspaceFixture.link;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.workspace.move.SetupReport;

/** Moves the program's own folder to the workspace, on one file system. */
@Timeout(30)
class AppDirMoveTest {
    @TempDir
    Path root;

    private WorkspaceFixture pod;

    /** The parent of $APP_DIR. */
    Path appDisk() {
        return root;
    }

    @BeforeEach
    void start() throws IOException {
        pod = new WorkspaceFixture(
                root.resolve("workspace"), Files.createDirectories(appDisk().resolve("app")));
        Files.createDirectories(pod.checkpoints());
    }

    /** Afterwards the folder is a link, and no temporary file is left. */
    private SetupReport prepare() throws IOException {
        SetupReport report = pod.prepare();
        assertThat(report.errors()).isEmpty();
        assertThat(pod.appCheckpoints()).isSymbolicLink();
        assertThat(Files.isSameFile(pod.appCheckpoints(), pod.checkpoints())).isTrue();
        assertThat(content(pod.checkpoints()).keySet()).noneMatch(name -> name.contains("replay-storage."));
        assertThat(content(pod.app())).containsOnlyKeys("cache", "checkpoints", "logs");
        return report;
    }

    @AfterEach
    void second_start_changes_and_reports_nothing() throws IOException {
        Map<String, String> before = content(pod.workspace());
        assertThat(pod.prepare()).isEqualTo(new SetupReport());
        assertThat(content(pod.workspace())).isEqualTo(before);
        for (String name : content(pod.app()).keySet()) {
            Files.delete(pod.app().resolve(name)); // JUnit speaks of each link that leads out of a temporary folder.
        }
    }

    @Test
    void moves_dotfiles_and_nested_and_empty_folders() throws IOException {
        file(pod.appCheckpoints().resolve("a.pt"), "a");
        file(pod.appCheckpoints().resolve(".hidden"), "dot");
        file(pod.appCheckpoints().resolve("run1/.state/deep/x.bin"), "x");
        Files.createDirectories(pod.appCheckpoints().resolve("empty/inner"));

        SetupReport report = prepare();

        assertThat(content(pod.checkpoints()))
                .containsOnly(
                        Map.entry("a.pt", "a"),
                        Map.entry(".hidden", "dot"),
                        Map.entry("run1", "/"),
                        Map.entry("run1/.state", "/"),
                        Map.entry("run1/.state/deep", "/"),
                        Map.entry("run1/.state/deep/x.bin", "x"),
                        Map.entry("empty", "/"),
                        Map.entry("empty/inner", "/"));
        assertThat(report.warnings()).isEmpty();
        assertThat(report.notes()).contains("moved 3 files from " + pod.appCheckpoints() + " to " + pod.checkpoints());
    }

    @Test
    void keeps_times_and_permissions() throws IOException {
        Path file = file(pod.appCheckpoints().resolve("run/a.sh"), "a", NEW);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwx--x---"));
        Files.setLastModifiedTime(file.getParent(), FileTime.from(OLD));

        prepare();

        Path moved = pod.checkpoints().resolve("run/a.sh");
        assertThat(Files.getLastModifiedTime(moved).toInstant()).isEqualTo(NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(moved)))
                .isEqualTo("rwxr-x--x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(moved.getParent())))
                .isEqualTo("rwx--x---");
        assertThat(Files.getLastModifiedTime(moved.getParent()).toInstant()).isEqualTo(OLD);
    }

    @Test
    void merges_folders_of_the_same_name() throws IOException {
        file(pod.appCheckpoints().resolve("run/1.pt"), "one");
        file(pod.checkpoints().resolve("run/2.pt"), "two");

        prepare();

        assertThat(content(pod.checkpoints()))
                .containsOnly(Map.entry("run", "/"), Map.entry("run/1.pt", "one"), Map.entry("run/2.pt", "two"));
    }

    @Test
    void newer_version_keeps_the_name_on_either_side() throws IOException {
        file(pod.appCheckpoints().resolve("here.pt"), "newer", NEW);
        file(pod.checkpoints().resolve("here.pt"), "older", OLD);
        file(pod.appCheckpoints().resolve("there.tar.gz"), "older", OLD);
        file(pod.checkpoints().resolve("there.tar.gz"), "newer", NEW);

        SetupReport report = prepare();

        Map<String, String> content = content(pod.checkpoints());
        assertThat(content)
                .hasSize(4)
                .containsEntry("here.pt", "newer")
                .containsEntry("there.tar.gz", "newer")
                .hasEntrySatisfying(named(content, "here\\.from-pod7-\\d{8}T\\d{6}\\.pt"), is("older"))
                .hasEntrySatisfying(named(content, "there\\.tar\\.from-pod7-\\d{8}T\\d{6}\\.gz"), is("older"));
        assertThat(report.warnings())
                .hasSize(2)
                .anyMatch(line -> line.contains(named(content, "here\\.from.*")))
                .anyMatch(line -> line.contains(named(content, "there\\.tar\\.from.*")));
    }

    private static Consumer<String> is(String content) {
        return found -> assertThat(found).isEqualTo(content);
    }

    private static String named(Map<String, String> content, String pattern) {
        return content.keySet().stream()
                .filter(name -> name.matches(pattern))
                .findFirst()
                .orElse("no " + pattern);
    }

    @Test
    void equal_file_makes_no_conflict_copy() throws IOException {
        file(pod.appCheckpoints().resolve("a.pt"), "same", NEW);
        file(pod.checkpoints().resolve("a.pt"), "same", OLD);

        assertThat(prepare().warnings()).isEmpty();

        assertThat(content(pod.checkpoints())).containsOnly(Map.entry("a.pt", "same"));
    }

    @Test
    void different_file_of_the_same_size_becomes_a_conflict_copy() throws IOException {
        file(pod.appCheckpoints().resolve("a.pt"), "one", OLD);
        file(pod.checkpoints().resolve("a.pt"), "two", OLD);

        prepare();

        assertThat(content(pod.checkpoints()))
                .hasSize(2)
                .containsEntry("a.pt", "two")
                .containsValue("one");
    }

    @Test
    void existing_conflict_copy_is_not_made_again() throws IOException {
        file(pod.appCheckpoints().resolve("a.pt"), "older", OLD);
        file(pod.checkpoints().resolve("a.pt"), "newer", NEW);
        file(pod.checkpoints().resolve("a.from-pod7-20260101T000000.pt"), "older", OLD);

        assertThat(prepare().warnings()).isEmpty();

        assertThat(content(pod.checkpoints())).hasSize(2);
    }

    @Test
    void a_file_and_a_folder_of_one_name_are_both_kept() throws IOException {
        file(pod.appCheckpoints().resolve("a"), "file", NEW);
        file(pod.checkpoints().resolve("a/inner"), "inner", OLD);
        file(pod.appCheckpoints().resolve("b/inner"), "inner", NEW);
        file(pod.checkpoints().resolve("b"), "file", OLD);

        prepare();

        Map<String, String> content = content(pod.checkpoints());
        assertThat(content)
                .hasSize(6)
                .containsEntry("a", "/")
                .containsEntry("a/inner", "inner")
                .containsEntry(named(content, "a\\.from-.*"), "file")
                .containsEntry("b", "file")
                .containsEntry(named(content, "b\\.from-[^/]*"), "/")
                .containsEntry(named(content, "b\\.from-.*/inner"), "inner");
    }

    @Test
    void moved_links_keep_their_targets() throws IOException {
        file(pod.app().resolveSibling("models/base.pt"), "base");
        file(pod.appCheckpoints().resolve("run/real.pt"), "real");
        link(pod.appCheckpoints().resolve("latest.pt"), "run/real.pt");
        link(pod.appCheckpoints().resolve("run/up"), "../run/./real.pt");
        link(pod.appCheckpoints().resolve("run/out"), "../../../models/base.pt");
        link(pod.appCheckpoints().resolve("winding"), "run/../../../models/base.pt");
        link(pod.appCheckpoints().resolve("dangling"), "nope");
        link(pod.appCheckpoints().resolve("far"), "/nowhere/at/all");

        prepare();

        assertThat(content(pod.checkpoints()))
                .containsEntry("latest.pt", "-> run/real.pt")
                .containsEntry("run/up", "-> ../run/./real.pt")
                .containsEntry("dangling", "-> nope")
                .containsEntry("far", "-> /nowhere/at/all");
        assertThat(pod.appCheckpoints().resolve("latest.pt")).hasContent("real");
        assertThat(pod.appCheckpoints().resolve("run/out")).hasContent("base");
        assertThat(pod.checkpoints().resolve("winding")).hasContent("base");
    }

    @Test
    void links_between_both_folders_are_replaced_by_the_file() throws IOException {
        file(pod.checkpoints().resolve("here.pt"), "here");
        link(
                pod.appCheckpoints().resolve("here.pt"),
                pod.checkpoints().resolve("here.pt").toString());
        file(pod.appCheckpoints().resolve("there.pt"), "there");
        link(
                pod.checkpoints().resolve("there.pt"),
                pod.appCheckpoints().resolve("there.pt").toString());
        file(pod.appCheckpoints().resolve("run/a.pt"), "a");
        link(
                pod.checkpoints().resolve("run"),
                pod.appCheckpoints().resolve("run").toString());

        assertThat(prepare().warnings()).isEmpty();

        assertThat(content(pod.checkpoints()))
                .containsOnly(
                        Map.entry("here.pt", "here"),
                        Map.entry("there.pt", "there"),
                        Map.entry("run", "/"),
                        Map.entry("run/a.pt", "a"));
    }

    @Test
    void link_to_a_folder_in_the_workspace_is_not_merged_into() throws IOException {
        Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
        file(pod.appCheckpoints().resolve("run/a.pt"), "a");
        link(pod.checkpoints().resolve("run"), elsewhere.toString());

        assertThat(prepare().warnings()).hasSize(1);

        assertThat(elsewhere).isEmptyDirectory();
        assertThat(content(pod.checkpoints()))
                .containsEntry("run", "-> " + elsewhere)
                .containsValue("a");
    }

    @Test
    void fifos_and_sockets_do_not_stop_the_move() throws IOException, InterruptedException {
        file(pod.appCheckpoints().resolve("a.pt"), "a");
        assertThat(new ProcessBuilder(
                                "mkfifo", pod.appCheckpoints().resolve("fifo").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(pod.appCheckpoints().resolve("socket")));
        }

        SetupReport report = prepare();

        Map<String, String> content = content(pod.checkpoints());
        assertThat(content).containsEntry("a.pt", "a");
        for (String name : List.of("fifo", "socket")) {
            boolean isTold = report.warnings().stream().anyMatch(line -> line.contains("/" + name + " is neither"));
            assertThat(content.containsKey(name)).as(name).isNotEqualTo(isTold);
        }
    }

    @Test
    void moves_any_valid_file_name() throws IOException, InterruptedException {
        List<String> names =
                List.of("two words", "new\nline", "größe ★ 数", "-rf", "*", "a\\b", "\u202egnp.pt", "x".repeat(255));
        for (String name : names) {
            file(pod.appCheckpoints().resolve(name), name.substring(0, 1));
        }
        assertThat(new ProcessBuilder("sh", "-c", "printf x >\"$(printf 'bad\\377\\376.pt')\"")
                        .directory(pod.appCheckpoints().toFile())
                        .start()
                        .waitFor())
                .isZero();

        prepare();

        assertThat(content(pod.checkpoints())).hasSize(names.size() + 1).containsKeys(names.toArray(String[]::new));
        Process found = new ProcessBuilder("sh", "-c", "cat \"$(printf 'bad\\377\\376.pt')\"")
                .directory(pod.checkpoints().toFile())
                .start();
        assertThat(new String(found.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("x");
    }

    @Test
    void longest_name_can_become_a_conflict_copy() throws IOException {
        String name = "ü".repeat(126) + ".pt";
        file(pod.appCheckpoints().resolve(name), "older", OLD);
        file(pod.checkpoints().resolve(name), "newer", NEW);

        prepare();

        assertThat(content(pod.checkpoints()))
                .hasSize(2)
                .containsEntry(name, "newer")
                .containsValue("older");
    }

    @Test
    void link_to_the_folder_itself_is_not_moved() throws IOException {
        file(pod.appCheckpoints().resolve("a.pt"), "a");
        link(pod.appCheckpoints().resolve("checkpoints"), pod.checkpoints().toString());

        prepare();

        assertThat(content(pod.checkpoints())).containsOnly(Map.entry("a.pt", "a"));
    }

    @Test
    void partial_files_of_a_killed_start_are_removed() throws IOException {
        file(pod.appCheckpoints().resolve("a.pt"), "a");
        file(pod.checkpoints().resolve("replay-storage.0123abcd.partial"), "ha");
        file(pod.checkpoints().resolve("b.0123abcd.partial"), "of rclone");

        prepare();

        assertThat(content(pod.checkpoints()))
                .containsOnly(Map.entry("a.pt", "a"), Map.entry("b.0123abcd.partial", "of rclone"));
    }
}
