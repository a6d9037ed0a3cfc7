package replaystorage.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.workspace.WorkspaceFixture.content;
import static replaystorage.workspace.WorkspaceFixture.file;
import static replaystorage.workspace.WorkspaceFixture.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.host.Environment;
import replaystorage.host.LockFile;
import replaystorage.workspace.move.SetupReport;

/** The workspace's folders, and the links to them in $APP_DIR. */
class WorkspaceLinksTest {
    @TempDir
    Path root;

    private WorkspaceFixture pod;

    @BeforeEach
    void start() throws IOException {
        pod = new WorkspaceFixture(root.resolve("workspace"), root.resolve("app"));
        Files.createDirectories(pod.app());
    }

    private void assertLinked(Path own, Path target) throws IOException {
        assertThat(own).isSymbolicLink();
        assertThat(Files.readSymbolicLink(own)).isEqualTo(target);
        assertThat(pod.prepare()).isEqualTo(new SetupReport());
    }

    @Test
    void creates_the_folders_and_the_links() throws IOException {
        SetupReport report = pod.prepare();

        assertThat(content(pod.workspace())).containsOnlyKeys("cache", "checkpoints", "logs", "replays");
        assertThat(content(pod.app())).containsOnlyKeys("cache", "checkpoints", "logs");
        assertThat(report.notes())
                .contains(
                        "created " + pod.checkpoints(), "linked " + pod.appCheckpoints() + " to " + pod.checkpoints());
        assertThat(report.warnings()).isEmpty();
        assertThat(report.errors()).isEmpty();
        assertLinked(pod.appCheckpoints(), pod.checkpoints());
    }

    @Test
    void missing_app_folder_is_not_created() throws IOException {
        Files.delete(pod.app());

        pod.prepare();

        assertThat(pod.app()).doesNotExist();
        assertThat(pod.checkpoints()).isDirectory();
    }

    @Test
    void app_folder_that_is_a_link_is_followed() throws IOException {
        Files.move(pod.app(), root.resolve("real"));
        file(root.resolve("real/checkpoints/a.pt"), "a");
        link(pod.app(), "real");

        assertThat(pod.prepare().errors()).isEmpty();

        assertThat(content(pod.checkpoints())).containsOnly(Map.entry("a.pt", "a"));
        assertLinked(root.resolve("real/checkpoints"), pod.checkpoints());
    }

    @Test
    void link_to_the_right_folder_by_another_path_stays() throws IOException {
        link(pod.appCheckpoints(), "../workspace/../workspace/checkpoints");

        assertThat(pod.prepare().warnings()).isEmpty();

        assertThat(Files.readSymbolicLink(pod.appCheckpoints()).toString()).startsWith("..");
    }

    @Test
    void link_to_another_folder_is_corrected_and_that_folder_stays_and_is_reported() throws IOException {
        Path other = file(root.resolve("other/a.pt"), "a").getParent();
        link(pod.appCheckpoints(), "../other");

        assertThat(pod.prepare().warnings()).hasSize(1).first().asString().contains(other.toString());

        assertThat(content(other)).containsOnly(Map.entry("a.pt", "a"));
        assertLinked(pod.appCheckpoints(), pod.checkpoints());
    }

    @Test
    void broken_and_looping_links_are_corrected() throws IOException {
        link(pod.appCheckpoints(), "../nowhere");
        link(pod.app().resolve("logs"), "logs");

        SetupReport report = pod.prepare();

        assertThat(report.warnings()).isEmpty();
        assertThat(report.notes()).anyMatch(line -> line.contains("was a broken link"));
        assertLinked(pod.appCheckpoints(), pod.checkpoints());
        assertLinked(pod.app().resolve("logs"), pod.workspace().resolve("logs"));
    }

    @Test
    void file_at_the_path_of_a_folder_stays_and_is_reported() {
        file(pod.appCheckpoints(), "a file");

        assertThat(pod.prepare().warnings())
                .hasSize(1)
                .first()
                .asString()
                .contains(pod.appCheckpoints() + " is not a folder");

        assertThat(pod.appCheckpoints()).hasContent("a file");
        assertThat(pod.app().resolve("logs")).isSymbolicLink();
    }

    @Test
    void only_links_to_their_own_folder_are_removed() throws IOException {
        Path workspace = pod.workspace();
        link(
                workspace.resolve("checkpoints/checkpoints"),
                workspace.resolve("checkpoints").toString());
        link(workspace.resolve("logs/logs"), "logs");
        link(workspace.resolve("cache/cache"), "../..");
        link(workspace.resolve("cache/logs"), "../logs");
        link(workspace.resolve("replays/replays"), ".");

        SetupReport report = pod.prepare();

        assertThat(content(workspace))
                .containsOnlyKeys("cache", "cache/logs", "checkpoints", "logs", "replays", "replays/replays");
        assertThat(report.notes()).filteredOn(line -> line.contains("removed")).hasSize(3);
    }

