package replaystorage.transfer.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.host.CliException;
import replaystorage.host.HumanNumbers;

class DiskSpaceReservationsTest {
    private final DiskSpaceReservations diskSpace = new DiskSpaceReservations();

    @TempDir
    Path folder;

    private long half;

    @BeforeEach
    void look() {
        half = diskSpace.available(folder, 0).orElseThrow() / 2;
    }

    private String bring(long bytes) {
        return diskSpace.runReserving(folder.resolve("not/there/yet"), bytes, () -> "brought");
    }

    @Test
    void what_one_takes_is_not_there_for_the_next_while_it_goes_on() {
        long most = half + half / 2;
        String both = diskSpace.runReserving(folder, most, () -> {
            assertThatThrownBy(() -> bring(half))
                    .isInstanceOfSatisfying(
                            CliException.class, e -> assertThat(e.status()).isEqualTo(74))
                    .hasMessageContaining("not enough disk space in " + folder)
                    .hasMessageContaining("other downloads take " + HumanNumbers.bytes(most));
            return bring(half / 4);
        });
        assertThat(both).isEqualTo("brought");
        assertThat(bring(half)).isEqualTo("brought");
    }

    /** A copy may use its own reservation, but not those of others. */
    @Test
    void what_is_left_for_one_is_without_what_the_others_claimed() {
        long third = half * 2 / 3;
        long left = diskSpace.runReserving(
                folder,
                half,
                () -> diskSpace.runReserving(
                        folder, third, () -> diskSpace.available(folder, third).orElseThrow()));
        assertThat(left).isBetween(half * 3 / 4, half * 5 / 4);
        assertThat(diskSpace.available(folder, 0).orElseThrow()).isGreaterThan(half);
    }

    /** While another copy runs. */
    @Test
    void what_ended_without_a_byte_gives_its_claim_back() {
        assertThat(diskSpace.runReserving(folder, half / 4, () -> {
                    bring(half);
                    return bring(half);
                }))
                .isEqualTo("brought");
    }

    @Test
    void what_failed_takes_nothing_any_more() {
        assertThatThrownBy(() -> diskSpace.runReserving(folder, half + half / 2, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(bring(half)).isEqualTo("brought");
    }

    @Test
    void what_makes_the_folder_smaller_always_fits() {
        assertThat(diskSpace.runReserving(folder, half + half / 2, () -> bring(-half)))
                .isEqualTo("brought");
    }
}
