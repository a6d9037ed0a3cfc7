package replaystorage.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import replaystorage.support.ComposeProject;
import replaystorage.support.ContainerImage;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;

/** Starts the stack of src/deploy/compose.yaml. */
class ComposeStackIT {
    private final ComposeProject stack = ComposeProject.of("src/deploy/compose.yaml", ContainerImage.OURS);

    @AfterEach
    void remove() {
        stack.get("down", "-v", "-t", "1");
    }

    private String saved() {
        return stack.run("exec", "-T", "pod", "replay-storage", "checkpoints", "--remote")
                .out();
    }

    @Test
    void stack_trains_and_saves_to_its_own_server() {
        stack.get("up", "-d", "--no-build");
        ProgramProcess.await(
                "it trains",
                () -> stack.run("exec", "-T", "pod", "test", "-s", "/workspace/checkpoints/latest.bin")
                                .status()
                        == 0);
        ProgramProcess.await("the first checkpoint is saved", () -> saved().contains("latest.bin"));

        Pod.CommandRun status = stack.run("exec", "-T", "auto-sync", "replay-storage", "auto-sync", "--status");
        assertThat(status.status()).as(status.all()).isZero();

        stack.get("exec", "-T", "pod", "sh", "-c", "echo trained on >/workspace/checkpoints/last.bin");
        stack.get("stop", "auto-sync");
        assertThat(saved()).contains("last.bin");
    }

    @Test
    void compose_file_for_b2_requires_only_four_variables() {
        Map<String, String> variables =
                Map.of("B2_KEY_ID", "id", "B2_APP_KEY", "key", "B2_REPLAYS", "replays", "B2_ARTIFACTS", "artifacts");
        ComposeProject plain = ComposeProject.of("src/deploy/compose-b2.yaml", ContainerImage.OURS);

        Pod.CommandRun shown = new ComposeProject(plain.command(), variables).run("config");

        assertThat(shown.status()).as(shown.all()).isZero();
        assertThat(shown.out()).contains("python train.py", "auto_sync_checkpoints.sh", "B2_ARTIFACTS: artifacts");
        assertThat(new ComposeProject(plain.command(), Map.of()).run("config").status())
                .as("without keys")
                .isNotZero();
    }
}
