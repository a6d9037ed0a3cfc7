package replaystorage.it.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;

/** A disk of 20 MB or 50 inodes in a private mount namespace, which needs no root if users may create one. */
class DiskFullIT {
    private static final int SIZE = 30_000_000;

    @TempDir
    Path root;

    private Pod pod;
    private Path storage;

    @BeforeEach
    void start() {
        storage = root.resolve("storage");
        pod = Pod.onFolder(root, storage);
    }

    /** Runs in a shell that mounts the small disk as the workspace; copies its final content to the folder `after`. */
    private Pod.CommandRun on(String options, String... commands) throws IOException {
        List<String> lines =
                new ArrayList<>(List.of("mount -t tmpfs -o " + options + " small \"$WORKSPACE\" || exit 99"));
        lines.addAll(List.of(commands));
        lines.add("status=$?; cp -r \"$WORKSPACE\" '" + root.resolve("after") + "' || exit 98; exit $status");
        Path log = root.resolve("log");
        ProcessBuilder builder = new ProcessBuilder("unshare", "-rm", "sh", "-c", String.join("\n", lines))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        ProgramProcess.environment(pod, builder.environment());
        int status = new ProgramProcess(builder.start(), log, pod.conf()).end();
        String text = Files.readString(log);
        assertThat(status).as(text).isNotIn(98, 99);
        return new Pod.CommandRun(status, "", text);
    }

    private static String fetch() {
        return "'" + ProgramProcess.launcher() + "' fetch";
    }

    private List<Path> brought() throws IOException {
        Path replays = root.resolve("after/replays");
        if (!Files.isDirectory(replays)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(replays)) {
            return files.toList();
        }
    }

    @Test
    void needed_and_free_bytes_are_reported_before_the_download() throws IOException {
        Files.write(storage.resolve("replays/long.slp"), new byte[SIZE]);

        Pod.CommandRun run = on("size=20m", fetch());

        assertThat(run.status()).as(run.err()).isEqualTo(74);
        assertThat(run.err())
                .contains("not enough disk space")
                .contains("30.0 MB are needed")
                .containsPattern("(?:20|21)\\.\\d MB are free")
                .contains("Try: df -h");
        assertThat(brought()).isEmpty();
    }

    @Test
    void disk_without_a_free_byte_is_reported() throws IOException {
        Files.write(storage.resolve("replays/long.slp"), new byte[SIZE]);

        Pod.CommandRun run =
                on("size=1m", "mkdir \"$WORKSPACE/replays\"; head -c 2000000 /dev/zero >\"$WORKSPACE/full\"", fetch());

        assertThat(run.status()).as(run.err()).isEqualTo(74);
        assertThat(run.err()).contains("0 B are free").contains("Try: ");
        assertThat(brought()).isEmpty();
    }

    /** Each download alone would fit. */
    @Test
    void second_download_that_does_not_fit_is_refused_before_its_first_byte() throws IOException {
        for (String name : List.of("checkpoints", "cache")) {
            Files.createDirectories(storage.resolve("artifacts/" + name));
            Files.write(storage.resolve("artifacts/" + name + "/half.pt"), new byte[SIZE * 2 / 5]);
        }

        Pod.CommandRun run = on("size=20m", "'" + ProgramProcess.launcher() + "' down checkpoints cache");

        assertThat(run.status()).as(run.err()).isEqualTo(74);
        assertThat(run.err())
                .containsOnlyOnce("not enough disk space")
                .contains("12.0 MB are needed")
                .doesNotContain("disk is full");
        assertThat(List.of("checkpoints", "cache"))
                .filteredOn(name -> Files.exists(root.resolve("after/" + name + "/half.pt")))
                .singleElement()
                .satisfies(name ->
                        assertThat(root.resolve("after/" + name + "/half.pt")).hasSize(SIZE * 2 / 5));
    }

    @Test
    void used_up_inodes_are_reported_and_downloaded_files_are_complete() throws IOException {
        for (int i = 0; i < 100; i++) {
            Files.writeString(storage.resolve("replays/game" + i + ".slp"), "game " + i);
        }

        Pod.CommandRun run = on("size=20m,nr_inodes=50", fetch());

        assertThat(run.status()).as(run.err()).isEqualTo(74);
        assertThat(run.err()).contains("disk is full").contains("df -i").doesNotContain("100%");
        for (Path file : brought()) {
            assertThat(file).hasSameBinaryContentAs(storage.resolve("replays/" + file.getFileName()));
        }
    }
}
