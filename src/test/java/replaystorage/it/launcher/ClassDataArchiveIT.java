package replaystorage.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;

/** A Java that the jar's class data archive does not fit. */
class ClassDataArchiveIT {
    @TempDir
    Path root;

    private Pod pod;
    private Path archive;

    @BeforeEach
    void install() throws IOException {
        pod = Pod.onFolder(root, root.resolve("storage"));
        archive = InstalledProgram.launcher()
                .resolve("../../lib/replay-storage.jsa")
                .normalize();
        Files.writeString(archive, "of another Java");
        Files.writeString(archive.resolveSibling("replay-storage.jsa.java"), "/bin/sh\n");
    }

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(archive);
        Files.deleteIfExists(archive.resolveSibling("replay-storage.jsa.java"));
    }

    private Path cache() {
        return pod.home().resolve(".cache/replay-storage");
    }

    private List<String> made() {
        try (Stream<Path> files = Files.list(cache())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("classes-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void runs(String... words) {
        Pod.CommandRun run = InstalledProgram.on(pod).run(words);
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err()).doesNotContain("cds", "archive");
    }

    @Test
    void own_archive_is_created_once_in_the_background() throws IOException {
        Files.createDirectories(cache());
        runs("--version");
        ProgramProcess.await("the archive is made", () -> made().stream().anyMatch(name -> name.endsWith(".jsa")));
        ProgramProcess.await("nothing else is left", () -> made().size() == 2);
        Path own = cache().resolve(made().get(0));
        Object first = Files.getLastModifiedTime(own);
        runs("--version");
        runs("snapshots");
        assertThat(Files.getLastModifiedTime(own)).isEqualTo(first);
    }

    @Test
    void starts_without_an_archive_if_the_cache_is_unwritable() throws IOException {
        Files.delete(cache().resolve("rclone-versions"));
        Files.delete(cache());
        Files.writeString(cache(), "a file");
        runs("--version");
        assertThat(cache()).hasContent("a file");
    }
}
