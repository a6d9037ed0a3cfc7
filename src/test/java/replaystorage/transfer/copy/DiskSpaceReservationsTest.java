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
    void reserved_space_is_unavailable_to_others_until_the_download_ends() {
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
    void available_space_excludes_the_reservations_of_others() {
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
    void ended_download_releases_its_reservation() {
        assertThat(diskSpace.runReserving(folder, half / 4, () -> {
                    bring(half);
                    return bring(half);
                }))
                .isEqualTo("brought");
    }

    @Test
    void failed_download_releases_its_reservation() {
        assertThatThrownBy(() -> diskSpace.runReserving(folder, half + half / 2, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(bring(half)).isEqualTo("brought");
    }

    @Test
    void shrinking_download_always_fits() {
        assertThat(diskSpace.runReserving(folder, half + half / 2, () -> bring(-half)))
                .isEqualTo("brought");
    }
}
