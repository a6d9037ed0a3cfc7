package replaystorage.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Keeps two starts from moving at once; it goes with its holder. */
final class StartLock implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** What came of asking for it. */
    enum Outcome {
        HELD,
        /** The file system knows no locks. */
        UNSUPPORTED,
        /** Another start has had it for all the time that we wait. */
        TAKEN
    }

    private final FileChannel channel;
    private final Outcome outcome;

    private StartLock(FileChannel channel, Outcome outcome) {
        this.channel = channel;
        this.outcome = outcome;
    }

    /** @throws IOException where the lock's file can't be made */
    static StartLock in(Path state) throws IOException {
        Files.createDirectories(state);
        FileChannel channel =
                FileChannel.open(state.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new StartLock(channel, ask(channel));
    }

    private static Outcome ask(FileChannel channel) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return Outcome.HELD;
                }
                Thread.sleep(PAUSE.toMillis());
            } catch (OverlappingFileLockException | InterruptedException e) {
                return Outcome.TAKEN;
            } catch (IOException e) {
                return Outcome.UNSUPPORTED;
            }
        } while (System.nanoTime() < end);
        return Outcome.TAKEN;
    }

    Outcome outcome() {
        return outcome;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
