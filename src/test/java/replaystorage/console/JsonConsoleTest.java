package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.console.LogLineFixtures.file;
import static replaystorage.console.LogLineFixtures.stats;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonConsoleTest {
    private final ManualClock clock = new ManualClock();
    private final FakeTerminal screen = new FakeTerminal(200);
    private final Console console = new JsonConsole(screen.stream(), clock);

    @Test
    void writes_planned_objects() {
        console.addPlanned("fetch", 10, 1000);
        console.addPlanned("fetch", 1, -1);

        assertThat(screen.raw()).isEqualTo("""
                        {"type":"planned","title":"fetch","files":10,"bytes":1000}
                        {"type":"planned","title":"fetch","files":1,"bytes":null}
                        """);
    }

    @Test
    void writes_progress_objects() {
        console.addPlanned("fetch", 10, 1000);
        clock.advanceMillis(1000);
        console.handleLogLine(1, stats(400, 4, file("a", 100, 7), file("doc", -1, 3)));

        assertThat(screen.raw().lines().skip(1))
                .containsExactly(
                        "{\"type\":\"progress\",\"title\":\"fetch\",\"percent\":40,\"files\":4,\"allFiles\":10,\"bytes\":400,"
                                + "\"allBytes\":1000,\"checks\":0,\"bytesPerSecond\":400,\"secondsLeft\":2,\"errors\":0,\"inFlight\":["
                                + "{\"name\":\"a\",\"size\":100,\"bytes\":7},{\"name\":\"doc\",\"size\":null,\"bytes\":3}]}");
    }

    @Test
    void writes_progress_at_most_twice_a_second() {
        for (int i = 0; i < 100; i++) {
            clock.advanceMillis(100);
            console.handleLogLine(1, stats(i, 0));
        }

        assertThat(screen.raw().lines()).hasSize(20);
    }

    @Test
    void escapes_control_and_non_ascii_characters() {
        console.warn("\u001b[2J\u007f\u009b\u202e日 \"x\"");

        assertThat(screen.raw())
                .isEqualTo(
                        "{\"type\":\"message\",\"level\":\"warning\",\"text\":\"\\u001B[2J\\u007f\\u009B\\u202E\\u65E5 \\\"x\\\"\","
                                + "\"remedy\":null,\"status\":null}\n");
    }

    @Test
    void writes_each_message_once_with_remedy_and_status() {
        Console once = new CommandConsole(console, false);
        once.note("n");
        once.note("n");
        once.error("no bucket", "mend it", 3);
        once.error("no bucket", "mend it", 3);

        assertThat(screen.raw()).isEqualTo("""
                        {"type":"message","level":"note","text":"n","remedy":null,"status":null}
                        {"type":"message","level":"error","text":"no bucket","remedy":"mend it","status":3}
                        """);
    }

    @Test
    void reaches_100_percent_only_with_a_good_summary() {
        console.addPlanned("fetch", 10, 1000);
        clock.advanceMillis(1500);
        console.handleLogLine(1, stats(1000, 10));
        assertThat(screen.raw()).contains("\"percent\":99").doesNotContain("\"percent\":100");

        console.showSummary(true, "all there");
        assertThat(screen.raw())
                .contains("\"percent\":100")
                .endsWith(
                        "{\"type\":\"summary\",\"good\":true,\"text\":\"all there\",\"files\":10,\"bytes\":1000,\"seconds\":1.5}\n");
    }

    @Test
    void never_reaches_100_percent_with_a_failed_summary() {
        console.addPlanned("fetch", 10, 1000);
        clock.advanceMillis(1000);
        console.handleLogLine(1, stats(1000, 10));
        console.showSummary(false, "one failed");
        clock.advanceMillis(1000);
        console.handleLogLine(1, stats(1000, 10));

        assertThat(screen.raw()).contains("\"good\":false").doesNotContain("\"percent\":100");
        assertThat(screen.raw().lines()).hasSize(3);
    }

    @Test
    void writes_the_forecast_of_a_dry_run() {
        Map<String, Long> classes = new TreeMap<>(Map.of("B", 40L, "C", 8L));
        console.showForecast(new DryRunForecast("replays", 40, 440, 2, 0, 48, classes, new BigDecimal("0.00004800")));

        assertThat(screen.raw())
                .isEqualTo(
                        "{\"type\":\"forecast\",\"name\":\"replays\",\"files\":40,\"bytes\":440,\"equal\":2,\"deletions\":0,"
                                + "\"requests\":48,\"classes\":{\"B\":40,\"C\":8},\"dollars\":0.000048}\n");
    }
}
