package replaystorage.transfer.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LocalTreeTest {
    @TempDir
    Path root;

    private void file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), Path.of(target));
    }

    @Test
    @Timeout(10)
    void lists_each_file_once_and_reports_loops_and_broken_links_once() throws IOException {
        file("real.pt");
        file("a/inner.pt");
        link("self", ".");
        link("a/up", "..");
        Files.createDirectory(root.resolve("l1"));
        link("l1/l2", "../a");
        link("dangling.pt", "nope");
        link("latest.pt", "real.pt");
        Path outside = Files.createTempDirectory("outside");
        Files.writeString(outside.resolve("x.pt"), "x");
        Files.createSymbolicLink(root.resolve("linked"), outside);

        LocalTree tree = LocalTree.walk(root);

        assertThat(tree.files())
                .containsOnlyKeys("real.pt", "a/inner.pt", "latest.pt", "linked/x.pt", "l1/l2/inner.pt");
        assertThat(tree.warnings()).filteredOn(text -> text.contains("/self ")).hasSize(1);
        assertThat(tree.warnings())
                .filteredOn(text -> text.contains("dangling.pt"))
                .hasSize(1);
        assertThat(tree.unreadable()).isEmpty();
    }

    @Test
    void omits_our_state_folder_and_incomplete_files() throws IOException {
        file(".replay-storage/records/x.tsv");
        file("a.pt.0a1b2c3d.partial");
        file("step.3.tmp");
        file("tmp-checkpoint-7/model.bin");
        file("kept.pt");
        file(".hidden");
        assertThat(LocalTree.walk(root).files()).containsOnlyKeys("kept.pt", ".hidden");
    }

    @Test
    void missing_folder_is_empty() {
        assertThat(LocalTree.walk(root.resolve("nope")).files()).isEmpty();
    }

    @Test
    void versions_match_within_the_precision_of_the_storage() throws IOException {
        file("a");
        FileVersion version = LocalTree.walk(root).files().get("a").version();
        FileVersion cut =
                new FileVersion(version.size(), version.modified().truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        assertThat(version.matches(cut, Duration.ofMillis(1))).isTrue();
        assertThat(version.matches(
                        new FileVersion(version.size(), version.modified().plusNanos(1)), Duration.ofNanos(1)))
                .isFalse();
        assertThat(version.matches(new FileVersion(version.size() + 1, version.modified()), Duration.ofMillis(1)))
                .isFalse();
    }
}
