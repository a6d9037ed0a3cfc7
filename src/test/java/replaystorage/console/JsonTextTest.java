package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void writes_one_line_with_the_fields_in_order() {
        String json = JsonText.of(out -> {
            out.writeStringField("b", "é\u007f\n\"");
            JsonText.writeTexts(out, "a", List.of("x", "y"));
            out.writeNumberField("d", new BigDecimal("0E-9"));
        });

        assertThat(json).isEqualTo("{\"b\":\"é\u007f\\n\\\"\",\"a\":[\"x\",\"y\"],\"d\":0.000000000}");
    }

    @Test
    void ascii_escapes_control_and_non_ascii_characters() {
        assertThat(JsonText.ascii(out -> out.writeStringField("é\u001b", "日\u007f\u009b\u202e")))
                .isEqualTo("{\"\\u00E9\\u001B\":\"\\u65E5\\u007f\\u009B\\u202E\"}");
    }

    @Test
    void unknown_number_is_null() {
        assertThat(JsonText.of(out -> {
                    JsonText.writeIfKnown(out, "a", -1);
                    JsonText.writeIfKnown(out, "b", 0);
                }))
                .isEqualTo("{\"a\":null,\"b\":0}");
    }
}
