package replaystorage.it.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;

class NewestCheckpointsIT {
    private static final Instant TIME = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    Path root;

    /** The folder of the helper commands. */
    private String bin() {
        return root.resolve("bin").toString();
    }

    private Path trained(String name, String text, int hours) {
        return Pod.write(root.resolve("trained"), name, text, TIME.plusSeconds(3600L * hours));
    }

    /** Eight checkpoints; the newest was uploaded first, as by auto-sync. */
    private StorageFixture withEight(StorageKind kind) throws Exception {
        StorageFixture depot = StorageFixture.open(kind, root);
        for (int i = 1; i <= 8; i++) {
            trained("run/checkpoint-" + i + "00/shard-0.bin", "weights " + i, i);
            trained("run/checkpoint-" + i + "00/trainer_state.json", "{}", i);
        }
        trained("run/latest", "checkpoint-800\n", 9);
        trained("run/old/latest_checkpointed_iteration.txt", "100", 1);
        trained("run/train.log", "lines", 20);
        Path first = root.resolve("first/run/checkpoint-800");
        Files.createDirectories(first.getParent());
        Files.move(root.resolve("trained/run/checkpoint-800"), first);
        depot.put(root.resolve("first"), depot.artifacts() + "/checkpoints");
        if (kind == StorageKind.S3) {
            Thread.sleep(1_100);
        }
        depot.put(root.resolve("trained"), depot.artifacts() + "/checkpoints");
        return depot;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void downloads_the_complete_newest_checkpoints_with_their_pointer_file(StorageKind kind) throws Exception {
        StorageFixture depot = withEight(kind);
        Pod pod = depot.pod();
        assertThat(pod.run("down", "checkpoints", "--newest", "1").status()).isZero();
        assertThat(files(pod.checkpoints()))
                .containsExactly(
                        "run/checkpoint-800/shard-0.bin", "run/checkpoint-800/trainer_state.json", "run/latest");
        Path folder = root.resolve("pulled");
        assertThat(pod.run("pull", folder.toString(), "--newest", "2").status()).isZero();
        assertThat(files(folder))
                .hasSize(5)
                .contains("run/checkpoint-700/shard-0.bin", "run/checkpoint-800/shard-0.bin", "run/latest");
        Pod started = depot.anotherPod(root.resolve("next"))
                .with("SYNC_CHECKPOINTS_NEWEST", "1")
                .with("REPLAY_STORAGE_BIN", bin());
        Pod.CommandRun start = started.run("entrypoint");
        assertThat(start.status()).as(start.all()).isZero();
        assertThat(files(started.checkpoints()))
                .containsExactly(
                        "run/checkpoint-800/shard-0.bin", "run/checkpoint-800/trainer_state.json", "run/latest");
    }

    @Test
    void single_files_are_checkpoints_and_shards_in_one_folder_are_one() throws Exception {
        StorageFixture depot = StorageFixture.open(StorageKind.FOLDER, root);
        trained("best.pt", "b", 1);
        trained("model-00001-of-00002.safetensors", "one", 2);
        trained("model-00002-of-00002.safetensors", "two", 3);
        trained("model.safetensors.index.json", "{}", 3);
        trained("config.json", "{}", 1);
        trained("ckpt-9.index", "i", 4);
        trained("ckpt-9.data-00000-of-00001", "d", 4);
        trained("checkpoint", "model_checkpoint_path: \"ckpt-9\"", 4);
        trained("events.out.tfevents.1.host", "e", 9);
        depot.put(root.resolve("trained"), depot.artifacts() + "/checkpoints");
        Path folder = root.resolve("pulled");
        assertThat(depot.pod().run("pull", folder.toString(), "--newest", "1").status())
                .isZero();
        assertThat(files(folder))
                .containsExactly("checkpoint", "ckpt-9.data-00000-of-00001", "ckpt-9.index", "config.json");
        assertThat(depot.pod().run("pull", folder.toString(), "--newest", "2").status())
                .isZero();
        assertThat(files(folder))
                .hasSize(7)
                .contains("model.safetensors.index.json")
                .doesNotContain("best.pt");
    }

    @Test
    void invalid_newest_option_is_a_usage_error() throws Exception {
        Pod pod = StorageFixture.open(StorageKind.FOLDER, root).pod();
        assertThat(pod.run("down", "checkpoints", "--newest", "0").status()).isEqualTo(64);
        assertThat(pod.run("down", "logs", "--newest", "1").status()).isEqualTo(64);
        assertThat(pod.run("pull", root.toString(), "--newest", "-1").status()).isEqualTo(64);
        Pod.CommandRun start = pod.with("SYNC_CHECKPOINTS_NEWEST", "few")
                .with("REPLAY_STORAGE_BIN", bin())
                .run("entrypoint");
        assertThat(start.err()).contains("SYNC_CHECKPOINTS_NEWEST is 'few'");
    }

    /** On a disk of 20 MB. */
    private Pod.CommandRun onSmallDisk(Pod pod, String words) throws IOException {
        Path log = root.resolve("log");
        String lines = "mount -t tmpfs -o size=20m small \"$WORKSPACE\" || exit 99\n'" + ProgramProcess.launcher()
                + "' " + words + "\nstatus=$?; find \"$WORKSPACE/checkpoints\" -name '*.bin' | sort; exit $status";
        ProcessBuilder builder = new ProcessBuilder("unshare", "-rm", "sh", "-c", lines)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        ProgramProcess.environment(pod, builder.environment());
        int status = new ProgramProcess(builder.start(), log, pod.conf()).end();
        return new Pod.CommandRun(status, "", Files.readString(log));
    }

    @Test
    void pod_start_downloads_the_newest_that_fit_and_down_suggests_how_many_fit() throws Exception {
        StorageFixture depot = StorageFixture.open(StorageKind.FOLDER, root);
        for (int i = 1; i <= 8; i++) {
            Path file = trained("checkpoint-" + i + "00/shard.bin", "", i);
            Files.write(file, new byte[6_000_000]);
            Files.setLastModifiedTime(file, FileTime.from(TIME.plusSeconds(i)));
        }
        depot.put(root.resolve("trained"), depot.artifacts() + "/checkpoints");
        Pod pod = depot.pod().with("SYNC_CHECKPOINTS_DOWN", "true").with("REPLAY_STORAGE_BIN", bin());

        Pod.CommandRun start = onSmallDisk(pod, "entrypoint");
        assertThat(start.err())
                .contains("48.0 MB are needed", "the newest 3 of 8", "checkpoint-500, checkpoint-400")
                .contains("/checkpoint-800/shard.bin", "/checkpoint-700/shard.bin", "/checkpoint-600/shard.bin")
                .doesNotContain("/checkpoint-500/shard.bin");

        Pod.CommandRun hand = onSmallDisk(pod, "down checkpoints");
        assertThat(hand.status()).as(hand.err()).isEqualTo(74);
        assertThat(hand.err())
                .contains("48.0 MB are needed", "the newest 3 of 8 checkpoints fit")
                .contains("Try: replay-storage down checkpoints --newest 3\n")
                .doesNotContain("shard.bin");
        assertThat(onSmallDisk(pod, "down checkpoints --newest 3").status()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void documented_command_deletes_only_old_checkpoints(StorageKind kind) throws Exception {
        StorageFixture depot = StorageFixture.open(kind, root);
        for (int i = 1; i <= 12; i++) {
            trained("checkpoints/checkpoint-" + i + "00/shard.bin", "w", 13 - i);
        }
        List<String> others = List.of(
                "checkpoints/best/model.bin",
                "checkpoints/checkpoint-final/model.bin",
                "checkpoints/latest.pt",
                "checkpoints/run-2/checkpoint-1/shard.bin",
                "logs/checkpoint-1/train.log",
                "snapshots/2026-01-01/checkpoints/checkpoint-1/shard.bin");
        others.forEach(name -> trained(name, "must survive", 1));
        depot.put(root.resolve("trained"), depot.artifacts());
        String line = Files.readString(Path.of("src/docs/checkpoints.md"))
                .lines()
                .filter(each -> each.contains("--filter-from - --dry-run"))
                .findFirst()
                .orElseThrow()
                .replace("r2:BUCKET", depot.artifacts())
                .replace("rclone ", depot.raw().line() + " ");
        List<String> before = files(root.resolve("trained"));
        sh(line);
        assertThat(there(depot)).as("a dry run").containsExactlyElementsOf(before);
        sh(line.replace(" --dry-run", ""));
        assertThat(there(depot)).hasSize(11).containsAll(others);
        for (int i = 8; i <= 12; i++) {
            assertThat(there(depot)).contains("checkpoints/checkpoint-" + i + "00/shard.bin");
        }
        sh(line.replace(" --dry-run", "").replace("/checkpoints ", "/nowhere "));
        assertThat(there(depot)).as("a folder that is not there").hasSize(11);
    }

    private static List<String> there(StorageFixture depot) {
        return depot.raw()
                .run("lsf", "-R", "--files-only", depot.artifacts())
                .lines()
                .sorted()
                .toList();
    }

    private void sh(String line) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", line)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("shell.log").toFile())
                .start();
        assertThat(shell.waitFor()).isBetween(0, 3);
    }
}
