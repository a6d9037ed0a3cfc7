package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "10GB, 10000000000",
        "10 gb, 10000000000",
        "1.5TB, 1500000000000",
        "500MB, 500000000",
        "7B, 7",
        "10GiB, 10737418240",
        "0GB, 0"
    })
    void parses_common_notations_of_sizes(String text, long bytes) {
        assertThat(Sizes.parse(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "10", "", "-1GB", "GB", "10GBs", "1e3GB", "10 G B", "1,5GB", "ib", "99999999TB"})
    void parses_no_other_text_as_a_size(String text) {
        assertThat(Sizes.parse(text)).isEmpty();
    }
}
