package replaystorage.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A listening socket that does not answer as a server should. */
public final class BrokenServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final List<Socket> accepted = new ArrayList<>();

    /** Handles a connection in its own thread. */
    private interface ConnectionHandler {
        void treat(Socket connection) throws IOException, InterruptedException;
    }

    private BrokenServer(ConnectionHandler manner) throws IOException {
        Thread thread = new Thread(() -> accept(manner), "peer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Accepts connections, and never answers. */
    public static BrokenServer blackHole() throws IOException {
        return new BrokenServer(connection -> {});
    }

    /** Starts an answer, and continues with a byte every three seconds. */
    public static BrokenServer sendingSlowly() throws IOException {
        return new BrokenServer(connection -> {
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: 100000\r\n\r\n<"
                            .getBytes(StandardCharsets.US_ASCII));
            while (true) {
                connection.getOutputStream().write(' ');
                Thread.sleep(3000);
            }
        });
    }

    /** Refuses each request, with a Date header that is off; the JDK's server always sends the right one. */
    public static BrokenServer withSkewedClock(Duration off) throws IOException {
        String body =
                "<?xml version=\"1.0\"?><Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the"
                        + " request time and the current time is too large.</Message></Error>";
        return new BrokenServer(connection -> {
            connection.getInputStream().read(new byte[65536]);
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    Instant.now().plus(off).atOffset(ZoneOffset.UTC));
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 403 Forbidden\r\nDate: " + date + "\r\nContent-Type: application/xml\r\n"
                                    + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            connection.close();
        });
    }

    public int connections() {
        synchronized (accepted) {
            return accepted.size();
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private void accept(ConnectionHandler manner) {
        try {
            while (true) {
                Socket connection = socket.accept();
                synchronized (accepted) {
                    accepted.add(connection);
                }
                Thread thread = new Thread(() -> treat(manner, connection), "peer-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private static void treat(ConnectionHandler manner, Socket connection) {
        try {
            manner.treat(connection);
        } catch (IOException e) {
            // The client has given up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        synchronized (accepted) {
            for (Socket connection : accepted) {
                connection.close();
            }
        }
    }
}
