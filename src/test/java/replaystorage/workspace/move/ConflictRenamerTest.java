package replaystorage.workspace.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replaystorage.workspace.WorkspaceFixture.content;
import static replaystorage.workspace.WorkspaceFixture.file;
import static replaystorage.workspace.WorkspaceFixture.link;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.host.ConflictName;

class ConflictRenamerTest {
    private static final String KEPT = "a\\.from-pod7-\\d{8}T\\d{6}(-\\d+)?\\.pt";

    @TempDir
    Path root;

    private Path folder;
    private Path entry;
    private ConflictRenamer renamer;

    @BeforeEach
    void start() {
        folder = root.resolve("folder");
        entry = file(folder.resolve("a.pt"), "content");
        renamer = newRenamer();
    }

    /** At one moment, as two starts may be. */
    private static ConflictRenamer newRenamer() {
        Instant now = Instant.parse("2026-11-25T10:30:00Z");
        return new ConflictRenamer(new ConflictName(() -> "pod7", InstantSource.fixed(now)));
    }

    @Test
    void renames_a_file_to_a_conflict_name() throws IOException {
        Path kept = renamer.renameAway(entry);

        assertThat(kept.getFileName().toString()).matches(KEPT);
        assertThat(content(folder)).containsOnly(Map.entry(kept.getFileName().toString(), "content"));
    }

    @Test
    void taken_conflict_name_is_not_used_again() throws IOException {
        Path first = newRenamer().renameAway(entry);
        file(entry, "second");

        Path second = renamer.renameAway(entry);

        assertThat(second.getFileName().toString()).matches(KEPT);
        assertThat(content(folder))
                .containsOnly(
                        Map.entry(first.getFileName().toString(), "content"),
                        Map.entry(second.getFileName().toString(), "second"));
    }

    @Test
    void renaming_a_missing_file_fails_and_leaves_nothing() {
        assertThatThrownBy(() -> renamer.renameAway(folder.resolve("gone"))).isInstanceOf(NoSuchFileException.class);

        assertThat(content(folder)).containsOnlyKeys("a.pt");
    }

    @Test
    void removes_a_link_but_not_a_file_that_replaced_it() throws IOException {
        Path link = link(folder.resolve("link"), "a.pt");
        renamer.removeLink(link);
        assertThat(content(folder)).containsOnly(Map.entry("a.pt", "content"));

        renamer.removeLink(entry);

        assertThat(content(folder)).hasSize(1).containsValue("content").doesNotContainKey("a.pt");
    }

    @Test
    void finds_only_an_equal_conflict_copy_of_this_pod_and_this_name() throws IOException {
        Path source = file(root.resolve("source"), "content");
        file(folder.resolve("a.from-pod8-20260101T000000.pt"), "content");
        file(folder.resolve("b.from-pod7-20260101T000000.pt"), "content");
        file(folder.resolve("a.from-pod7-20260101T000000.pt"), "CONTENT");
        link(folder.resolve("a.from-pod7-20260102T000000.pt"), "a.pt");
        assertThat(renamer.findEqualVersion(source, entry)).isEmpty();

        Path equal = file(folder.resolve("a.from-pod7-20260103T000000.pt"), "content");

        assertThat(renamer.findEqualVersion(source, entry)).contains(equal);
    }
}
