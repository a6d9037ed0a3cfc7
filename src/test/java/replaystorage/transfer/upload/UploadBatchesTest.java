package replaystorage.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;
import replaystorage.transfer.upload.UploadBatches.BatchKind;
import replaystorage.transfer.upload.UploadBatches.UploadBatch;

class UploadBatchesTest {
    private static final Path FOLDER = Path.of("/checkpoints");
    private static final Duration HOUR = Duration.ofHours(1);
    private final Instant now = Instant.now();

    private static Route route(boolean appendOnly) {
        return new Route(
                "checkpoints", Route.Direction.UP, new RemotePath("r", "b", "checkpoints"), FOLDER, appendOnly);
    }

    private PlannedFile step(String name, Duration age, long size, boolean there) {
        FileVersion version = new FileVersion(size, now.minus(age));
        return new PlannedFile(
                PlannedAction.COPY,
                name,
                Optional.of(new LocalFile(FOLDER, name, version)),
                there ? Optional.of(new FileVersion(1, Instant.EPOCH)) : Optional.empty());
    }

    private static List<String> names(UploadBatch batch) {
        return batch.plannedFiles().stream().map(PlannedFile::name).toList();
    }

    @Test
    void payload_precedes_index_files_and_these_pointer_files_deeper_ones_first() {
        List<UploadBatch> batches = UploadBatches.split(
                route(false),
                List.of(
                        step("latest", HOUR, 1, false),
                        step("step-5/config.json", HOUR, 1, false),
                        step("model.ckpt-5.index", HOUR, 1, false),
                        step("step-5/w.bin", HOUR, 1, false),
                        step("a.pt", HOUR, 1, false)));
        assertThat(batches)
                .extracting(UploadBatchesTest::names)
                .containsExactly(
                        List.of("step-5/w.bin", "a.pt"),
                        List.of("model.ckpt-5.index"),
                        List.of("step-5/config.json"),
                        List.of("latest"));
        assertThat(batches).extracting(UploadBatch::pointers).containsExactly(false, true, true, true);
    }

    @Test
    void order_within_a_rank_is_logs_then_recent_then_replaced_then_new_files() {
        List<UploadBatch> batches = UploadBatches.split(
                route(false),
                List.of(
                        step("new.pt", HOUR, 1, false),
                        step("replaced.pt", HOUR, 1, true),
                        step("recent.pt", Duration.ofSeconds(1), 1, false),
                        step("recent-replaced.pt", Duration.ofSeconds(1), 1, true),
                        step("train.log", HOUR, 1, true)));
        assertThat(batches)
                .extracting(UploadBatch::kind)
                .containsExactly(BatchKind.APPENDED, BatchKind.RECENT, BatchKind.KNOWN, BatchKind.NEW);
        assertThat(batches)
                .extracting(UploadBatchesTest::names)
                .containsExactly(
                        List.of("train.log"),
                        List.of("recent.pt"),
                        List.of("recent-replaced.pt", "replaced.pt"),
                        List.of("new.pt"));
    }

    @Test
    void folder_of_logs_is_one_batch() {
        List<UploadBatch> batches = UploadBatches.split(
                route(true), List.of(step("latest", HOUR, 1, false), step("a.txt", Duration.ZERO, 1, true)));
        assertThat(batches).singleElement().satisfies(batch -> {
            assertThat(batch.kind()).isEqualTo(BatchKind.APPENDED);
            assertThat(batch.pointers()).isFalse();
            assertThat(names(batch)).containsExactly("latest", "a.txt");
        });
    }

    @Test
    void newest_files_come_first_in_batches_of_about_a_gigabyte() {
        List<UploadBatch> batches = UploadBatches.split(
                route(false),
                List.of(
                        step("old.pt", HOUR.multipliedBy(2), 600 << 20, true),
                        step("newest.pt", HOUR.minusMinutes(1), 600 << 20, true),
                        step("small.pt", HOUR, 100 << 20, true),
                        step("huge.pt", HOUR.multipliedBy(3), 5L << 30, true)));
        assertThat(batches)
                .extracting(UploadBatchesTest::names)
                .containsExactly(List.of("newest.pt", "small.pt"), List.of("old.pt"), List.of("huge.pt"));
    }

    @Test
    void batch_of_replaced_files_has_at_most_a_thousand() {
        List<PlannedFile> replaced = new ArrayList<>();
        List<PlannedFile> added = new ArrayList<>();
        IntStream.range(0, 2001).forEach(i -> {
            replaced.add(step("r" + i, HOUR, 1, true));
            added.add(step("n" + i, HOUR, 1, false));
        });
        assertThat(UploadBatches.split(route(false), replaced))
                .extracting(batch -> batch.plannedFiles().size())
                .containsExactly(1000, 1000, 1);
        assertThat(UploadBatches.split(route(false), added)).hasSize(1);
    }
}
