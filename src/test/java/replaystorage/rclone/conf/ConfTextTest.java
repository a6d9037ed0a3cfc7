package replaystorage.rclone.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    void appends_a_section_after_a_line_without_an_end() {
        assertThat(with("[a]\ntype = local", "b2", "type", "b2")).isEqualTo("[a]\ntype = local\n\n[b2]\ntype = b2\n");
        assertThat(with("", "b2", "type", "b2")).isEqualTo("[b2]\ntype = b2\n");
        assertThat(with("# only", "b2", "type", "b2")).isEqualTo("# only\n\n[b2]\ntype = b2\n");
    }

    @Test
    void fills_a_section_that_ends_the_file_without_a_line_end() {
        assertThat(with("[b2]", "b2", "type", "b2")).isEqualTo("[b2]\ntype = b2\n");
        assertThat(with("[b2]\ntype = b2", "b2", "key", "k")).isEqualTo("[b2]\ntype = b2\nkey = k\n");
    }

    @Test
    void leaves_one_of_two_lines_of_a_key() {
        assertThat(with("[b2]\nkey = 1\nkey = 2\n", "b2", "key", "3")).isEqualTo("[b2]\nkey = 3\n");
    }

    @Test
    void bytes_that_are_no_utf8_stay() {
        byte[] bytes = "[a]\nx = \u00ff\u00fe\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ConfText.parse(bytes).bytes()).isEqualTo(bytes);
    }

    @Test
    void knows_an_encrypted_file() {
        assertThat(ConfText.parse("# Encrypted\n\nRCLONE_ENCRYPT_V0:\nabc".getBytes(StandardCharsets.UTF_8))
                        .isEncrypted())
                .isTrue();
    }

    private static String with(String text, String section, String... pairs) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            keys.put(pairs[i], pairs[i + 1]);
        }
        ConfText result = ConfText.parse(text.getBytes(StandardCharsets.UTF_8)).with(section, keys);
        return new String(result.bytes(), StandardCharsets.UTF_8);
    }
}
