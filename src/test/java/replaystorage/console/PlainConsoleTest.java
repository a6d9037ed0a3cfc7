package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.console.LogLineFixtures.error;
import static replaystorage.console.LogLineFixtures.file;
import static replaystorage.console.LogLineFixtures.stats;

import org.junit.jupiter.api.Test;

class PlainConsoleTest {
    private final ManualClock clock = new ManualClock();
    private final FakeTerminal screen = new FakeTerminal(200);
    private final Console console = new PlainConsole(screen.stream(), clock);

    @Test
    void shows_progress_every_ten_seconds() {
        console.addPlanned("fetch", 1000, 300_000_000);
        for (int second = 1; second <= 25; second++) {
            clock.advanceMillis(1000);
            console.handleLogLine(1, stats(second * 5_000_000L, second, file("a", 9, 3)));
        }

        assertThat(screen.raw()).isEqualTo("""
                        fetch: planned: 1,000 files, 300.0 MB
                        fetch: 16%, 50.0 of 300.0 MB, 10 of 1,000 files, 5.0 MB/s, 50s left
                        fetch: 33%, 100.0 of 300.0 MB, 20 of 1,000 files, 5.0 MB/s, 40s left
                        """);
    }

    @Test
    void stopped_run_shows_its_progress() {
        console.addPlanned("fetch", 325, 300_000_000);
        clock.advanceMillis(500);
        console.handleLogLine(1, stats(73_000_000, 66, file("a", 9_000_000, 1_000_000)));
        console.showStopped();

        assertThat(screen.raw())
                .isEqualTo("stopped: 66 of 325 files done (72.0 MB); run the same command to continue\n");
    }

    @Test
    void counts_rclone_errors_without_printing_them() {
        console.addPlanned("fetch", 10, 1000);
        console.handleLogLine(1, error("a"));
        clock.advanceMillis(10_000);
        console.handleLogLine(1, stats(0, 0));

        assertThat(screen.raw())
                .isEqualTo(
                        "fetch: planned: 10 files, 1.0 kB\nfetch: 0%, 0.0 of 1.0 kB, 0 of 10 files, 0 B/s, 1 error\n");
    }

    @Test
    void shows_each_message_once_and_the_summary_without_a_symbol() {
        Console once = new CommandConsole(console, false);
        once.note("a note");
        once.note("a note");
        once.warn("a\u001bb");
        once.warn("a\u001bb");
        once.error("no bucket", "mend it", 3);
        once.error("no bucket", "mend it", 3);
        once.error("no remedy", null, 1);
        console.showSummary(true, "fetch: nothing to do");
        console.close();

        assertThat(screen.raw()).isEqualTo("""
                        a note
                        Warning: a\\u001bb
                        Error: no bucket
                        Try: mend it
                        Error: no remedy
                        fetch: nothing to do
                        """);
    }

    @Test
    void shows_no_progress_after_the_summary() {
        console.showSummary(false, "fetch failed");
        clock.advanceMillis(20_000);
        console.handleLogLine(1, stats(5, 1));

        assertThat(screen.raw()).isEqualTo("fetch failed\n");
    }
}
