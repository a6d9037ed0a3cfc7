package replaystorage.rclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.rclone.LogLine.FileInTransfer;
import replaystorage.rclone.LogLine.LogLevel;
import replaystorage.rclone.LogLine.RcloneStats;

class LogLineParserTest {
    @ParameterizedTest
    @CsvSource({
        "debug, DEBUG",
        "info, INFO",
        "notice, NOTICE",
        "warning, NOTICE",
        "error, ERROR",
        "critical, CRITICAL",
        "emergency, CRITICAL",
        "of a later rclone, NOTICE"
    })
    void parses_the_levels(String name, LogLevel level) {
        assertThat(LogLineParser.parse("{\"level\":\"" + name + "\",\"msg\":\"m\"}")
                        .level())
                .isEqualTo(level);
    }

    @Test
    void parses_message_and_object_and_ignores_the_rest() {
        assertThat(
                        LogLineParser.parse(
                                "{\"time\":1,\"x\":{\"msg\":[{\"object\":2}]},\"level\":\"info\",\"object\":\"a \\\"b\\\" 日\",\"msg\":\"Copied\\n\"}"))
                .isEqualTo(new LogLine(LogLevel.INFO, "Copied\n", "a \"b\" 日", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "2026/11/25 13:51:02 Failed to copy: directory not found",
                "null",
                "[{\"level\":\"info\"}]",
                "{",
                "{}",
                "{\"level\":\"info\",\"msg\":\"cut o",
                "{\"level\":\"info\"} trailing",
                "{\"level\":null,\"msg\":\"m\"}",
                "{not json}",
                "{\"level\":\"info\",\"stats\":{\"bytes\":1e}}"
            })
    void keeps_a_line_that_is_not_a_log_object(String line) {
        assertThat(LogLineParser.parse(line)).isEqualTo(new LogLine(LogLevel.PLAIN, line, null, null));
    }

    @Test
    void keeps_deeply_nested_json_as_text() {
        String line = "{\"a\":".repeat(5000);

        assertThat(LogLineParser.parse(line).level()).isEqualTo(LogLevel.PLAIN);
    }

    @Test
    void reads_the_counters() {
        assertThat(
                        stats(
                                "\"bytes\":5,\"totalBytes\":9,\"speed\":2.5,\"transfers\":1,\"checks\":3,\"errors\":4,\"eta\":null,"
                                        + "\"transferring\":[{\"name\":\"a\",\"size\":7,\"bytes\":6,\"speed\":1.5,\"eta\":null}]"))
                .isEqualTo(new RcloneStats(5, 9, 2.5, 1, 3, 4, List.of(new FileInTransfer("a", 7, 6, 1.5))));
    }

    @Test
    void reads_missing_counters_as_zero_and_a_missing_size_as_unknown() {
        assertThat(stats("\"transferring\":[{\"name\":\"a\"},{\"name\":\"doc\",\"size\":-1},\"b\",null]"))
                .isEqualTo(new RcloneStats(
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        List.of(new FileInTransfer("a", -1, 0, 0), new FileInTransfer("doc", -1, 0, 0))));
    }

    @Test
    void tolerates_counters_of_other_types() {
        assertThat(
                        stats(
                                "\"bytes\":null,\"totalBytes\":\"x\",\"speed\":{},\"errors\":[1],\"transfers\":1e3,\"transferring\":null"))
                .isEqualTo(new RcloneStats(0, 0, 0, 1000, 0, 0, List.of()));
        assertThat(stats("\"bytes\":99999999999999999999999").bytes()).isEqualTo(Long.MAX_VALUE);
        assertThat(LogLineParser.parse("{\"level\":\"notice\",\"msg\":\"m\",\"stats\":[{\"bytes\":1}]}"))
                .isEqualTo(new LogLine(LogLevel.NOTICE, "m", null, null));
    }

    private RcloneStats stats(String fields) {
        return LogLineParser.parse("{\"level\":\"notice\",\"msg\":\"m\",\"stats\":{" + fields + "}}")
                .stats();
    }

    @Test
    void missing_config_file_message_has_level_debug() {
        String line = "{\"level\":\"notice\",\"msg\":\"Config file \\\"/.rclone.conf\\\" not found - using defaults\"}";
        assertThat(LogLineParser.parse(line).level()).isEqualTo(LogLine.LogLevel.DEBUG);
    }
}
