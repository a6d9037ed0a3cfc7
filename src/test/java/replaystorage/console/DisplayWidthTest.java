package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisplayWidthTest {
    private static final String SMILE = "\uD83D\uDE00";

    @Test
    void counts_wide_characters_as_two_and_combining_ones_as_none() {
        assertThat(DisplayWidth.width("game")).isEqualTo(4);
        assertThat(DisplayWidth.width("日本")).isEqualTo(4);
        assertThat(DisplayWidth.width("한국")).isEqualTo(4);
        assertThat(DisplayWidth.width(SMILE)).isEqualTo(2);
        assertThat(DisplayWidth.width("e\u0301")).isEqualTo(1);
        assertThat(DisplayWidth.width("━─▁█…✓✗")).isEqualTo(7);
        assertThat(DisplayWidth.width("ｆｕｌｌ")).isEqualTo(8);
    }

    @Test
    void counts_an_emoji_variation_sequence_as_two() {
        assertThat(DisplayWidth.width("\u2764\ufe0f")).isEqualTo(2);
    }

    @Test
    void truncates_only_text_that_is_too_long() {
        assertThat(DisplayWidth.truncate("abcdef", 6, "…")).isEqualTo("abcdef");
        assertThat(DisplayWidth.truncate("abcdef", 5, "…")).isEqualTo("abcd…");
        assertThat(DisplayWidth.truncateFront("abcdef", 5, "…")).isEqualTo("…cdef");
    }

    @Test
    void never_cuts_a_character_in_half() {
        assertThat(DisplayWidth.truncate("a" + SMILE + SMILE, 4, "…")).isEqualTo("a" + SMILE + "…");
        assertThat(DisplayWidth.truncate("a" + SMILE + SMILE, 3, "…")).isEqualTo("a…");
        assertThat(DisplayWidth.truncateFront(SMILE + SMILE + "a", 4, "…")).isEqualTo("…" + SMILE + "a");
        assertThat(DisplayWidth.truncateFront("xe\u0301ab", 3, "…")).isEqualTo("…ab");
    }

    @Test
    void truncates_to_an_empty_text_if_there_is_no_room() {
        assertThat(DisplayWidth.truncate("abc", 0, "…")).isEmpty();
        assertThat(DisplayWidth.truncateFront("abc", 0, "…")).isEmpty();
        assertThat(DisplayWidth.truncate("abc", -3, "")).isEmpty();
        assertThat(DisplayWidth.truncateFront("abc", 1, "…")).isEqualTo("…");
    }
}
