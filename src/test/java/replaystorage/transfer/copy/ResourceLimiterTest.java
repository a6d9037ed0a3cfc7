package replaystorage.transfer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import replaystorage.flags.RcloneJobType;
import replaystorage.flags.TunedFlag;
import replaystorage.host.MachineResources;
import replaystorage.providers.Provider;
import replaystorage.providers.ProviderCatalogue;

/** The templates' flags on machines of several sizes. */
class ResourceLimiterTest {
    private static final long MB = 1_000_000;
    private static final CopySizes CHECKPOINTS = load(8, 500 * MB);
    private static final CopySizes REPLAYS = load(1_000, 300_000);

    private static CopySizes load(int files, long size) {
        return new CopySizes(Collections.nCopies(files, size), List.of(), Long.MAX_VALUE);
    }

    private static MachineResources machine(long free) {
        return machine(2, free, 1024);
    }

    private static MachineResources machine(int cores, long free, long files) {
        return new MachineResources(
                cores,
                new MachineResources.Memory(OptionalLong.of(free + 100 * MB), free, "cgroup"),
                OptionalLong.of(files));
    }

    private static ResourceLimiter.FittedFlags fit(
            String provider, RcloneJobType job, MachineResources machine, CopySizes sizes) {
        Provider template = ProviderCatalogue.bundled().provider(provider);
        return new ResourceLimiter(machine, sizes)
                .limit(
                        template.processesFor(sizes.sizesDescending().size()),
                        template.tunedFlags().get(job));
    }

    private static TunedFlag transfers(ResourceLimiter.FittedFlags fitted) {
        return fitted.flags().stream()
                .filter(flag -> flag.name().equals("transfers"))
                .findFirst()
                .orElseThrow();
    }

    private static int transfers(String provider, RcloneJobType job, MachineResources machine, CopySizes sizes) {
        return transfers(fit(provider, job, machine, sizes)).number();
    }

    @Test
    void large_machine_keeps_the_tuned_flags() {
        for (Provider template : ProviderCatalogue.bundled().all()) {
            for (RcloneJobType job : RcloneJobType.values()) {
                assertThat(fit(template.name(), job, machine(2_000 * MB), CHECKPOINTS)
                                .flags())
                        .isEqualTo(template.tunedFlags().get(job));
            }
        }
    }

    @Test
    void eight_checkpoints_fit_into_a_gigabyte_with_small_buffers() {
        assertThat(transfers("minio", RcloneJobType.UP, machine(900 * MB), CHECKPOINTS))
                .isEqualTo(32);
        assertThat(transfers("b2", RcloneJobType.UP, machine(900 * MB), CHECKPOINTS))
                .isEqualTo(16);
    }

    @Test
    void little_memory_reduces_transfers_and_the_reason_states_the_limit() {
        TunedFlag flag = transfers(fit("gdrive", RcloneJobType.UP, machine(235 * MB), CHECKPOINTS));
        assertThat(flag.flag()).hasToString("--transfers 3");
        assertThat(flag.reason())
                .isEqualTo("instead of 4: 335.0 MB of memory (cgroup), 235.0 MB of it free, 36.0 MB and 3 files each");
    }

    @Test
    void small_files_need_less_memory_than_large_ones() {
        MachineResources little = machine(150 * MB);
        assertThat(transfers("minio", RcloneJobType.DOWN, little, load(64, 500 * MB)))
                .isLessThan(transfers("minio", RcloneJobType.DOWN, little, load(64, 300_000)));
    }

    @Test
    void memory_is_counted_only_for_existing_files() {
        assertThat(transfers("minio", RcloneJobType.DOWN, machine(150 * MB), load(2, 500 * MB)))
                .isEqualTo(64);
    }

    @Test
    void transfers_never_fall_below_the_minimum() {
        assertThat(transfers("minio", RcloneJobType.UP, machine(0), CHECKPOINTS))
                .isEqualTo(2);
        assertThat(transfers("gdrive", RcloneJobType.UP, machine(0), CHECKPOINTS))
                .isEqualTo(1);
        assertThat(transfers("minio", RcloneJobType.UP, machine(2, 900 * MB, 20), CHECKPOINTS))
                .isEqualTo(2);
    }

    @Test
    void open_files_are_shared_by_transfers_and_checkers() {
        TunedFlag flag = transfers(fit("minio", RcloneJobType.DOWN, machine(2, 900 * MB, 128), REPLAYS));
        assertThat(flag.number()).isEqualTo((128 - 16 - 4) / 3);
        assertThat(flag.reason()).contains("instead of 64: 128 open files (ulimit -n)");
        assertThat(fit("minio", RcloneJobType.DOWN, machine(2, 900 * MB, 128), REPLAYS)
                        .flags())
                .extracting(each -> each.flag().toString())
                .contains("--checkers 4", "--buffer-size 0");
    }

    @Test
    void parallel_rclones_share_the_memory() {
        assertThat(fit("b2", RcloneJobType.DOWN, machine(900 * MB), REPLAYS).processes())
                .isEqualTo(5);
        ResourceLimiter.FittedFlags fitted = fit("b2", RcloneJobType.DOWN, machine(180 * MB), REPLAYS);
        assertThat(fitted.processes()).isEqualTo(3);
        assertThat(fitted.reducedBecause()).isEqualTo("280.0 MB of memory (cgroup), 180.0 MB of it free");
        int each = transfers(fitted).number();
        assertThat(each).isBetween(2, 15);
        assertThat((50 + 55 + 3 * (20 + each)) * MB).isLessThanOrEqualTo(180 * MB);
    }

    @Test
    void all_parallel_transfers_of_large_files_count_as_large() {
        CopySizes large = load(250, 500 * MB);
        assertThat(transfers("b2", RcloneJobType.UP, machine(250 * MB), large))
                .isLessThan(transfers("b2", RcloneJobType.UP, machine(250 * MB), load(250, 300_000)));
    }

    @Test
    void cores_limit_the_number_of_parallel_rclones() {
        List<TunedFlag> none = List.of();
        ResourceLimiter.FittedFlags fitted = new ResourceLimiter(machine(1, 2_000 * MB, 1024), REPLAYS).limit(8, none);
        assertThat(fitted.processes()).isEqualTo(5);
        assertThat(fitted.reducedBecause()).isEqualTo("1 core");
    }

    @Test
    void replaced_file_needs_space_until_the_new_one_is_complete() {
        List<Long> replaced = Stream.of(500L, 300L, 200L).map(size -> size * MB).toList();
        CopySizes tight = new CopySizes(replaced, replaced, 850 * MB);
        TunedFlag flag = transfers(fit("minio", RcloneJobType.DOWN, machine(2_000 * MB), tight));
        assertThat(flag.flag()).hasToString("--transfers 2");
        assertThat(flag.reason()).startsWith("instead of 64: 850.0 MB free on the disk");
        assertThat(transfers("minio", RcloneJobType.DOWN, machine(2_000 * MB), new CopySizes(replaced, replaced, 0)))
                .isEqualTo(1);
        assertThat(transfers(
                        "minio", RcloneJobType.DOWN, machine(2_000 * MB), new CopySizes(replaced, replaced, 1000 * MB)))
                .isEqualTo(64);
    }
}
