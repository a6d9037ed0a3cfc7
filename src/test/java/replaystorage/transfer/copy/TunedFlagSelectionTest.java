package replaystorage.transfer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.flags.RcloneFlag;
import replaystorage.flags.RcloneJobType;
import replaystorage.flags.TunedFlag;
import replaystorage.host.MachineResources;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.transfer.list.Timeouts;

class TunedFlagSelectionTest {
    private static final MachineResources MACHINE = new MachineResources(
            2,
            new MachineResources.Memory(OptionalLong.of(2_000_000_000), 1_000_000_000, "cgroup"),
            OptionalLong.of(1024));

    private static CopyOptions options(String flags, String... ofVariables) {
        return new CopyOptions(
                RcloneFlag.parseArguments(flags.isEmpty() ? List.of() : Arrays.asList(flags.split(" "))),
                Set.of(ofVariables),
                Optional.empty(),
                Timeouts.of(Duration.ofSeconds(1), Duration.ofSeconds(1), 3),
                () -> MACHINE,
                TuningNotice.silent());
    }

    private static TunedFlagSelection selection(CopyOptions options) {
        return new TunedFlagSelection(ProviderCatalogue.bundled().provider("b2"), options);
    }

    @Test
    void omits_flags_that_the_user_set() {
        assertThat(selection(options("--transfers=3 --bwlimit 1M", "checkers"))
                        .select(RcloneJobType.UP, CopySizes.of(1))
                        .flags())
                .extracting(TunedFlag::name)
                .containsExactly("multi-thread-cutoff", "buffer-size");
    }

    @Test
    void describes_each_choice_with_its_reason() {
        CopySizes sizes = new CopySizes(Collections.nCopies(120, 300_000L), List.of(), Long.MAX_VALUE);

        assertThat(selection(options("--transfers=3", "checkers")).describe("replays ", RcloneJobType.UP, sizes))
                .startsWith(
                        "replays up: 120 files, up to 300.0 kB; 2 cores, 2.0 GB of memory (cgroup), 1.0 GB of it free, 1024 open files",
                        "replays up: 2 rclone in parallel, because one alone is slow")
                .endsWith(
                        "replays up: --transfers from the command line", "replays up: --checkers from RCLONE_CHECKERS");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 3",
        "--retries 5, 5",
        "--retries=5, 5",
        "--retries 2 --retries=5, 5",
        "--retries many, 3",
        "--transfers 5, 3"
    })
    void retries_flag_of_the_user_sets_the_number_of_tries(String flags, int tries) {
        assertThat(options(flags).maxTries()).isEqualTo(tries);
    }

    @ParameterizedTest
    @CsvSource({
        "--bwlimit 1M,, true",
        "--tpslimit=3,, true",
        "--checkers 8,, true",
        "'', transfers, true",
        "-vv,, false",
        "--buffer-size 0, buffer-size, false"
    })
    void rate_flag_of_the_user_applies_to_the_whole_command(String flags, String ofVariable, boolean paced) {
        CopyOptions options = ofVariable == null ? options(flags) : options(flags, ofVariable);

        assertThat(options.hasUserPace()).isEqualTo(paced);
    }
}
