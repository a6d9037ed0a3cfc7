package replaystorage.jobs.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import replaystorage.transfer.list.FileVersion;

class MixedCheckpointDetectorTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, FileVersion> files = new HashMap<>();

    private void file(String name, int second) {
        files.put(name, new FileVersion(1, TIME.plusSeconds(second)));
    }

    @Test
    void complete_checkpoint_is_not_mixed() {
        file("step-5/model-00001-of-00002.safetensors", 1);
        file("step-5/model-00002-of-00002.safetensors", 2);
        file("step-5/model.safetensors.index.json", 3);
        file("step-5/optimizer.pt", 60);
        file("model.ckpt-5.data-00000-of-00001", 70);
        file("model.ckpt-5.index", 3);
        assertThat(MixedCheckpointDetector.findIn(files)).isEmpty();
    }

    @Test
    void shard_newer_than_its_index_is_reported() {
        file("step-5/model-00001-of-00002.safetensors", 60);
        file("step-5/model-00002-of-00002.safetensors", 2);
        file("step-5/model.safetensors.index.json", 3);
        assertThat(MixedCheckpointDetector.findIn(files))
                .singleElement()
                .asString()
                .contains("is newer than");
    }

    @Test
    void shards_with_different_totals_are_reported() {
        file("latest/model-00001-of-00002.safetensors", 1);
        file("latest/model-00002-of-00002.safetensors", 1);
        file("latest/model-00003-of-00003.safetensors", 1);
        file("latest/model.safetensors.index.json", 3);
        assertThat(MixedCheckpointDetector.findIn(files))
                .singleElement()
                .asString()
                .contains("is in one folder with shards");
    }

    @Test
    void missing_shard_is_reported() {
        file("step-5/model-00001-of-00003.safetensors", 1);
        file("step-5/model-00003-of-00003.safetensors", 1);
        file("step-5/model.safetensors.index.json", 3);
        assertThat(MixedCheckpointDetector.findIn(files))
                .singleElement()
                .asString()
                .contains("there are 2");
    }
}
