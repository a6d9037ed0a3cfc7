package replaystorage.bench.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** Forwards the bytes of one direction of a connection, at the limited rate and delayed by the latency. */
final class TcpRelayDirection {
    private static final int CHUNK = 32 * 1024;
    /** Limits the bytes in transit, so that a slow reader slows down the writer. */
    private static final int CHUNKS = 256;

    private record DelayedChunk(ByteBuffer bytes, long due) {}

    private final Socket from;
    private final Socket to;
    private final BandwidthLimit throttle;
    private final Duration delay;
    private final Runnable seen;
    private final BlockingQueue<DelayedChunk> onTheWay = new ArrayBlockingQueue<>(CHUNKS);

    /** @param seen called when bytes arrive */
    TcpRelayDirection(Socket from, Socket to, BandwidthLimit throttle, Duration delay, Runnable seen) {
        this.from = from;
        this.to = to;
        this.throttle = throttle;
        this.delay = delay;
        this.seen = seen;
    }

    void start() {
        thread(this::take);
        if (!delay.isZero()) {
            thread(this::give);
        }
    }

    static void thread(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void take() {
        try (from) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[CHUNK];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                seen.run();
                sleepUntil(throttle.reserve(count));
                if (delay.isZero()) {
                    out.write(buffer, 0, count);
                } else {
                    onTheWay.put(new DelayedChunk(
                            ByteBuffer.wrap(buffer.clone(), 0, count), System.nanoTime() + delay.toNanos()));
                }
            }
            end(out);
        } catch (IOException e) {
            close(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(OutputStream out) throws IOException, InterruptedException {
        if (delay.isZero()) {
            out.close();
        } else {
            onTheWay.put(new DelayedChunk(ByteBuffer.allocate(0), System.nanoTime() + delay.toNanos()));
        }
    }

    private void give() {
        try (to) {
            OutputStream out = to.getOutputStream();
            for (DelayedChunk chunk = onTheWay.take(); chunk.bytes().hasRemaining(); chunk = onTheWay.take()) {
                sleepUntil(chunk.due());
                out.write(chunk.bytes().array(), 0, chunk.bytes().limit());
            }
        } catch (IOException e) {
            close(from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleepUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Already closed.
        }
    }
}
