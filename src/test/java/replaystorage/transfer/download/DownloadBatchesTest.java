package replaystorage.transfer.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;

class DownloadBatchesTest {
    private static final Path FOLDER = Path.of("/checkpoints");

    private static PlannedFile step(String name, boolean here, long there) {
        Optional<LocalFile> local = Optional.of(new LocalFile(FOLDER, name, new FileVersion(1, Instant.EPOCH)));
        return new PlannedFile(
                PlannedAction.COPY,
                name,
                here ? local : Optional.empty(),
                Optional.of(new FileVersion(there, Instant.EPOCH)));
    }

    private static List<List<String>> parts(List<PlannedFile> steps) {
        return DownloadBatches.split(steps).stream()
                .map(part -> part.stream().map(PlannedFile::name).toList())
                .toList();
    }

    @Test
    void new_files_come_first_and_index_files_last() {
        assertThat(parts(List.of(
                        step("a.pt", true, 400_000_000),
                        step("index.json", true, 1),
                        step("b.pt", true, 100_000_000),
                        step("new.pt", false, 9_000_000_000L),
                        step("z.pt", true, 1),
                        step("other.pt", false, 1))))
                .containsExactly(List.of("new.pt", "other.pt"), List.of("a.pt", "b.pt"), List.of("z.pt", "index.json"));
    }

    @Test
    void splits_into_about_twenty_batches_at_most() {
        List<PlannedFile> steps = IntStream.range(0, 1000)
                .mapToObj(i -> step("step-" + i + ".pt", true, 100_000_000))
                .toList();
        assertThat(parts(steps)).hasSizeBetween(20, 22);
    }
}
