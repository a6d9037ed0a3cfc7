package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {
    @Test
    void keeps_names_of_any_script() {
        String name = "gäme 日本 \uD83D\uDE00 e\u0301 a\\b 'c' new\u240Aline.slp";

        assertThat(PrintableText.escape(name)).isSameAs(name);
    }

    @Test
    void escapes_control_characters() {
        assertThat(PrintableText.escape("a\u001b[31mb\u0007\r\n\tc"))
                .isEqualTo("a\\u001b[31mb\\u0007\\u000d\\u000a\\u0009c");
        assertThat(PrintableText.escape("\u007f\u0085\u009b2J")).isEqualTo("\\u007f\\u0085\\u009b2J");
    }

    @Test
    void escapes_invisible_and_bidirectional_characters() {
        assertThat(PrintableText.escape("a\u202egnp.\u2066\u200b\u00ad\ufeff"))
                .isEqualTo("a\\u202egnp.\\u2066\\u200b\\u00ad\\ufeff");
        assertThat(PrintableText.escape("\u2028\u2029\uDB40\uDC01\uD800"))
                .isEqualTo("\\u2028\\u2029\\U000e0001\\ud800");
    }

    @Test
    void escaping_twice_equals_escaping_once() {
        String once = PrintableText.escape("a\u001bb");

        assertThat(PrintableText.escape(once)).isEqualTo(once);
    }
}
