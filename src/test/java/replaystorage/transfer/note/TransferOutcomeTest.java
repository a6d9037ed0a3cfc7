package replaystorage.transfer.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferOutcomeTest {
    private static TransferOutcome ended(int status) {
        return new TransferOutcome(0, 0, 0, 0, List.of(), List.of(), status);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "0,1,1", "1,74,1", "75,1,1", "75,0,75", "0,75,75", "3,75,3"})
    void first_failure_wins_and_overrides_status_75(int one, int other, int both) {
        assertThat(ended(one).plus(ended(other)).status()).isEqualTo(both);
        assertThat(ended(one).withStatus(other).status()).isEqualTo(both);
    }
}
