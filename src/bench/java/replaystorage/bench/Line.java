package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The way from the client to the server: toxiproxy for the latency where there is one, our relay for the cap. */
final class Line implements AutoCloseable {
    private final Optional<Relay> relay;
    private final Optional<Toxiproxy> toxiproxy;
    private final int port;

    /**
     * @param roundTrip how long it is by the way there and back
     * @param bitsPerSecond 0 for no cap
     */
    Line(int server, Duration roundTrip, long bitsPerSecond, Optional<Path> toxiproxyBinary) throws IOException {
        Duration delay = roundTrip.dividedBy(2);
        boolean proxied = toxiproxyBinary.isPresent() && !delay.isZero();
        Duration left = proxied ? Duration.ZERO : delay;
        relay = bitsPerSecond > 0 || !left.isZero()
                ? Optional.of(new Relay(server, left, bitsPerSecond))
                : Optional.empty();
        int next = relay.map(Relay::port).orElse(server);
        toxiproxy = proxied ? Optional.of(new Toxiproxy(toxiproxyBinary.get(), next, delay)) : Optional.empty();
        port = toxiproxy.map(Toxiproxy::port).orElse(next);
    }

    int port() {
        return port;
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        toxiproxy.ifPresent(Toxiproxy::close);
        if (relay.isPresent()) {
            relay.get().close();
        }
    }
}
