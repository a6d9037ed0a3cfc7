package replaystorage.bench.network;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The network between client and server: toxiproxy for the latency if installed, our relay for the cap. */
public final class SimulatedNetwork implements AutoCloseable {
    private final Optional<TcpRelay> relay;
    private final Optional<ToxiproxyServer> toxiproxy;
    private final int port;

    /** @param bitsPerSecond 0 for no cap */
    public SimulatedNetwork(int server, Duration roundTrip, long bitsPerSecond, Optional<Path> toxiproxyBinary)
            throws IOException {
        Duration delay = roundTrip.dividedBy(2);
        boolean proxied = toxiproxyBinary.isPresent() && !delay.isZero();
        Duration left = proxied ? Duration.ZERO : delay;
        relay = bitsPerSecond > 0 || !left.isZero()
                ? Optional.of(new TcpRelay(server, left, bitsPerSecond))
                : Optional.empty();
        int next = relay.map(TcpRelay::port).orElse(server);
        toxiproxy = proxied ? Optional.of(new ToxiproxyServer(toxiproxyBinary.get(), next, delay)) : Optional.empty();
        port = toxiproxy.map(ToxiproxyServer::port).orElse(next);
    }

    public int port() {
        return port;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        toxiproxy.ifPresent(ToxiproxyServer::close);
        if (relay.isPresent()) {
            relay.get().close();
        }
    }
}
