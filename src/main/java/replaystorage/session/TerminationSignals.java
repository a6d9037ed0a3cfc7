package replaystorage.session;

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
public final class TerminationSignals implements AutoCloseable {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    /** Nobody asks twice in so short a time: `timeout` and others send theirs to the process and to its group. */
    static final Duration SAME_PRESS = Duration.ofMillis(250);

    private final List<SunSignalHandlers.SignalRestorer> previousHandlers = new ArrayList<>();
    private final Runnable onFirst;
    private Instant firstSignalAt;

    /** @param onFirst runs when the first one comes, in a thread of its own */
    public TerminationSignals(Runnable onFirst) {
        this.onFirst = onFirst;
        NAMES.forEach(name -> previousHandlers.add(SunSignalHandlers.handleWith(name, () -> onSignal(name))));
    }

    private void onSignal(String name) {
        synchronized (this) {
            if (firstSignalAt != null) {
                if (name.equals("INT")
                        && Duration.between(firstSignalAt, Instant.now()).compareTo(SAME_PRESS) > 0) {
                    close();
                    SunSignalHandlers.raise(name);
                }
                return;
            }
            firstSignalAt = Instant.now();
            notifyAll();
        }
        onFirst.run();
    }

    /** When the first one came; empty where none did. */
    public synchronized Optional<Instant> firstSignalAt() {
        return Optional.ofNullable(firstSignalAt);
    }

    /** Waits for so long, or until a signal comes. */
    public synchronized void await(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis();
                    left > 0 && firstSignalAt == null;
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves the signals to whoever had them before. */
    @Override
    public void close() {
        previousHandlers.forEach(SunSignalHandlers.SignalRestorer::restore);
    }
}
