package replaystorage.console;

import java.time.Duration;
import java.util.function.LongSupplier;

final class ManualClock implements LongSupplier {
    private long nanos = 1;

    @Override
    public long getAsLong() {
        return nanos;
    }

    void advance(Duration time) {
        nanos += time.toNanos();
    }

    void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }
}
