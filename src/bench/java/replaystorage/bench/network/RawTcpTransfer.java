package replaystorage.bench.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Sends bytes over plain TCP connections, to measure what a network can carry. */
public final class RawTcpTransfer implements AutoCloseable {
    private static final int UP = 'u';
    private static final int DOWN = 'd';

    private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final long bytes;

    /** @param bytes per connection */
    public RawTcpTransfer(long bytes) throws IOException {
        this.bytes = bytes;
        TcpRelayDirection.thread(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Duration of a transfer with this many parallel connections. */
    public double seconds(int port, int connections, boolean up) {
        long start = System.nanoTime();
        Stream.generate(() -> CompletableFuture.runAsync(() -> carry(port, up), task -> TcpRelayDirection.thread(task)))
                .limit(connections)
                .toList()
                .forEach(CompletableFuture::join);
        return (System.nanoTime() - start) / 1e9;
    }

    private void carry(int port, boolean up) {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write(up ? UP : DOWN);
            if (up) {
                send(client.getOutputStream());
                client.getInputStream().read();
            } else {
                receive(client.getInputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                TcpRelayDirection.thread(() -> serve(client));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (client.getInputStream().read() == UP) {
                receive(client.getInputStream());
                client.getOutputStream().write(UP);
            } else {
                send(client.getOutputStream());
            }
        } catch (IOException e) {
            // The other side reports it.
        }
    }

    private void send(OutputStream out) throws IOException {
        byte[] block = new byte[1 << 16];
        for (long left = bytes; left > 0; left -= block.length) {
            out.write(block, 0, (int) Math.min(left, block.length));
        }
    }

    private void receive(InputStream in) throws IOException {
        byte[] block = new byte[1 << 16];
        long left = bytes;
        while (left > 0) {
            int count = in.read(block);
            if (count < 0) {
                throw new IOException("the line broke");
            }
            left -= count;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
