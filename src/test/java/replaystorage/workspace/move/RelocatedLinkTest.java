package replaystorage.workspace.move;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.workspace.WorkspaceFixture.file;
import static replaystorage.workspace.WorkspaceFixture.link;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelocatedLinkTest {
    @TempDir
    Path temporary;

    private Path root;
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        root = temporary.toRealPath();
        folder = root.resolve("app/checkpoints");
        file(folder.resolve("run/a.pt"), "a");
        file(root.resolve("models/base.pt"), "base");
    }

    private String relocated(String link, String target) throws IOException {
        return RelocatedLink.relocated(link(folder.resolve(link), target), folder)
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "link, run/a.pt",
        "link, nowhere",
        "link, .",
        "link, ./run/../run/a.pt",
        "run/link, ../run/./a.pt",
        "run/link, ..",
        "link, /nowhere/at/all",
        "link, /nowhere/../at/all"
    })
    void link_within_the_folder_and_absolute_link_keep_their_text(String link, String target) throws IOException {
        assertThat(relocated(link, target)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "link, ../../models/base.pt, models/base.pt",
        "run/link, .././../../models/base.pt, models/base.pt",
        "link, run/../../../models/base.pt, models/base.pt",
        "link, ../../models, models",
        "link, .., app",
        "link, ../../gone/x, gone/x",
        "link, ../../gone/../x, x",
        "link, ../checkpoints/run/a.pt, app/checkpoints/run/a.pt"
    })
    void a_link_that_leaves_the_folder_becomes_absolute(String link, String target, String absolute)
            throws IOException {
        assertThat(relocated(link, target)).isEqualTo(root.resolve(absolute).toString());
    }

    @Test
    void link_to_a_link_keeps_that_link_as_its_target() throws IOException {
        link(root.resolve("models/newest.pt"), "base.pt");

        assertThat(relocated("link", "../../models/newest.pt"))
                .isEqualTo(root.resolve("models/newest.pt").toString());
    }

    @Test
    void two_dots_after_a_link_mean_the_parent_of_its_target() throws IOException {
        file(root.resolve("far/away/x"), "x");
        file(root.resolve("far/y"), "y");
        link(root.resolve("near"), "far/away");

        assertThat(relocated("link", "../../near/../y"))
                .isEqualTo(root.resolve("far/y").toString());
    }
}