    @Test
    void inner_folder_or_link_of_the_same_name_to_elsewhere_stays() throws IOException {
        file(pod.checkpoints().resolve("checkpoints/a.pt"), "a");
        link(pod.workspace().resolve("logs/logs"), "../elsewhere");
        Files.createDirectory(pod.workspace().resolve("elsewhere"));
        link(pod.workspace().resolve("cache/cache"), "not-there-yet");
        Map<String, String> before = content(pod.workspace());

        pod.prepare();

        assertThat(content(pod.workspace())).containsAllEntriesOf(before);
    }

    @Test
    void the_workspace_may_be_the_app_folder() {
        WorkspaceFixture one = new WorkspaceFixture(pod.app(), pod.app());
        file(pod.appCheckpoints().resolve("a.pt"), "a");

        SetupReport report = one.prepare();

        assertThat(report.warnings()).isEmpty();
        assertThat(report.errors()).isEmpty();
        assertThat(content(pod.app())).containsOnlyKeys("cache", "checkpoints", "checkpoints/a.pt", "logs", "replays");
    }

    @Test
    void workspace_folder_may_be_a_link_to_the_app_folder() {
        file(pod.appCheckpoints().resolve("a.pt"), "a");
        link(pod.checkpoints(), pod.appCheckpoints().toString());

        SetupReport report = pod.prepare();

        assertThat(report.warnings()).isEmpty();
        assertThat(report.errors()).isEmpty();
        assertThat(content(pod.appCheckpoints())).containsOnly(Map.entry("a.pt", "a"));
    }

    @Test
    void nested_app_and_workspace_folders_stay_unchanged() {
        WorkspaceFixture outer = new WorkspaceFixture(pod.appCheckpoints().resolve("workspace"), pod.app());
        file(pod.appCheckpoints().resolve("a.pt"), "a");
        WorkspaceFixture inner = new WorkspaceFixture(root.resolve("w"), root.resolve("w/checkpoints"));
        file(inner.checkpoints().resolve("checkpoints/b.pt"), "b");

        assertThat(outer.prepare().warnings()).anyMatch(line -> line.contains("lies in it"));
        assertThat(inner.prepare().warnings()).anyMatch(line -> line.contains("it lies in"));

        assertThat(pod.appCheckpoints().resolve("a.pt")).hasContent("a");
        assertThat(content(inner.checkpoints()))
                .containsEntry("checkpoints", "/")
                .containsEntry("checkpoints/b.pt", "b");
    }

    @Test
    void folder_that_cannot_be_created_is_reported_and_the_others_are_created() {
        file(pod.checkpoints(), "in the way");
        link(pod.workspace().resolve("logs"), "/nowhere/at/all");
        file(pod.appCheckpoints().resolve("a.pt"), "a");

        SetupReport report = pod.prepare();

        assertThat(report.errors())
                .hasSize(2)
                .anyMatch(
                        line -> line.contains(pod.checkpoints() + " can't be created: ") && line.contains("in the way"))
                .anyMatch(line -> line.contains(pod.workspace().resolve("logs") + " can't be created: a broken link"));
        assertThat(pod.appCheckpoints().resolve("a.pt")).hasContent("a");
        assertThat(pod.app().resolve("cache")).isSymbolicLink();
    }

    @Test
    void workspace_that_cannot_be_created_is_reported_and_nothing_is_changed() {
        file(pod.workspace(), "a file");
        file(pod.appCheckpoints().resolve("a.pt"), "a");

        assertThat(pod.prepare().errors()).hasSize(4);

        assertThat(content(pod.app())).containsOnly(Map.entry("checkpoints", "/"), Map.entry("checkpoints/a.pt", "a"));
    }

    @Test
    void app_folder_stays_unchanged_while_another_start_moves_files() throws IOException {
        file(pod.appCheckpoints().resolve("a.pt"), "a");
        Workspace workspace = new Workspace(Environment.of(pod.variables()));
        WorkspaceSetup setup = new WorkspaceSetup(workspace, List.of(), Duration.ofMillis(50));
        try (LockFile lock = LockFile.tryAcquire(workspace.stateFolder().resolve("start.lock"))
                .orElseThrow()) {
            assertThat(lock).isNotNull();

            assertThat(setup.prepare().errors())
                    .containsExactly(pod.appCheckpoints() + " is used as it is: another start is moving files");
        }
        assertThat(content(pod.appCheckpoints())).containsOnly(Map.entry("a.pt", "a"));
        assertThat(pod.checkpoints()).isEmptyDirectory();
        assertThat(pod.app().resolve("logs")).isSymbolicLink();
    }
}
