package replaystorage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
    @TempDir
    Path folder;

    private static Stamp stamp(long size) {
        return new Stamp(size, 0);
    }

    private Step step(String name, Action action, long here, long there) {
        Optional<LocalFile> local = here < 0 ? Optional.empty() : Optional.of(new LocalFile(folder, name, stamp(here)));
        return new Step(action, name, local, Optional.of(stamp(there)));
    }

    private Plan down(Step... steps) {
        RemotePath remote = new RemotePath("minio", "bucket", "checkpoints");
        return new Plan(new Route("checkpoints", Route.Direction.DOWN, remote, folder, false), List.of(steps), 0, 0);
    }

    @Test
    void has_the_sizes_of_the_named_files_from_the_largest_on() {
        Plan plan = down(step("a", Action.COPY, -1, 5), step("b", Action.COPY, -1, 9), step("c", Action.COPY, -1, 7));
        assertThat(Load.of(plan, List.of("a", "b", "of-no-plan")).sizes()).containsExactly(9L, 5L, 0L);
    }

    @Test
    void what_is_replaced_stands_beside_the_smaller_of_both() {
        Plan plan = down(
                step("grows", Action.COPY, 4, 10),
                step("shrinks", Action.COPY, 10, 3),
                step("kept", Action.KEEP_LOCAL, 8, 8),
                step("new", Action.COPY, -1, 6));
        assertThat(Load.of(plan, List.of("grows", "shrinks", "kept", "new")).replaced())
                .containsExactly(4L, 3L);
    }

    @Test
    void room_is_what_is_free_less_what_all_will_take() {
        long free = Room.free(folder.resolve("not/yet")).orElseThrow();
        Load load = Load.of(down(step("new", Action.COPY, -1, free / 2)), List.of("new"));
        assertThat(load.spare()).isBetween(free / 4, free * 3 / 4);
    }

    @Test
    void at_least_one_goes_at_a_time() {
        assertThat(new Load(List.of(9L), List.of(9L), 0).roomFor(4)).isEqualTo(1);
        assertThat(new Load(List.of(9L, 5L), List.of(9L, 5L), 10).roomFor(4)).isEqualTo(1);
        assertThat(new Load(List.of(9L, 5L), List.of(9L, 5L), 14).roomFor(4)).isEqualTo(4);
        assertThat(new Load(List.of(9L), List.of(), 0).roomFor(4)).isEqualTo(4);
    }
}
