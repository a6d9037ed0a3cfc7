package replaystorage.bench.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpRelayTest {
    private static final long BYTES = 1_000_000;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void all_connections_share_one_cap(boolean up) throws IOException {
        assertThat(seconds(1, Duration.ZERO, 40_000_000, up)).isBetween(0.19, 2.0);
        assertThat(seconds(4, Duration.ZERO, 40_000_000, up)).isBetween(0.79, 4.0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_question_and_its_answer_take_the_latency_of_both_ways(boolean up) throws IOException {
        assertThat(seconds(1, Duration.ofMillis(100), 0, up)).isBetween(0.2, 2.0);
    }

    private static double seconds(int connections, Duration delay, long bitsPerSecond, boolean up) throws IOException {
        try (RawTcpTransfer transfer = new RawTcpTransfer(BYTES);
                TcpRelay relay = new TcpRelay(transfer.port(), delay, bitsPerSecond)) {
            return transfer.seconds(relay.port(), connections, up);
        }
    }
}
