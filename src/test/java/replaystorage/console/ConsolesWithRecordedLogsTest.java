package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.RecordedRcloneLogs;

/** Shows recorded logs with each console. */
class ConsolesWithRecordedLogsTest {
    private final ManualClock clock = new ManualClock();
    private final FakeTerminal screen = new FakeTerminal(40);

    @ParameterizedTest
    @MethodSource("replaystorage.rclone.RecordedRcloneLogs#names")
    void live_console_leaves_only_the_summary(String log) {
        run(ProgressMode.TTY, log, false);

        assertThat(screen.text()).isEqualTo("✗ the summary\n");
        assertThat(screen.raw()).doesNotContain("100%");
    }

    @ParameterizedTest
    @MethodSource("replaystorage.rclone.RecordedRcloneLogs#names")
    void each_json_line_can_be_parsed(String log) throws IOException {
        run(ProgressMode.JSON, log, true);

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
    @MethodSource("replaystorage.rclone.RecordedRcloneLogs#names")
    void plain_lines_end_with_the_summary(String log) {
        run(ProgressMode.PLAIN, log, false);

        assertThat(screen.raw()).doesNotContain("100%", "\u001b").endsWith("the summary\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCLONE", "NONE"})
    void modes_rclone_and_none_show_only_the_summary(String mode) {
        run(ProgressMode.valueOf(mode), "server-killed", false);

        assertThat(screen.raw()).isEqualTo("the summary\n");
    }

    private void run(ProgressMode mode, String log, boolean good) {
        TerminalCapabilities terminal =
                new TerminalCapabilities(true, "xterm", false, StandardCharsets.UTF_8, () -> 40);
        try (Console console = ConsoleFactory.open(mode, screen.stream(), terminal, clock)) {
            console.addPlanned("fetch", 201, 12_378_000);
            for (LogLine line : RecordedRcloneLogs.of(log)) {
                clock.advanceMillis(line.stats() == null ? 0 : 5000);
                console.handleLogLine(1, line);
            }
            console.showSummary(good, "the summary");
        }
    }
}
