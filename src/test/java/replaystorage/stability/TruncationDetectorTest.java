package replaystorage.stability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.CheckpointFiles;

class TruncationDetectorTest {
    @TempDir
    Path root;

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(root.resolve(name), bytes);
    }

    private void eachCutIsTorn(String name, byte[] whole) throws IOException {
        assertThat(TruncationDetector.isTruncated(write(name, whole))).as(name).isFalse();
        for (int length : new int[] {1, 3, 8, 14, 30, whole.length / 2, whole.length - 1}) {
            Path cut = write(name, Arrays.copyOf(whole, length));
            assertThat(TruncationDetector.isTruncated(cut))
                    .as(name + " cut at " + length)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.pt", "a.pth", "a.npz", "a.ckpt"})
    void zip_without_its_end_is_truncated(String name) throws IOException {
        eachCutIsTorn(name, CheckpointFiles.zip(20_000, 1));
    }

    @Test
    void safetensors_file_without_all_tensors_is_truncated() throws IOException {
        eachCutIsTorn("a.safetensors", CheckpointFiles.safetensors(20_000, 1));
    }

    @Test
    void replay_with_an_open_raw_element_is_truncated() throws IOException {
        byte[] whole = CheckpointFiles.replay(20_000, 1);
        eachCutIsTorn("a.slp", Arrays.copyOf(whole, 15 + 20_000));
        byte[] open = whole.clone();
        Arrays.fill(open, 11, 15, (byte) 0);
        assertThat(TruncationDetector.isTruncated(write("a.slp", whole))).isFalse();
        assertThat(TruncationDetector.isTruncated(write("a.slp", open))).isTrue();
    }

    @Test
    void zip_with_a_comment_is_complete() throws IOException {
        Path file = root.resolve("a.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setComment("made by a test");
            zip.putNextEntry(new ZipEntry("weights"));
            zip.write(new byte[] {1, 2, 3});
        }
        assertThat(TruncationDetector.isTruncated(file)).isFalse();
    }

    @Test
    void file_without_the_header_of_its_format_is_not_truncated() throws IOException {
        byte[] pickle = new byte[1000];
        new Random(2).nextBytes(pickle);
        pickle[0] = (byte) 0x80;
        for (Map.Entry<String, byte[]> file : Map.of(
                        "old.pt",
                        pickle,
                        "text.slp",
                        "a game".getBytes(StandardCharsets.UTF_8),
                        "weights.bin",
                        Arrays.copyOf(CheckpointFiles.zip(500, 1), 100),
                        "empty.pt",
                        new byte[0],
                        "model.axon",
                        pickle)
                .entrySet()) {
            assertThat(TruncationDetector.isTruncated(write(file.getKey(), file.getValue())))
                    .as(file.getKey())
                    .isFalse();
        }
    }

    @Test
    void safetensors_file_with_an_invalid_header_is_truncated() throws IOException {
        byte[] whole = CheckpointFiles.safetensors(2_000, 1);
        byte[] long_ = whole.clone();
        long_[7] = 0x7f;
        byte[] garbled = whole.clone();
        garbled[20] = 0;
        assertThat(TruncationDetector.isTruncated(write("a.safetensors", long_)))
                .isTrue();
        assertThat(TruncationDetector.isTruncated(write("b.safetensors", garbled)))
                .isTrue();
    }
}
