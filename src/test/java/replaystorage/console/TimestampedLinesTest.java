package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class TimestampedLinesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream log = new PrintStream(
            new TimestampedLines(written, "fetch_replays", () -> LocalTime.of(9, 5, 7)), true, StandardCharsets.UTF_8);

    @Test
    void each_line_has_tag_and_time_even_if_written_in_parts() {
        log.print("one\ntwo ");
        log.print("é 🎮\n");

        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo("[fetch_replays] 09:05:07 one\n[fetch_replays] 09:05:07 two é 🎮\n");
    }
}
