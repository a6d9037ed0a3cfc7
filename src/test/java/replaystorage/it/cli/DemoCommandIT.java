package replaystorage.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.Pod;

class DemoCommandIT {
    @TempDir
    Path root;

    @Test
    void shows_each_step_and_writes_only_to_its_folder() throws IOException {
        Path demo = root.resolve("o'my demo");

        Pod.CommandRun run = new Pod(root.resolve("pod")).run("demo", demo.toString());

        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out())
                .contains("$ replay-storage upload '" + root + "/o'\\''my demo/Slippi'", "40 .slp files, 8.4 MB")
                .doesNotContain("nothing to upload")
                .contains("checkpoints: 3 files identical (compared by hash)")
                .contains("replays: 40 files identical (compared by hash)");
        Path snapshot = demo.resolve("storage/artifacts/snapshots/" + LocalDate.now(ZoneId.systemDefault()));
        assertThat(snapshot.resolve("checkpoints/latest.pt"))
                .hasSameBinaryContentAs(demo.resolve("workspace/checkpoints/mewtwo-200.pt"));
        assertThat(root.resolve("pod/workspace")).isEmptyDirectory();
        assertThat(root.resolve("pod/home/.config")).doesNotExist();
    }

    @Test
    void ignores_the_users_own_storage() throws IOException {
        Path demo = root.resolve("demo");
        Path replays = Files.createDirectory(root.resolve("replays"));
        Pod pod = new Pod(root.resolve("pod"))
                .with("B2_KEY_ID", "000000000000")
                .with("B2_APP_KEY", "K001not-a-key")
                .with("REPLAY_DIR", replays.toString())
                .with("REPLAY_SUBDIR", "fox");

        Pod.CommandRun run = pod.run("demo", demo.toString());

        assertThat(run.status()).as(run.all()).isZero();
        assertThat(replays).isEmptyDirectory();
        assertThat(demo.resolve("env"))
                .content()
                .contains("unset B2_KEY_ID\n", "unset REPLAY_DIR\n", "export LOCAL_STORAGE=" + demo + "/storage\n")
                .doesNotContain("not-a-key");
    }

    @Test
    void refuses_and_keeps_an_existing_folder() throws IOException {
        Path mine = Files.writeString(root.resolve("mine"), "mine");

        Pod.CommandRun run = new Pod(root.resolve("pod")).run("demo", root.toString());

        assertThat(run.status()).isEqualTo(64);
        assertThat(run.err()).contains("exists already", "Try: replay-storage demo " + root + "/demo");
        assertThat(root).isDirectoryContaining(file -> file.equals(mine));
        assertThat(root.resolve("storage")).doesNotExist();
    }
}
