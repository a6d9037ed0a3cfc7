package replaystorage.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static final String SMILE = "\uD83D\uDE00";

    @Test
    void counts_wide_characters_as_two_and_combining_ones_as_none() {
        assertThat(Columns.of("game")).isEqualTo(4);
        assertThat(Columns.of("日本")).isEqualTo(4);
        assertThat(Columns.of("한국")).isEqualTo(4);
        assertThat(Columns.of(SMILE)).isEqualTo(2);
        assertThat(Columns.of("e\u0301")).isEqualTo(1);
        assertThat(Columns.of("━─▁█…✓✗")).isEqualTo(7);
        assertThat(Columns.of("ｆｕｌｌ")).isEqualTo(8);
    }

    @Test
    void counts_a_sign_that_some_terminals_make_wide_as_wide() {
        assertThat(Columns.of("\u2764\ufe0f")).isEqualTo(2);
    }

    @Test
    void cuts_only_what_is_too_long() {
        assertThat(Columns.cut("abcdef", 6, "…")).isEqualTo("abcdef");
        assertThat(Columns.cut("abcdef", 5, "…")).isEqualTo("abcd…");
        assertThat(Columns.cutFront("abcdef", 5, "…")).isEqualTo("…cdef");
    }

    @Test
    void never_cuts_a_character_in_half() {
        assertThat(Columns.cut("a" + SMILE + SMILE, 4, "…")).isEqualTo("a" + SMILE + "…");
        assertThat(Columns.cut("a" + SMILE + SMILE, 3, "…")).isEqualTo("a…");
        assertThat(Columns.cutFront(SMILE + SMILE + "a", 4, "…")).isEqualTo("…" + SMILE + "a");
        assertThat(Columns.cutFront("xe\u0301ab", 3, "…")).isEqualTo("…ab");
    }

    @Test
    void leaves_nothing_where_there_is_no_room() {
        assertThat(Columns.cut("abc", 0, "…")).isEmpty();
        assertThat(Columns.cutFront("abc", 0, "…")).isEmpty();
        assertThat(Columns.cut("abc", -3, "")).isEmpty();
        assertThat(Columns.cutFront("abc", 1, "…")).isEqualTo("…");
    }
}
