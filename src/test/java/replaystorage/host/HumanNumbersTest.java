package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "-1, ?",
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "300200000, 300.2 MB",
        "9223372036854775807, 9.2 EB"
    })
    void writes_bytes_in_powers_of_a_thousand(long bytes, String written) {
        assertThat(HumanNumbers.bytes(bytes)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0s",
        "0, 0s",
        "59, 59s",
        "60, 1m00s",
        "65, 1m05s",
        "3599, 59m59s",
        "3600, 1h00m",
        "7384, 2h03m",
        "86400, 1d00h",
        "273600, 3d04h"
    })
    void writes_durations_in_two_units(long seconds, String written) {
        assertThat(HumanNumbers.duration(Duration.ofSeconds(seconds))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"-5, 0.0s", "49, 0.0s", "50, 0.1s", "740, 0.7s", "9949, 9.9s", "9950, 10s", "10000, 10s", "65000, 1m05s"
    })
    void writes_a_short_elapsed_time_to_a_tenth_of_a_second(long millis, String written) {
        assertThat(HumanNumbers.elapsed(Duration.ofMillis(millis))).isEqualTo(written);
    }

    @Test
    void writes_progress_in_the_unit_of_the_total() {
        assertThat(HumanNumbers.progressText(100_000, 300_200_000, " / ")).isEqualTo("0.1 / 300.2 MB");
        assertThat(HumanNumbers.progressText(0, 0, " / ")).isEqualTo("0 / 0 B");
        assertThat(HumanNumbers.progressText(1500, -1, " / ")).isEqualTo("1.5 kB");
        assertThat(HumanNumbers.progressText(450, 1000, " of ", "files")).isEqualTo("450 of 1,000 files");
        assertThat(HumanNumbers.progressText(450, -1, " of ", "files")).isEqualTo("450 files");
    }

    @Test
    void writes_counts_with_thousands_separators_and_singular() {
        assertThat(HumanNumbers.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(HumanNumbers.count(1, "file")).isEqualTo("1 file");
        assertThat(HumanNumbers.count(0, "file")).isEqualTo("0 files");
    }

    @Test
    void writes_no_negative_rate() {
        assertThat(HumanNumbers.rate(25_000_000)).isEqualTo("25.0 MB/s");
        assertThat(HumanNumbers.rate(-1)).isEqualTo("0 B/s");
        assertThat(HumanNumbers.rate(Double.NaN)).isEqualTo("0 B/s");
    }
}
