package replaystorage.it.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;

/** Conflict names are neither taken nor too long. */
class ConflictNamesIT {
    private static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant MIDDLE = Instant.parse("2026-02-01T10:00:00Z");
    private static final Instant NEW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path root;

    private Path there;
    private Pod pod;

    @BeforeEach
    void start() {
        there = root.resolve("storage/artifacts/checkpoints");
        pod = Pod.onFolder(root, root.resolve("storage"));
        pod.write("checkpoints/other.bin", "other", OLD);
    }

    private static List<Path> kept(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".from-"))
                    .toList();
        }
    }

    private void good(String... words) {
        Pod.CommandRun run = pod.run(words);
        assertThat(run.status()).as(run.all()).isZero();
    }

    /** Replaces the file by a rename. */
    private void save(String text, Instant time) throws IOException {
        Path fresh = Pod.write(root, "fresh", text, time);
        Files.move(fresh, pod.checkpoints().resolve("latest.bin"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void each_conflict_copy_of_auto_sync_has_its_own_name() throws IOException {
        Pod.write(there, "latest.bin", "of another pod", NEW);
        save("first", OLD);
        ProgramProcess program = ProgramProcess.start(pod, "auto-sync", "--interval", "1");
        ProgramProcess.await("the first is kept", () -> program.text().contains("this pod's version was uploaded as"));
        save("second", MIDDLE);
        ProgramProcess.await(
                "the second is kept", () -> program.text().split("this pod's version was uploaded as", -1).length == 3);
        program.signal("TERM");
        assertThat(program.end()).isZero();
        assertThat(kept(there))
                .hasSize(2)
                .anySatisfy(file -> assertThat(file).hasContent("first"))
                .anySatisfy(file -> assertThat(file).hasContent("second"));
        assertThat(there.resolve("latest.bin")).hasContent("of another pod");
    }

    @Test
    void taken_conflict_name_is_not_used_again() throws IOException {
        for (int version = 1; version <= 3; version++) {
            Pod.write(there, "latest.bin", "remote " + version, NEW.plusSeconds(version));
            save("local " + version, MIDDLE.plusSeconds(version));
            good("down", "checkpoints");
        }
        assertThat(kept(pod.checkpoints())).hasSize(3);
        assertThat(pod.read("checkpoints/latest.bin")).isEqualTo("remote 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"L", "\u00e9", "\u65e5"})
    void long_conflict_name_is_shortened_by_up_and_down(String character) throws IOException {
        String stem = character.repeat(248 / character.getBytes(StandardCharsets.UTF_8).length);
        Pod.write(there, stem + ".pt", "first", OLD);
        good("down", "checkpoints");
        Pod.write(there, stem + ".pt", "of another pod", MIDDLE);
        pod.write("checkpoints/" + stem + ".pt", "older", OLD.plusSeconds(1));
        good("down", "checkpoints");
        assertThat(pod.read("checkpoints/" + stem + ".pt")).isEqualTo("of another pod");
        assertThat(kept(pod.checkpoints())).singleElement().satisfies(file -> {
            assertThat(file).hasContent("older");
            assertThat(file.getFileName().toString()).startsWith(character).endsWith(".pt");
        });
        Files.delete(kept(pod.checkpoints()).get(0));

        Pod.write(there, stem + ".pt", "of a third pod", MIDDLE.plusSeconds(1));
        pod.write("checkpoints/" + stem + ".pt", "newer", NEW);
        good("up", "checkpoints");
        assertThat(there.resolve(stem + ".pt")).hasContent("newer");
        assertThat(kept(there))
                .singleElement()
                .satisfies(file -> assertThat(file).hasContent("of a third pod"));
    }
}
