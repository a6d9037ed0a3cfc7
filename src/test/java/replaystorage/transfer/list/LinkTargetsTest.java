package replaystorage.transfer.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.transfer.list.LinkTargets.LinkedPath;

class LinkTargetsTest {
    @TempDir
    Path root;

    @TempDir
    Path outside;

    @BeforeEach
    void fill() throws IOException {
        for (String name : new String[] {"step-500/a.pt", "step-500/b.pt", "step-400/a.pt", "run/step-9/a.pt"}) {
            file(root.resolve(name));
        }
        file(outside.resolve("far.pt"));
        link("latest", "step-500");
    }

    private static void file(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, file.toString());
    }

    private void link(String name, String target) throws IOException {
        Path link = root.resolve(name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(target));
    }

    private LinkTargets links() {
        return LocalTree.walk(root).linkTargets();
    }

    private LinkedPath way(String name) {
        return links().pathThroughLinks(name).orElseThrow();
    }

    @Test
    void returns_the_path_of_a_file_through_a_link() throws IOException {
        link("latest.pt", "step-500/b.pt");
        link("run/best", "step-9");
        link("far", outside.toString());
        assertThat(way("latest/a.pt")).isEqualTo(new LinkedPath("step-500/a.pt", "latest", "step-500"));
        assertThat(way("latest.pt")).isEqualTo(new LinkedPath("step-500/b.pt", "latest.pt", "step-500/b.pt"));
        assertThat(way("run/best/a.pt")).isEqualTo(new LinkedPath("run/step-9/a.pt", "run/best", "run/step-9"));
        assertThat(way("far/far.pt").originalName())
                .isEqualTo(outside.toRealPath().resolve("far.pt").toString());
        assertThat(way("far/far.pt").isInside()).isFalse();
        assertThat(links().pathThroughLinks("step-500/a.pt")).isEmpty();
    }

    @Test
    void resolves_nested_and_chained_links() throws IOException {
        link("step-500/previous", "../step-400");
        link("again", "latest");
        assertThat(way("latest/previous/a.pt")).isEqualTo(new LinkedPath("step-400/a.pt", "latest", "step-500"));
        assertThat(way("again/previous/a.pt").originalName()).isEqualTo("step-400/a.pt");
    }

    @Test
    void result_is_the_same_if_the_folder_itself_is_a_link() throws IOException {
        Path folder = Files.createSymbolicLink(outside.resolve("checkpoints"), root);
        assertThat(LocalTree.walk(folder).linkTargets().pathThroughLinks("latest/a.pt"))
                .contains(way("latest/a.pt"));
    }

    @Test
    void link_with_another_target_leads_elsewhere() throws IOException {
        LinkedPath before = way("latest/b.pt");
        assertThat(links().leadsElsewhere("latest/b.pt", before)).isFalse();
        link("latest", "step-400");
        assertThat(links().leadsElsewhere("latest/b.pt", before)).isTrue();
    }

    @Test
    void deleted_or_replaced_link_does_not_lead_elsewhere() throws IOException {
        LinkedPath before = way("latest/b.pt");
        Files.delete(root.resolve("latest"));
        assertThat(links().leadsElsewhere("latest/b.pt", before)).isFalse();
        file(root.resolve("latest/a.pt"));
        assertThat(links().leadsElsewhere("latest/b.pt", before)).isFalse();
    }

    @Test
    void each_of_nested_links_is_checked() throws IOException {
        link("step-500/previous", "../step-400");
        LinkedPath before = way("latest/previous/a.pt");
        link("step-500/previous", "../run");
        assertThat(links().leadsElsewhere("latest/previous/a.pt", before)).isTrue();
        Files.delete(root.resolve("step-500/previous"));
        assertThat(links().leadsElsewhere("latest/previous/a.pt", before)).isFalse();
        link("latest", "run");
        assertThat(links().leadsElsewhere("latest/previous/a.pt", before)).isTrue();
    }
}
