package replaystorage.progress;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that a test moves. */
final class Clock implements LongSupplier {
    private long nanos = 1;

    @Override
    public long getAsLong() {
        return nanos;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }
}
