package replaystorage.it.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.Pod;

/** Combinations of correct behaviour that could lose data. */
class DataLossCornerCasesIT {
    private static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant MIDDLE = Instant.parse("2026-02-01T10:00:00Z");
    private static final Instant NEW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path root;

    private Pod.CommandRun good(Pod pod, String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    @Test
    void fetch_delete_keeps_artifacts_in_the_same_bucket_and_folder() throws IOException {
        Path bucket = Files.createDirectories(root.resolve("bucket"));
        Pod.write(bucket, "mewtwo/a.slp", "replay", OLD);
        Pod.write(bucket, "checkpoints/far.pt", "far", OLD);
        Path folder = root.resolve("data");
        Pod.write(folder, "checkpoints/local.pt", "local", OLD);
        Pod.write(folder, "logs/train.log", "log", OLD);
        Pod.write(folder, "old.slp", "old", OLD);
        Pod pod = new Pod(root).with("LOCAL_REPLAYS", bucket.toString()).with("LOCAL_ARTIFACTS", bucket.toString());
        good(pod, "fetch", "--to", folder.toString(), "--delete");
        assertThat(folder.resolve("checkpoints/local.pt")).hasContent("local");
        assertThat(folder.resolve("logs/train.log")).hasContent("log");
        assertThat(folder.resolve("checkpoints/far.pt")).doesNotExist();
        assertThat(folder.resolve("old.slp")).doesNotExist();
        assertThat(folder.resolve("mewtwo/a.slp")).hasContent("replay");
    }

    @Test
    void folder_has_one_record_through_any_link() throws IOException {
        Path storage = root.resolve("storage");
        Pod pod = Pod.onFolder(root, storage);
        Path there = storage.resolve("artifacts/checkpoints");
        Pod.write(there, "latest.pt", "first", OLD);
        good(pod, "down", "checkpoints");
        Files.createDirectories(root.resolve("app"));
        Files.createSymbolicLink(root.resolve("app/checkpoints"), pod.checkpoints());

        Pod.write(there, "latest.pt", "the other pod's", MIDDLE);
        pod.write("checkpoints/latest.pt", "mine and newer", NEW);
        good(pod, "up", "checkpoints");

        assertThat(there.resolve("latest.pt")).hasContent("mine and newer");
        try (Stream<Path> beside = Files.list(there)) {
            assertThat(beside.filter(file -> file.getFileName().toString().contains(".from-")))
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasContent("the other pod's"));
        }
    }

    @Test
    void first_run_that_creates_the_workspace_keeps_its_record() throws IOException {
        Path storage = root.resolve("storage");
        Pod pod = Pod.onFolder(root, storage)
                .with("WORKSPACE", root.resolve("new/workspace").toString());
        Path replay = Pod.write(storage.resolve("replays"), "x.slp", "x", OLD);
        Pod.write(storage.resolve("replays"), "y.slp", "y", OLD);
        good(pod, "fetch");
        Files.delete(replay);
        good(pod, "fetch");
        assertThat(root.resolve("new/workspace/replays/x.slp")).doesNotExist();
        assertThat(root.resolve("new/workspace/replays/y.slp")).hasContent("y");
    }

    @Test
    void verify_fails_if_a_file_is_unreadable() throws Exception {
        Pod pod = Pod.onFolder(root, root.resolve("storage"));
        pod.write("checkpoints/good.pt", "good", OLD);
        good(pod, "up", "checkpoints");
        addUnreadable(pod);
        Pod.CommandRun verify = pod.runWithShortWait("verify", "checkpoints");
        assertThat(verify.status()).as(verify.all()).isEqualTo(74);
        assertThat(verify.out()).contains("1 file identical");
    }

    @Test
    void snapshot_fails_and_stays_incomplete_if_a_file_is_unreadable() throws Exception {
        Pod pod = Pod.onFolder(root, root.resolve("storage"));
        pod.write("checkpoints/good.pt", "good", OLD);
        addUnreadable(pod);
        Pod.CommandRun snapshot = pod.runWithShortWait("snapshot", "2026-01-02");
        assertThat(snapshot.status()).as(snapshot.all()).isEqualTo(74);
        assertThat(root.resolve("storage/artifacts/snapshots/2026-01-02/checkpoints/good.pt"))
                .hasContent("good");
        assertThat(pod.runWithShortWait("snapshots").out()).startsWith("2026-01-02  incomplete: ");
    }

    /** A file name that is not valid UTF-8 can't be moved, even by root. */
    private static void addUnreadable(Pod pod) throws Exception {
        int made = new ProcessBuilder("sh", "-c", "touch \"$(printf 'bad\\377.pt')\"")
                .directory(pod.checkpoints().toFile())
                .start()
                .waitFor();
        assertThat(made).isZero();
    }
}
