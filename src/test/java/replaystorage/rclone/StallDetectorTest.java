package replaystorage.rclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.rclone.LogLine.LogLevel;

class StallDetectorTest {
    private static final Duration WHILE = Duration.ofMillis(20);

    private static boolean isLife(LogLevel level) throws InterruptedException {
        StallDetector stallDetector = new StallDetector(Duration.ofHours(1));
        Thread.sleep(WHILE.toMillis());
        stallDetector.observe(new LogLine(level, "something", null, null));
        return stallDetector.idleNanos() < WHILE.toNanos();
    }

    @ParameterizedTest
    @EnumSource(names = {"DEBUG", "ERROR", "CRITICAL"})
    void debug_and_error_lines_are_not_a_sign_of_life(LogLevel level) throws InterruptedException {
        assertThat(isLife(level)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"INFO", "NOTICE", "PLAIN"})
    void other_lines_are_a_sign_of_life(LogLevel level) throws InterruptedException {
        assertThat(isLife(level)).isTrue();
    }
}
