package replaystorage.it.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.RcloneCli;

/** A trainer saves files that are being downloaded: a wrapped rclone writes them before or after its copy. */
@Tag("timing")
class LocalWriteDuringDownloadIT {
    private static final Instant OLD = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant NEW = Instant.parse("2026-02-02T03:04:05Z");

    @TempDir
    Path root;

    private Path there;
    private Pod pod;

    @BeforeEach
    void start() {
        there = root.resolve("storage/artifacts/checkpoints");
        pod = Pod.onFolder(root, root.resolve("storage"));
    }

    /** Runs the script `before` or `after` rclone's copy, while rclone waits. */
    private void onCopy(String when, String script) throws IOException {
        Path wrapper = root.resolve("rclone");
        String run = "(cd '" + pod.checkpoints() + "'; " + script + ")\n";
        Files.writeString(
                wrapper,
                "#!/bin/sh\ncase \" $* \" in *' copy '*)\n"
                        + (when.equals("before")
                                ? run
                                : "'" + RcloneCli.binary() + "' \"$@\" 2>'" + root.resolve("log") + "'; status=$?\n"
                                        + run + "cat '" + root.resolve("log") + "' >&2; exit $status\n")
                        + ";;\nesac\nexec '" + RcloneCli.binary() + "' \"$@\"\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
        pod.with("REPLAY_STORAGE_RCLONE", wrapper.toString());
    }

    private static List<Path> kept(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".from-"))
                    .toList();
        }
    }

    private void known(String name) {
        Pod.write(there, name, "first", OLD);
        assertThat(pod.run("down", "checkpoints").status()).isZero();
        Pod.write(there, name, "of another pod", NEW);
    }

    private void nothingIsLeft() {
        assertThat(pod.checkpoints().resolve(".replay-storage")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void newer_file_saved_during_the_download_stays(String when) throws IOException {
        known("latest.bin");
        onCopy(when, "printf trained >tmp; mv tmp latest.bin");
        Pod.CommandRun run = pod.run("down", "checkpoints");
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(run.err())
                .contains("checkpoints/latest.bin was changed here during the download: the local file stays");
        assertThat(pod.read("checkpoints/latest.bin")).isEqualTo("trained");
        assertThat(kept(pod.checkpoints())).isEmpty();
        nothingIsLeft();
        Pod.CommandRun again = pod.run("down", "checkpoints");
        assertThat(again.status()).as(again.all()).isZero();
        assertThat(pod.read("checkpoints/latest.bin")).isEqualTo("trained");
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void older_file_saved_during_the_download_becomes_a_conflict_copy(String when) throws IOException {
        known("latest.bin");
        onCopy(when, "printf trained >tmp; touch -d 2026-01-03 tmp; mv tmp latest.bin");
        Pod.CommandRun run = pod.run("down", "checkpoints");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err())
                .contains(
                        "checkpoints/latest.bin was changed here during the download: your local version was kept as latest.from-");
        assertThat(pod.read("checkpoints/latest.bin")).isEqualTo("of another pod");
        assertThat(kept(pod.checkpoints()))
                .singleElement()
                .satisfies(file -> assertThat(file).hasContent("trained"));
        nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void new_file_saved_during_the_download_stays(String when) throws IOException {
        pod.write("checkpoints/other.bin", "other", OLD);
        Pod.write(there, "new/model.bin", "of another pod", OLD);
        onCopy(when, "mkdir -p new; printf trained >new/model.bin");
        Pod.CommandRun run = pod.run("down", "checkpoints");
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(pod.read("checkpoints/new/model.bin")).isEqualTo("trained");
        nothingIsLeft();
    }

    @Test
    void newer_file_saved_during_the_download_stays_with_rclone_progress() throws IOException {
        known("latest.bin");
        Pod.write(there, "new.bin", "new", OLD);
        onCopy("after", "printf trained >tmp; mv tmp latest.bin");
        Pod.CommandRun run = pod.run("down", "checkpoints", "--progress=rclone");
        assertThat(run.status()).as(run.all()).isEqualTo(75);
        assertThat(pod.read("checkpoints/latest.bin")).isEqualTo("trained");
        assertThat(pod.read("checkpoints/new.bin")).isEqualTo("new");
        nothingIsLeft();
    }

    @Test
    void replay_written_during_fetch_becomes_a_conflict_copy() throws IOException {
        Path replays = Files.createDirectories(pod.workspace().resolve("replays"));
        Files.createDirectories(pod.checkpoints());
        Pod.write(root.resolve("storage/replays"), "a.slp", "remote", OLD);
        onCopy("after", "printf mine >'" + replays + "/a.slp'");
        Pod.CommandRun run = pod.run("fetch");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(replays.resolve("a.slp")).hasContent("remote");
        assertThat(kept(replays))
                .singleElement()
                .satisfies(file -> assertThat(file).hasContent("mine"));
    }

    @Test
    void object_with_only_a_new_time_is_not_downloaded_again() throws IOException {
        known("latest.bin");
        Pod.write(there, "latest.bin", "first", NEW);
        Pod.CommandRun run = pod.run("down", "checkpoints");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err()).contains("down: up to date");
    }

    @Test
    void download_replaces_a_link_and_not_its_target() throws IOException {
        Path own = Pod.write(root, "own.bin", "my own", OLD);
        Files.createDirectories(pod.checkpoints());
        Files.createSymbolicLink(pod.checkpoints().resolve("latest.bin"), own);
        Files.createSymbolicLink(pod.checkpoints().resolve("dangling.bin"), root.resolve("gone"));
        Pod.write(there, "latest.bin", "of another pod", NEW);
        Pod.write(there, "dangling.bin", "of another pod", NEW);
        Pod.CommandRun run = pod.run("down", "checkpoints");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(own).hasContent("my own");
        for (String name : List.of("latest.bin", "dangling.bin")) {
            assertThat(pod.checkpoints().resolve(name)).isRegularFile().hasContent("of another pod");
            assertThat(Files.isSymbolicLink(pod.checkpoints().resolve(name))).isFalse();
        }
    }

    @Test
    void killed_download_leaves_complete_files_and_the_next_command_cleans_up() throws IOException {
        Pod.write(there, "a.bin", "small", OLD);
        Files.write(there.resolve("long.bin"), new byte[6_000_000]);
        Pod.write(there, "checkpoint", "long.bin", OLD);
        ProgramProcess program =
                ProgramProcess.start(pod, "down", "checkpoints", "--", "--bwlimit", "300k", "--transfers", "4");
        ProgramProcess.await(
                "it is in the middle", () -> Files.exists(pod.checkpoints().resolve("a.bin")));
        program.signal("KILL");
        program.end();
        ProgramProcess.await("no rclone is left", () -> program.rclones().isEmpty());
        try (Stream<Path> files = Files.list(pod.checkpoints())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("what says that others are there waits for them")
                    .containsExactlyInAnyOrder("a.bin", ".replay-storage");
        }
        pod.run("up", "checkpoints");
        nothingIsLeft();
        assertThat(pod.run("down", "checkpoints").status()).isZero();
        assertThat(pod.checkpoints().resolve("long.bin")).hasSize(6_000_000);
        assertThat(pod.read("checkpoints/checkpoint")).isEqualTo("long.bin");
    }

    /** The state after a kill between the two steps of a replacement. */
    @Test
    void local_file_held_by_a_killed_download_becomes_a_conflict_copy() throws IOException {
        Path held = pod.checkpoints().resolve(".replay-storage/replay-storage-incoming-0123456789abcdef/held");
        Path planned = Pod.write(held, "7_" + OLD.getEpochSecond() + "000000000/sub/planned.bin", "planned", OLD);
        Path trained = Pod.write(held, "7_" + OLD.getEpochSecond() + "000000000/sub/latest.bin", "trained", NEW);
        pod.write("checkpoints/sub/latest.bin", "of another pod", NEW);
        Files.setLastModifiedTime(trained, FileTime.from(NEW));
        Pod.CommandRun run = pod.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err())
                .contains(
                        "checkpoints/sub/latest.bin was being replaced when a run was killed: the version that was here is kept as sub/latest.from-");
        assertThat(kept(pod.checkpoints().resolve("sub")))
                .singleElement()
                .satisfies(file -> assertThat(file).hasContent("trained"));
        assertThat(planned).doesNotExist();
        nothingIsLeft();
    }
}
