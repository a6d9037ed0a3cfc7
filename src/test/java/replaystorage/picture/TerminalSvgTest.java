package replaystorage.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TerminalSvgTest {
    private static final String BLOCK =
            "\r\u001b[?7l\u001b[K\u001b[1mfetch\u001b[0m \u001b[36m━━\u001b[0m\u001b[2m─\u001b[0m 66%"
                    + "\r\n\u001b[K▁█ 2.0 MB/s\r\n\u001b[K  50% \u001b[2ma&b.slp\u001b[0m\u001b[J\u001b[?7h\r\u001b[2A";

    @Test
    void a_redraw_replaces_the_lines_before_it() {
        assertThat(TerminalScreen.of(BLOCK + BLOCK.replace("66%", "70%")).text())
                .isEqualTo("fetch ━━─ 70%\n▁█ 2.0 MB/s\n  50% a&b.slp");
        assertThat(TerminalScreen.of(BLOCK + "\r\u001b[J✓ done\n").text()).isEqualTo("✓ done");
    }

    @Test
    void unknown_escape_sequence_is_an_error() {
        assertThatThrownBy(() -> TerminalScreen.of("\u001b[2B")).hasMessageContaining("2B");
    }

    @Test
    void bars_are_drawn_and_text_is_written_in_its_colour() {
        TerminalSvg svg = new TerminalSvg(40);
        svg.add("caption", TerminalScreen.of(BLOCK).lines());

        assertThat(svg.drawing("title"))
                .contains(
                        "<title>title</title>",
                        "fill=\"#e6edf3\" font-weight=\"bold\">fetch</text>",
                        "height=\"4.0\" fill=\"#39c5cf\"/>",
                        "height=\"1.5\" fill=\"#8b949e\"/>",
                        "fill=\"#8b949e\">a&amp;b.slp</text>")
                .doesNotContain("━", "▁", "\u001b");
    }
}
