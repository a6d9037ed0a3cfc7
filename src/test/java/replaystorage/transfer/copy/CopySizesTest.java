package replaystorage.transfer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

class CopySizesTest {
    @TempDir
    Path folder;

    private static FileVersion stamp(long size) {
        return new FileVersion(size, 0);
    }

    private PlannedFile step(String name, PlannedAction action, long here, long there) {
        Optional<LocalFile> local = here < 0 ? Optional.empty() : Optional.of(new LocalFile(folder, name, stamp(here)));
        return new PlannedFile(action, name, local, Optional.of(stamp(there)));
    }

    private Plan down(PlannedFile... steps) {
        RemotePath remote = new RemotePath("minio", "bucket", "checkpoints");
        return new Plan(new Route("checkpoints", Route.Direction.DOWN, remote, folder, false), List.of(steps), 0, 0);
    }

    @Test
    void sizes_of_the_named_files_are_in_descending_order() {
        Plan plan = down(
                step("a", PlannedAction.COPY, -1, 5),
                step("b", PlannedAction.COPY, -1, 9),
                step("c", PlannedAction.COPY, -1, 7));
        assertThat(CopySizes.of(plan, List.of("a", "b", "of-no-plan"), OptionalLong.empty())
                        .sizesDescending())
                .containsExactly(9L, 5L, 0L);
    }

    @Test
    void replaced_bytes_are_the_smaller_of_old_and_new_size() {
        Plan plan = down(
                step("grows", PlannedAction.COPY, 4, 10),
                step("shrinks", PlannedAction.COPY, 10, 3),
                step("kept", PlannedAction.KEEP_LOCAL, 8, 8),
                step("new", PlannedAction.COPY, -1, 6));
        assertThat(CopySizes.of(plan, List.of("grows", "shrinks", "kept", "new"), OptionalLong.empty())
                        .replacedBytes())
                .containsExactly(4L, 3L);
    }

    @Test
    void spare_bytes_are_free_bytes_minus_needed_bytes() {
        Plan plan = down(step("grows", PlannedAction.COPY, 4, 10), step("new", PlannedAction.COPY, -1, 6));
        assertThat(CopySizes.of(plan, List.of("grows", "new"), OptionalLong.of(20))
                        .spareBytes())
                .isEqualTo(8);
        assertThat(CopySizes.of(plan, List.of("grows", "new"), OptionalLong.of(5))
                        .spareBytes())
                .isZero();
    }

    @Test
    void shrinking_file_frees_no_space_for_new_files() {
        assertThat(CopySizes.neededBytes(
                        down(step("shrinks", PlannedAction.COPY, 10, 1), step("new", PlannedAction.COPY, -1, 8))))
                .isEqualTo(9);
        assertThat(CopySizes.neededBytes(
                        down(step("one", PlannedAction.COPY, 5, 5), step("other", PlannedAction.COPY, 3, 3))))
                .isEqualTo(5);
    }

    @Test
    void at_least_one_transfer_is_allowed() {
        assertThat(new CopySizes(List.of(9L), List.of(9L), 0).maxParallel(4)).isEqualTo(1);
        assertThat(new CopySizes(List.of(9L, 5L), List.of(9L, 5L), 10).maxParallel(4))
                .isEqualTo(1);
        assertThat(new CopySizes(List.of(9L, 5L), List.of(9L, 5L), 14).maxParallel(4))
                .isEqualTo(4);
        assertThat(new CopySizes(List.of(9L), List.of(), 0).maxParallel(4)).isEqualTo(4);
    }
}
