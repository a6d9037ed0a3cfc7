package replaystorage.bench.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server on this machine, with a latency each way and one cap per direction over all its connections. */
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
        RelayPump.thread(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Forgets what came, so that the first byte is that of the next program. */
    public void resetFirstByte() {
        firstByte = 0;
    }

    /** When the first byte of a request came, as of System.nanoTime; 0 where none did. */
    public long firstByte() {
        return firstByte;
    }

    private void accept() {
        try {
            while (true) {
                connect(socket.accept());
            }
        } catch (IOException e) {
            // Closed.
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
        new RelayPump(client, back, up, delay, this::came).start();
        new RelayPump(back, client, down, delay, () -> {}).start();
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
