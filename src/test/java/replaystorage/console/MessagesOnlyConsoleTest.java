package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.console.LogLineFixtures.stats;

import org.junit.jupiter.api.Test;

class MessagesOnlyConsoleTest {
    private final FakeTerminal screen = new FakeTerminal(80);

    @Test
    void shows_messages_and_summary_but_no_progress() {
        run(new MessagesOnlyConsole(screen.stream(), false), true);

        assertThat(screen.raw()).isEqualTo("a note\nWarning: a warning\nError: an error\nTry: a remedy\nthe summary\n");
    }

    @Test
    void quiet_shows_only_warnings_and_errors() {
        run(new MessagesOnlyConsole(screen.stream(), true), true);

        assertThat(screen.raw()).isEqualTo("Warning: a warning\nError: an error\nTry: a remedy\n");
    }

    @Test
    void quiet_does_not_hide_a_failure() {
        run(new MessagesOnlyConsole(screen.stream(), true), false);

        assertThat(screen.raw()).endsWith("the summary\n");
    }

    private static void run(Console console, boolean good) {
        console.addPlanned("fetch", 10, 1000);
        console.note("a note");
        console.warn("a warning");
        console.error("an error", "a remedy", 3);
        console.handleLogLine(1, stats(5, 5));
        console.showSummary(good, "the summary");
        console.close();
    }
}
