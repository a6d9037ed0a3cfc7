package replaystorage.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.host.ConflictName;
import replaystorage.rclone.FakeRclone;
import replaystorage.transfer.FakeStorage;
import replaystorage.transfer.TransferContextFixture;
import replaystorage.transfer.copy.DiskSpaceReservations;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.list.Timeouts;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;
import replaystorage.transfer.upload.UploadBatches.BatchKind;
import replaystorage.transfer.upload.UploadBatches.UploadBatch;

/** What rclone reads of a file that its writer may restart at any time. */
class UploadBatchRunnerTest {
    @TempDir
    Path temporary;

    private Path folder;
    private FakeStorage fake;
    private Route route;
    private PlannedFile step;
    private UploadBatchRunner runner;

    @BeforeEach
    void plan() throws IOException {
        folder = Files.createDirectories(temporary.resolve("checkpoints"));
        fake = new FakeStorage(FakeStorage.LISTING, temporary);
        fake.rclone.on("copy", call -> FakeRclone.FakeOutput.copied(call.names()));
        route = new Route("checkpoints", Route.Direction.UP, fake.folder, folder, false);
        write("complete");
        step = new PlannedFile(PlannedAction.COPY, "a.pt", route.localFile("a.pt"), Optional.empty());
        Plan plan = new Plan(route, List.of(step), 0, 1);
        FileResults results = new FileResults(plan, fake.storage().failureDiagnosis(), fake.console());
        RcloneCopier copier = new RcloneCopier(
                fake.storage(),
                fake.console(),
                TransferContextFixture.copyOptions(Timeouts.DEFAULT),
                plan,
                new DiskSpaceReservations());
        SyncRecord record = SyncRecord.open(temporary.resolve("state"), "test", fake.folder, folder, text -> {});
        ConflictUploader conflicts = new ConflictUploader(
                route,
                fake.storage(),
                fake.console(),
                copier,
                new ConflictName(() -> "pod", InstantSource.system()),
                record,
                results);
        runner = new UploadBatchRunner(
                route,
                fake.storage(),
                copier,
                conflicts,
                new TornObjectRemoval(route, fake.storage(), results),
                new LargeObjectReplacement(route, fake.storage(), copier, fake.console()),
                results);
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("a.pt"), text);
        Files.setLastModifiedTime(folder.resolve("a.pt"), FileTime.from(Instant.now()));
    }

    private void upload(BatchKind kind) {
        runner.uploadBatch(new UploadBatch(kind, List.of(step), false));
    }

    @Test
    void recently_written_file_is_uploaded_from_a_staged_copy() {
        upload(BatchKind.RECENT);

        assertThat(fake.rclone.calls("copy")).singleElement().satisfies(call -> {
            assertThat(call.names()).containsExactly("a.pt");
            assertThat(call.arguments()).noneMatch(folder.toString()::equals);
        });
        assertThat(runner.result().log().isTransferred("a.pt")).isTrue();
    }

    @Test
    void file_restarted_by_its_writer_while_it_is_staged_is_not_uploaded_at_all() throws IOException {
        write("half");

        upload(BatchKind.RECENT);
        upload(BatchKind.KNOWN);

        assertThat(fake.rclone.calls("copy")).isEmpty();
        assertThat(runner.result().log().isTransferred("a.pt")).isFalse();
    }
}
