package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.console.LogLineFixtures.file;
import static replaystorage.console.LogLineFixtures.stats;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveConsoleTest {
    private final ManualClock clock = new ManualClock();
    private final FakeTerminal screen = new FakeTerminal(60);
    private final AtomicInteger width = new AtomicInteger(60);
    private final Console console = open(StandardCharsets.UTF_8, false);

    @Test
    void draws_immediately_and_again_with_each_stats_line() {
        console.addPlanned("fetch", 10, 1000);
        assertThat(screen.text()).startsWith("fetch  0% ──").contains("0 / 1.0 kB  0 / 10 files");

        report(500, 5);
        assertThat(screen.text()).startsWith("fetch 50% ━━").contains("500 B/s").doesNotContain(" 0%");
    }

    @Test
    void draws_ten_times_a_second_at_most() {
        console.addPlanned("fetch", 10, 1000);
        console.handleLogLine(1, stats(900, 9));
        assertThat(screen.text()).contains(" 0%");

        clock.advanceMillis(100);
        console.handleLogLine(1, stats(900, 9));
        assertThat(screen.text()).contains("90%");
    }

    @Test
    void shows_each_message_once_above_the_block() {
        Console once = new CommandConsole(console, false);
        once.note("reading from b2:replays");
        console.addPlanned("fetch", 10, 1000);
        once.warn("a.slp is still being written");
        once.warn("a.slp is still being written");
        once.error("no such bucket", "replay-storage doctor", 3);

        assertThat(screen.lines())
                .startsWith(
                        "reading from b2:replays",
                        "Warning: a.slp is still being written",
                        "Error: no such bucket",
                        "Try: replay-storage doctor")
                .element(4)
                .asString()
                .startsWith("fetch  0%");
    }

    @Test
    void leaves_only_the_summary_on_the_screen() {
        console.addPlanned("fetch", 10, 1000);
        clock.advanceMillis(1000);
        console.handleLogLine(1, stats(500, 5, file("a", 10, 3), file("b", 10, 3)));
        console.showSummary(true, "fetch: 10 files, 1.0 kB in 1s");
        report(900, 9);
        console.close();

        assertThat(screen.text()).isEqualTo("✓ fetch: 10 files, 1.0 kB in 1s\n");
    }

    @Test
    void close_without_a_summary_removes_the_block() {
        console.warn("something");
        console.addPlanned("fetch", 10, 1000);
        console.close();
        console.close();

        assertThat(screen.text()).isEqualTo("Warning: something\n");
    }

    @Test
    void failed_run_never_shows_100_percent() {
        console.addPlanned("fetch", 10, 1000);
        report(1000, 10);
        console.showSummary(false, "fetch: 9 of 10 files");

        assertThat(screen.text()).isEqualTo("✗ fetch: 9 of 10 files\n");
        assertThat(screen.raw()).doesNotContain("100%");
    }

    @Test
    void shrinks_with_the_files_in_flight() {
        console.addPlanned("fetch", 10, 1000);
        clock.advanceMillis(1000);
        console.handleLogLine(1, stats(500, 5, file("aaa.slp", 10, 3), file("bbb.slp", 10, 3)));
        assertThat(screen.text()).contains("aaa.slp", "bbb.slp");

        report(600, 6);
        assertThat(screen.text()).doesNotContain(".slp");
    }

    @Test
    void lines_do_not_wrap_if_the_terminal_is_narrower_than_expected() {
        FakeTerminal narrow = new FakeTerminal(40);
        Console wide = new LiveConsole(narrow.stream(), terminal(StandardCharsets.UTF_8, false), clock);
        wide.addPlanned("fetch", 10, 1000);
        wide.handleLogLine(1, stats(0, 0));
        wide.note("n");

        assertThat(narrow.lines()).hasSize(4).startsWith("n");
        wide.showSummary(true, "done");
        assertThat(narrow.text()).isEqualTo("n\n✓ done\n");
    }

    @Test
    void reads_the_terminal_width_at_each_redraw() {
        console.addPlanned("fetch", 10, 1000);
        assertThat(screen.lines().get(0)).hasSize(59);

        width.set(40);
        report(1, 1);
        assertThat(screen.lines().get(0)).hasSize(39);
    }

    @Test
    void escapes_control_characters_of_names_and_messages() {
        console.addPlanned("fetch", 10, 1000);
        clock.advanceMillis(1000);
        console.handleLogLine(1, stats(1, 1, file("\u001b[2Jx\u202e.slp", 10, 3)));
        console.warn("\u001b]0;title\u0007\nsecond line");

        assertThat(screen.text()).contains("\\u001b[2Jx\\u202e.slp", "Warning: \\u001b]0;title\\u0007\nsecond line\n");
        assertThat(screen.raw()).doesNotContain("\u001b[2J", "\u001b]", "\u202e", "\u0007");
    }

    @Test
    void uses_colors_only_if_enabled() {
        Console coloured = open(StandardCharsets.UTF_8, true);
        console.warn("plain");
        assertThat(screen.raw()).doesNotContain("\u001b[33m");

        coloured.warn("coloured");
        assertThat(screen.raw()).contains("\u001b[33mWarning:\u001b[0m coloured");
    }

    @Test
    void uses_only_ascii_if_the_charset_is_ascii() {
        Console ascii = open(StandardCharsets.US_ASCII, false);
        ascii.addPlanned("fetch", 10, 1000);
        ascii.showSummary(true, "done");

        assertThat(screen.text()).isEqualTo("done\n");
        assertThat(screen.raw()).matches("(?s)\\p{ASCII}*");
    }

    private void report(long bytes, long files) {
        clock.advanceMillis(1000);
        console.handleLogLine(1, stats(bytes, files));
    }

    private Console open(Charset charset, boolean colour) {
        return new LiveConsole(screen.stream(), terminal(charset, colour), clock);
    }

    private TerminalCapabilities terminal(Charset charset, boolean colour) {
        return new TerminalCapabilities(true, "xterm", colour, charset, width::get);
    }
}
