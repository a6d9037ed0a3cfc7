package replaystorage.rclone.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfTextTest {
    @Test
    void changes_a_key_and_keeps_every_other_byte() {
        String text =
                "\ufeff# mine\r\n[a]\r\ntype = local\r\n\r\n[b2]\r\ntype=b2\r\n; note\r\nkey = old\r\nextra : 1\r\n\r\n[z]\r\nkey = x";
        assertThat(with(text, "b2", "key", "new", "account", "id"))
                .isEqualTo(text.replace("key = old", "key = new")
                        .replace("extra : 1\r\n", "extra : 1\r\naccount = id\r\n"));
    }

    @Test
    void appends_a_section_after_an_unterminated_line() {
        assertThat(with("[a]\ntype = local", "b2", "type", "b2")).isEqualTo("[a]\ntype = local\n\n[b2]\ntype = b2\n");
        assertThat(with("", "b2", "type", "b2")).isEqualTo("[b2]\ntype = b2\n");
        assertThat(with("# only", "b2", "type", "b2")).isEqualTo("# only\n\n[b2]\ntype = b2\n");
    }

    @Test
    void fills_a_section_at_the_unterminated_end_of_the_file() {
        assertThat(with("[b2]", "b2", "type", "b2")).isEqualTo("[b2]\ntype = b2\n");
        assertThat(with("[b2]\ntype = b2", "b2", "key", "k")).isEqualTo("[b2]\ntype = b2\nkey = k\n");
    }

    @Test
    void removes_a_duplicate_line_of_a_key() {
        assertThat(with("[b2]\nkey = 1\nkey = 2\n", "b2", "key", "3")).isEqualTo("[b2]\nkey = 3\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# key = comment\n; key = comment\n\n[a]\n\"key\" = 1\n`key` : `2`\nkey = 3\n\n",
                "[a]\nq = %(type)s\n - = 3\n\n\n\n",
                "[b3]\nkey = 1\n  [ a ] # no section\nkey = \"\"\"x\"\"\"\n",
                "[b2 ]x\n[B2]\nkey = 1\n",
                "[a]\nthis line is broken\n[]\n= 5\n\n"
            })
    void any_lines_outside_the_section_stay(String others) {
        assertThat(with(others, "b2", "key", "new")).isEqualTo(others + "\n[b2]\nkey = new\n");
        assertThat(with("[b2]\nkey = old\n" + others, "b2", "key", "new")).isEqualTo("[b2]\nkey = new\n" + others);
        assertThat(with(others + "[b2]\nkey=old\n", "b2", "key", "new")).isEqualTo(others + "[b2]\nkey = new\n");
    }

    @Test
    void keys_before_the_first_section_stay() {
        assertThat(with("key = 1\n[b2]\n", "b2", "key", "2")).isEqualTo("key = 1\n[b2]\nkey = 2\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key=old",
                "key : old",
                "\tkey = old\r",
                "\"key\" = old",
                "`key` = old",
                "\"\"\"key\"\"\" = old",
                "key = `old`",
                "key =",
                "key = %(type)s"
            })
    void replaces_a_key_in_any_notation(String line) {
        assertThat(with("[b2]\n" + line + "\nkey2 = x\n", "b2", "key", "new")).isEqualTo("[b2]\nkey = new\nkey2 = x\n");
    }

    @Test
    void comments_in_the_section_stay_where_they_are() {
        assertThat(with("[b2]\n# one\nkey = 1\n\n; key = two\n\n# of a\n[a]\n", "b2", "key", "2", "account", "id"))
                .isEqualTo("[b2]\n# one\nkey = 2\naccount = id\n\n; key = two\n\n# of a\n[a]\n");
    }

    @Test
    void duplicate_section_is_filled_at_its_second_place() {
        assertThat(with("[b2]\nkey = 1\n[a]\n[b2]\nkey = 2\nx = 1\n", "b2", "key", "3", "account", "id"))
                .isEqualTo("[b2]\nkey = 3\n[a]\n[b2]\nx = 1\naccount = id\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\n", "a\n[x]", " x", "x ", "x\r", "\u00a0x", "`x`", "`x", "\"\"\"x\"\"\""})
    void value_that_rclone_would_read_differently_does_not_survive_writing(String value) {
        assertThat(ConfText.survivesWriting(value)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x", "a b", "#x", "; x", "a=b:c", "\"x\"", "\"", "`", "\"\"\"x", "[x]", "x`y", "100%(a", "-", "\ufeffx"
            })
    void any_other_value_survives_writing(String value) {
        assertThat(ConfText.survivesWriting(value)).isTrue();
    }

    @Test
    void invalid_utf8_bytes_stay() {
        byte[] bytes = "[a]\nx = \u00ff\u00fe\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ConfText.parse(bytes).with("a", Map.of())).isEqualTo(bytes);
    }

    @Test
    void recognizes_an_encrypted_file() {
        assertThat(ConfText.parse("# Encrypted\n\nRCLONE_ENCRYPT_V0:\nabc".getBytes(StandardCharsets.UTF_8))
                        .isEncrypted())
                .isTrue();
    }

    private static String with(String text, String section, String... pairs) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            keys.put(pairs[i], pairs[i + 1]);
        }
        byte[] result = ConfText.parse(text.getBytes(StandardCharsets.UTF_8)).with(section, keys);
        return new String(result, StandardCharsets.UTF_8);
    }
}
