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
    void all_connections_share_one_bandwidth_limit(boolean up) throws IOException {
        assertThat(seconds(1, Duration.ZERO, 40_000_000, up)).isBetween(0.19, 2.0);
        assertThat(seconds(4, Duration.ZERO, 40_000_000, up)).isBetween(0.79, 4.0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void round_trip_takes_the_latency_of_both_directions(boolean up) throws IOException {
        assertThat(seconds(1, Duration.ofMillis(100), 0, up)).isBetween(0.2, 2.0);
    }

    private static double seconds(int connections, Duration delay, long bitsPerSecond, boolean up) throws IOException {
        try (RawTcpTransfer transfer = new RawTcpTransfer(BYTES);
                TcpRelay relay = new TcpRelay(transfer.port(), delay, bitsPerSecond)) {
            return transfer.seconds(relay.port(), connections, up);
        }
    }
}
