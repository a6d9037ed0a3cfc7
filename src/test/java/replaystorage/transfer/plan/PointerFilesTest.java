package replaystorage.transfer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.transfer.list.RemotePath;

class PointerFilesTest {
    @TempDir
    Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private boolean waits(String pointer, String... absent) {
        Route route =
                new Route("checkpoints", Route.Direction.UP, new RemotePath("r", "b", "checkpoints"), folder, false);
        return PointerFiles.mayNameAny(route, pointer, Set.of(absent));
    }

    @ParameterizedTest
    @CsvSource({
        "latest, global_step500, global_step500/mp_rank_00_model_states.pt",
        "latest_checkpointed_iteration.txt, 1000, iter_0001000/mp_rank_00/model.bin",
        "checkpoint, model_checkpoint_path: \"model.ckpt-1000\", model.ckpt-1000.data-00000-of-00001",
        "model.safetensors.index.json, {\"weight_map\":{\"w\":\"model-00001-of-00002.safetensors\"}}, model-00001-of-00002.safetensors",
        "latest, /workspace/checkpoints/step-7, step-7/weights.bin",
    })
    void pointer_file_waits_for_the_checkpoint_that_its_text_names(String pointer, String text, String named)
            throws IOException {
        write(pointer, text);
        write(named, "weights");
        assertThat(waits(pointer, named)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "latest, global_step500, global_step400/mp_rank_00_model_states.pt",
        "latest_checkpointed_iteration.txt, 1000, iter_0000100/model.bin",
        "checkpoint, model_checkpoint_path: \"model.ckpt-1000\", model.ckpt-900.index",
        "latest, step-7, step-70/weights.bin",
    })
    void pointer_file_does_not_wait_for_another_checkpoint(String pointer, String text, String other)
            throws IOException {
        write(pointer, text);
        write("global_step500/a.pt", "");
        write("iter_0001000/a.bin", "");
        write("model.ckpt-1000.index", "");
        write("step-7/a.bin", "");
        write(other, "weights");
        assertThat(waits(pointer, other)).isFalse();
    }

    @Test
    void pointer_file_without_a_name_waits_for_files_in_its_folder() throws IOException {
        write("_SUCCESS", "");
        write("run/_SUCCESS", "");
        assertThat(waits("_SUCCESS", "weights.bin")).isTrue();
        assertThat(waits("_SUCCESS", "other/weights.bin")).isFalse();
        assertThat(waits("run/_SUCCESS", "weights.bin")).isFalse();
    }

    @Test
    void index_file_waits_for_all_files_of_its_checkpoint() throws IOException {
        write("step-5/trainer_state.json", "{}");
        assertThat(waits("step-5/trainer_state.json", "step-5/deep/optimizer.bin"))
                .isTrue();
        assertThat(waits("step-5/trainer_state.json", "step-5/runs/events.out.tfevents.1"))
                .isFalse();
        assertThat(waits("step-5/trainer_state.json", "step-6/optimizer.bin")).isFalse();
    }

    @Test
    void index_files_precede_pointer_files_and_deeper_ones_higher_ones() {
        assertThat(List.of("latest", "model.ckpt-5.index", "step-5/config.json", "step-5/w.bin", "a.bin").stream()
                        .sorted((one, other) -> PointerFiles.uploadRank(one) - PointerFiles.uploadRank(other))
                        .toList())
                .containsExactly("step-5/w.bin", "a.bin", "model.ckpt-5.index", "step-5/config.json", "latest");
    }
}
