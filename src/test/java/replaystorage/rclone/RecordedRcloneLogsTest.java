package replaystorage.rclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import replaystorage.rclone.LogLine.LogLevel;
import replaystorage.rclone.LogLine.RcloneStats;

class RecordedRcloneLogsTest {
    @ParameterizedTest
    @CsvSource({
        "up, 201, 12378000, 0, 0",
        "down, 201, 12378000, 0, 0",
        "server-side, 201, 12378000, 0, 0",
        "nothing, 0, 0, 201, 0",
        "touched, 0, 0, 201, 0",
        "bucket-missing, 0, 0, 0, 1",
        "wrong-key, 0, 0, 0, 1",
        "server-killed, 90, 3028500, 0, 30",
        "down-1.60, 120, 4578000, 0, 0",
        "bucket-missing-1.60, 0, 0, 0, 1"
    })
    void last_counters_match_the_transfer(String log, long transfers, long bytes, long checks, long errors) {
        RcloneStats last = counters(log).get(counters(log).size() - 1);

        assertThat(last.transfers()).isEqualTo(transfers);
        assertThat(last.bytes()).isEqualTo(bytes);
        assertThat(last.checks()).isEqualTo(checks);
        assertThat(last.errors()).isEqualTo(errors);
    }

    @ParameterizedTest
    @MethodSource("replaystorage.rclone.RecordedRcloneLogs#names")
    void counters_are_notices_in_new_and_old_rclones(String log) {
        assertThat(RecordedRcloneLogs.of(log))
                .filteredOn(line -> line.stats() != null)
                .isNotEmpty()
                .allMatch(line -> line.level() == LogLevel.NOTICE);
    }

    @Test
    void every_uploaded_file_has_a_line_with_its_name() {
        assertThat(RecordedRcloneLogs.of("up").stream()
                        .filter(line -> line.message().startsWith("Copied"))
                        .map(LogLine::object)
                        .collect(Collectors.toSet()))
                .hasSize(201)
                .contains("big.bin", "fox/gäme 48 日本.slp", "mewtwo/Game_20260120.slp");
    }

    @Test
    void every_file_that_a_killed_server_failed_has_an_error_with_its_name() {
        assertThat(RecordedRcloneLogs.of("server-killed").stream()
                        .filter(line -> line.level() == LogLevel.ERROR)
                        .map(LogLine::object)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()))
                .hasSize(30);
    }

    @Test
    void plain_text_of_an_old_rclone_is_kept() {
        assertThat(RecordedRcloneLogs.of("bucket-missing-1.60"))
                .filteredOn(line -> line.level() == LogLevel.PLAIN)
                .extracting(LogLine::message)
                .singleElement()
                .asString()
                .endsWith("Failed to copy: directory not found");
    }

    private static List<RcloneStats> counters(String log) {
        return RecordedRcloneLogs.of(log).stream()
                .flatMap(line -> line.statsIfAny().stream())
                .toList();
    }
}
