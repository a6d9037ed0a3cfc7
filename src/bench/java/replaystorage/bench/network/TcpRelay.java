package replaystorage.bench.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A relay to a server on this machine with latency, and a cap per direction for all connections together. */
public final class TcpRelay implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int server;
    private final Duration delay;
    private final BandwidthLimit up;
    private final BandwidthLimit down;
    private volatile long firstByte;

    /** @param bitsPerSecond 0 for no cap */
    public TcpRelay(int server, Duration delay, long bitsPerSecond) throws IOException {
        this.server = server;
        this.delay = delay;
        up = new BandwidthLimit(bitsPerSecond);
        down = new BandwidthLimit(bitsPerSecond);
        TcpRelayDirection.thread(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Prepares for the first byte of the next program. */
    public void resetFirstByte() {
        firstByte = 0;
    }

    /** System.nanoTime of the first byte of a request; 0 if there was none. */
    public long firstByte() {
        return firstByte;
    }

    private void accept() {
        try {
            while (true) {
                connect(socket.accept());
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void connect(Socket client) throws IOException {
        Socket back = new Socket();
        open.add(client);
        open.add(back);
        try {
            back.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
        } catch (IOException e) {
            client.close();
            return;
        }
        client.setTcpNoDelay(true);
        back.setTcpNoDelay(true);
        new TcpRelayDirection(client, back, up, delay, this::came).start();
        new TcpRelayDirection(back, client, down, delay, () -> {}).start();
    }

    private void came() {
        if (firstByte == 0) {
            firstByte = System.nanoTime();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
    }
}
