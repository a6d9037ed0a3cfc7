package replaystorage.rclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalWidthTest {
    @Test
    void reads_the_width_of_the_terminal_and_follows_a_resize() throws IOException, InterruptedException {
        Process session = new ProcessBuilder("script", "-qec", "stty cols 57 && tty && cat", "/dev/null").start();
        try (BufferedReader out = session.inputReader()) {
            String terminal = out.readLine().strip();
            TerminalWidth width = new TerminalWidth(terminal);

            assertThat(width.getAsInt()).isEqualTo(57);

            new ProcessBuilder("stty", "-F", terminal, "cols", "91").start().waitFor();
            Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
            while (width.getAsInt() == 57 && Instant.now().isBefore(deadline)) {
                Thread.onSpinWait();
            }
            assertThat(width.getAsInt()).isEqualTo(91);
        } finally {
            session.destroy();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/nowhere"})
    void width_is_unknown_if_the_file_is_not_a_terminal(String file) {
        assertThat(new TerminalWidth(file).getAsInt()).isZero();
    }
}
