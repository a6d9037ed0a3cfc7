package replaystorage.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signals that ask a program to end, taken as a request: it ends by itself, with a status of its own. A shutdown hook could not do this,
 * since the status is decided before it runs. A second Ctrl-C ends it as if nobody took them. One that was ignored when we were started, as
 * nohup does, stays ignored.
 */
final class Signals implements AutoCloseable {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    /** Nobody asks twice in so short a time: `timeout` and others send theirs to the process and to its group. */
    static final Duration TWIN = Duration.ofMillis(250);

    private final List<SignalHandling.Restore> before = new ArrayList<>();
    private final Runnable onFirst;
    private Instant first;

    /** @param onFirst runs when the first one comes, in a thread of its own */
    Signals(Runnable onFirst) {
        this.onFirst = onFirst;
        NAMES.forEach(name -> before.add(SignalHandling.take(name, () -> take(name))));
    }

    private void take(String name) {
        synchronized (this) {
            if (first != null) {
                if (name.equals("INT") && Duration.between(first, Instant.now()).compareTo(TWIN) > 0) {
                    close();
                    SignalHandling.raise(name);
                }
                return;
            }
            first = Instant.now();
            notifyAll();
        }
        onFirst.run();
    }

    /** When the first one came; empty where none did. */
    synchronized Optional<Instant> first() {
        return Optional.ofNullable(first);
    }

    /** Waits for so long, or until a signal comes. */
    synchronized void await(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis(); left > 0 && first == null; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves the signals to whoever had them before. */
    @Override
    public void close() {
        before.forEach(SignalHandling.Restore::run);
    }
}
