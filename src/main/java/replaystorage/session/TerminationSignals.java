package replaystorage.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Handles INT, TERM and HUP as a request to end, so that the command chooses its own exit status; in a shutdown hook the
 * status is already decided. A second Ctrl-C ends the program as if nobody handled it.
 */
public final class TerminationSignals implements AutoCloseable {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    /** Two signals within this time count as one: `timeout` and others signal the process and its group. */
    static final Duration SAME_PRESS = Duration.ofMillis(250);

    private final List<Runnable> previousHandlers = new ArrayList<>();
    private final Runnable onFirst;
    private Instant firstSignalAt;

    /** @param onFirst runs at the first signal, in a thread of its own */
    public TerminationSignals(Runnable onFirst) {
        this.onFirst = onFirst;
        NAMES.forEach(name -> previousHandlers.add(SignalHandlers.set(name, () -> onSignal(name))));
    }

    private void onSignal(String name) {
        synchronized (this) {
            if (firstSignalAt != null) {
                if (name.equals("INT")
                        && Duration.between(firstSignalAt, Instant.now()).compareTo(SAME_PRESS) > 0) {
                    close();
                    SignalHandlers.raise(name);
                }
                return;
            }
            firstSignalAt = Instant.now();
            notifyAll();
        }
        onFirst.run();
    }

    /** When the first signal arrived. */
    public synchronized Optional<Instant> firstSignalAt() {
        return Optional.ofNullable(firstSignalAt);
    }

    /** Waits that long, or until a signal arrives. */
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

    /** Puts the previous handlers back. */
    @Override
    public void close() {
        previousHandlers.forEach(Runnable::run);
    }
}
