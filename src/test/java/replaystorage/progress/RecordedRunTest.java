package replaystorage.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.RecordedLog;

/** Real logs through each display. */
class RecordedRunTest {
    private final Clock clock = new Clock();
    private final Screen screen = new Screen(40);

    @ParameterizedTest
    @MethodSource("replaystorage.rclone.RecordedLog#names")
    void a_live_block_leaves_only_the_summary(String log) {
        run(Mode.TTY, log, false);

        assertThat(screen.text()).isEqualTo("✗ the summary\n");
        assertThat(screen.raw()).doesNotContain("100%");
    }

    @ParameterizedTest
    @MethodSource("replaystorage.rclone.RecordedLog#names")
    void each_line_of_json_parses(String log) throws IOException {
        run(Mode.JSON, log, true);

        assertThat(screen.raw()).matches("(?s)\\p{ASCII}*").contains("\"type\":\"progress\"", "\"type\":\"summary\"");
        for (String line : screen.raw().lines().toList()) {
            try (JsonParser parser = new JsonFactory().createParser(line)) {
                parser.nextToken();
                parser.skipChildren();
                assertThat(parser.nextToken()).isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("replaystorage.rclone.RecordedLog#names")
    void plain_lines_end_with_the_summary(String log) {
        run(Mode.PLAIN, log, false);

        assertThat(screen.raw()).doesNotContain("100%", "\u001b").endsWith("the summary\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCLONE", "NONE"})
    void an_errors_line_is_the_callers_to_tell(String mode) {
        run(Mode.valueOf(mode), "server-killed", false);

        assertThat(screen.raw()).isEqualTo("the summary\n");
    }

    private void run(Mode mode, String log, boolean good) {
        Terminal terminal = new Terminal(true, "xterm", false, StandardCharsets.UTF_8, () -> 40);
        try (Display display = Displays.open(mode, screen.stream(), terminal, clock)) {
            display.planned("fetch", 201, 12_378_000);
            for (LogLine line : RecordedLog.of(log)) {
                clock.passMillis(line.stats() == null ? 0 : 5000);
                display.log(1, line);
            }
            display.summary(good, "the summary");
        }
    }
}
