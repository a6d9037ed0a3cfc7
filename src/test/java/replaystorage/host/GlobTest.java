package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.pt | a.pt | true",
                "*.pt | run/a.pt | true",
                "/*.pt | run/a.pt | false",
                "/*.pt | a.pt | true",
                "run/*.pt | run/x/a.pt | false",
                "run/**.pt | run/x/a.pt | true",
                "logs/ | logs/a/b.log | true",
                "logs/ | logs | false",
                "{a,b}.pt | b.pt | true",
                "{a,b}.pt | ab.pt | false",
                "a,b.pt | a,b.pt | true",
                "a[0-9].pt | a7.pt | true",
                "a?.pt | a/.pt | false"
            })
    void matches_as_rclone_does(String glob, String name, boolean matches) {
        assertThat(Glob.toRegex(glob).matcher(name).matches()).isEqualTo(matches);
    }

    @Test
    void backslash_escapes_a_character() {
        assertThat(Glob.toRegex("a\\*.pt").matcher("a*.pt").matches()).isTrue();
        assertThat(Glob.toRegex("a\\*.pt").matcher("ab.pt").matches()).isFalse();
    }

    @Test
    void unclosed_bracket_is_refused() {
        assertThatThrownBy(() -> Glob.toRegex("a[.pt"))
                .isInstanceOf(CliException.class)
                .hasMessageStartingWith("'a[.pt' is not a pattern");
    }
}
