package replaystorage.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasteableCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a-b_c.d/e:f=g@h%i+j,k | a-b_c.d/e:f=g@h%i+j,k",
                "two words | 'two words'",
                "it's | 'it'\\''s'",
                "\"\" | ''"
            })
    void quotes_a_word_only_if_necessary(String word, String quoted) {
        assertThat(PasteableCommand.quote(word)).isEqualTo(quoted);
    }

    @Test
    void joins_words_and_rclone_flags_into_our_command() {
        assertThat(PasteableCommand.ofProgram(List.of("fetch", "two words"), List.of()))
                .isEqualTo("replay-storage fetch 'two words'");
        assertThat(PasteableCommand.ofProgram(List.of("up"), List.of("--bwlimit", "50M")))
                .isEqualTo("replay-storage up -- --bwlimit 50M");
        assertThat(PasteableCommand.alwaysQuote("plain")).isEqualTo("'plain'");
    }

    @Test
    void exports_and_swaps_variables() {
        assertThat(PasteableCommand.exportCommand("B2_BUCKET", "a b")).isEqualTo("export B2_BUCKET='a b'");
        assertThat(PasteableCommand.swapCommand("A", "B")).isEqualTo("t=\"$A\"; export A=\"$B\" B=\"$t\"; unset t");
    }
}
