package replaystorage.jobs.autosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.stability.StableFileDetector;
import replaystorage.transfer.FakeStorage;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.TransferContextFixture;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.Timeouts;

/** Which of the stable files are the newest checkpoint, and go before all others. */
class AutoSyncPlannerTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path temporary;

    /** @param names the oldest first */
    private List<String> newestOf(String... names) throws IOException {
        Path folder = temporary.resolve("checkpoints");
        for (int i = 0; i < names.length; i++) {
            Path file = folder.resolve(names[i]);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "content");
            Files.setLastModifiedTime(file, FileTime.from(TIME.plusSeconds(i)));
        }
        FakeStorage fake = new FakeStorage(FakeStorage.LISTING, temporary);
        TransferContext context =
                TransferContextFixture.of(fake.storage(), temporary.resolve("state"), fake.console(), Timeouts.DEFAULT);
        AutoSyncPlanner planner =
                AutoSyncPlanner.of(context, "checkpoints", folder, new StableFileDetector(Duration.ZERO));
        return planner.newestCheckpoint(planner.scan().stableFiles()).stream()
                .map(LocalFile::name)
                .toList();
    }

    @Test
    void newest_file_goes_first_but_not_a_log_or_a_pointer() throws IOException {
        assertThat(newestOf("a.pt", "b.pt", "train.log", "latest")).containsExactly("b.pt");
    }

    @Test
    void folder_of_the_newest_shard_goes_as_a_whole() throws IOException {
        assertThat(newestOf(
                        "old.pt",
                        "step-1/model-00001-of-00002.bin",
                        "step-1/model-00002-of-00002.bin",
                        "step-1/model.bin.index.json",
                        "latest"))
                .containsExactlyInAnyOrder(
                        "step-1/model-00001-of-00002.bin",
                        "step-1/model-00002-of-00002.bin",
                        "step-1/model.bin.index.json");
    }

    @Test
    void index_goes_before_a_pointer_if_only_these_are_left() throws IOException {
        assertThat(newestOf("step-1/model.bin.index.json", "latest")).containsExactly("step-1/model.bin.index.json");
    }
}
