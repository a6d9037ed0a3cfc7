package replaystorage.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.workspace.WorkspaceFixture.content;
import static replaystorage.workspace.WorkspaceFixture.file;
import static replaystorage.workspace.WorkspaceFixture.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.workspace.move.SetupReport;

class CommandSymlinksTest {
    private static final List<String> NAMES = List.of("sync-all-up", "list-snapshots");

    @TempDir
    Path root;

    private Path launcher;
    private Path usual;
    private Path own;

    @BeforeEach
    void start() {
        launcher = file(root.resolve("opt/replay-storage"), "#!/bin/sh");
        usual = root.resolve("usr/local/bin");
        own = root.resolve("home/.local/bin");
    }

    private CommandSymlinks.InstallResult install() {
        return new CommandSymlinks(launcher, List.of(usual, own)).install(NAMES);
    }

    @Test
    void links_each_command_to_the_launcher_and_reports_it_once() throws IOException {
        Files.createDirectories(usual);

        CommandSymlinks.InstallResult installed = install();

        assertThat(installed.folder()).contains(usual);
        assertThat(installed.report().notes())
                .hasSize(1)
                .first()
                .asString()
                .contains("the helper commands", usual.toString());
        assertThat(content(usual))
                .containsOnly(
                        Map.entry("sync-all-up", "-> " + launcher), Map.entry("list-snapshots", "-> " + launcher));
        assertThat(install().report()).isEqualTo(new SetupReport());
        assertThat(own).doesNotExist();
    }

    @Test
    void uses_the_folder_of_the_user_if_the_usual_one_is_unwritable() {
        file(usual.getParent(), "no folder");

        assertThat(install().folder()).contains(own);

        assertThat(content(own)).hasSize(2);
    }

    @Test
    void suggests_a_path_export_if_no_folder_is_writable() {
        file(root.resolve("usr"), "no folder");
        file(root.resolve("home"), "no folder");
        launcher = file(root.resolve("o $p\"t/replay-storage"), "#!/bin/sh");

        CommandSymlinks.InstallResult installed = install();

        assertThat(installed.folder()).isEmpty();
        assertThat(installed.report().warnings())
                .hasSize(1)
                .first()
                .asString()
                .contains(usual.toString(), own.toString())
                .contains("export PATH=\"$PATH:" + root + "/o \\$p\\\"t\"");
    }

    @Test
    void replaces_links_to_another_installation_and_broken_links() {
        link(usual.resolve("sync-all-up"), "/gone/replay-storage");
        link(
                usual.resolve("list-snapshots"),
                file(root.resolve("old/replay-storage"), "old").toString());

        assertThat(install().report().warnings()).isEmpty();

        assertThat(content(usual).values()).containsOnly("-> " + launcher);
    }

    @Test
    void keeps_and_reports_foreign_files_and_links() {
        file(usual.resolve("sync-all-up"), "somebody's");
        link(usual.resolve("list-snapshots"), "/somebody/elses");

        CommandSymlinks.InstallResult installed = install();

        assertThat(content(usual))
                .containsOnly(
                        Map.entry("sync-all-up", "somebody's"), Map.entry("list-snapshots", "-> /somebody/elses"));
        assertThat(installed.report().notes()).isEmpty();
        assertThat(installed.report().warnings())
                .hasSize(2)
                .anyMatch(line -> line.contains(usual.resolve("sync-all-up").toString()))
                .anyMatch(line -> line.contains(usual.resolve("list-snapshots").toString()));
    }

    @Test
    void launcher_never_becomes_a_link_to_itself() {
        launcher = file(usual.resolve("replay-storage"), "#!/bin/sh");

        SetupReport report = new CommandSymlinks(launcher, List.of(usual))
                .install(List.of("replay-storage", "sync-all-up"))
                .report();

        assertThat(report.warnings()).isEmpty();
        assertThat(launcher).isRegularFile().hasContent("#!/bin/sh");
        assertThat(usual.resolve("sync-all-up")).hasContent("#!/bin/sh");
    }
}
