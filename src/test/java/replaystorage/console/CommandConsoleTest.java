package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.console.LogLineFixtures.stats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.jobs.autosync.AutoSyncLogFile;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.LogLine.LogLevel;

class CommandConsoleTest {
    private final ManualClock clock = new ManualClock();
    private final FakeTerminal screen = new FakeTerminal(200);

    @TempDir
    private Path folder;

    private CommandConsole console;

    private void open(ProgressMode mode, boolean verbose, boolean logged) {
        TerminalCapabilities terminal =
                new TerminalCapabilities(true, "xterm", false, StandardCharsets.UTF_8, () -> 200);
        Console asked = ConsoleFactory.open(mode, screen.stream(), terminal, clock);
        console = new CommandConsole(asked, verbose);
        if (logged) {
            console.logTo(new AutoSyncLogFile(folder.resolve("log"), e -> {})::add);
        }
    }

    private List<String> log() throws IOException {
        return Files.readString(folder.resolve("log"))
                .lines()
                .map(line -> line.replaceFirst("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ", ""))
                .toList();
    }

    private void sayAll() {
        console.note("a note");
        console.warn("a warning");
        console.error("an error", "a remedy", 3);
        console.error("an error", "another remedy", 3);
    }

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void shows_each_message_once_until_reset(ProgressMode mode) {
        open(mode, false, false);
        sayAll();
        String once = screen.raw();
        sayAll();
        assertThat(screen.raw()).isEqualTo(once).containsOnlyOnce("a warning");

        console.resetShownMessages();
        sayAll();
        assertThat(screen.raw()).isEqualTo(once + once);
    }

    @Test
    void note_warning_and_error_of_the_same_text_are_all_shown() {
        open(ProgressMode.PLAIN, false, false);
        console.note("a text");
        console.warn("a text");
        console.error("a text", null, 1);

        assertThat(screen.raw()).isEqualTo("a text\nWarning: a text\nError: a text\n");
    }

    @Test
    void shows_nothing_while_muted_and_the_same_messages_after_unmute() {
        open(ProgressMode.PLAIN, false, false);
        console.muteAndRun(() -> {});
        sayAll();
        console.addPlanned("fetch", 1, 1);
        console.showSummary(true, "done");
        assertThat(screen.raw()).isEmpty();

        console.unmute();
        sayAll();
        assertThat(screen.raw()).startsWith("a note\nWarning: a warning\n");
    }

    @Test
    void last_line_shows_the_progress_of_a_stopped_run() {
        open(ProgressMode.PLAIN, false, false);
        console.addPlanned("fetch", 325, 300_000_000);
        clock.advance(Duration.ofMillis(500));
        console.handleLogLine(1, stats(73_000_000, 66));
        console.showLastLine();
        sayAll();
        console.showSummary(false, "failed");
        console.showLastLine();

        assertThat(screen.raw())
                .isEqualTo("stopped: 66 of 325 files done (73.0 MB); run the same command to continue\n");
    }

    @Test
    void last_line_is_the_final_message_if_one_is_set() {
        open(ProgressMode.PLAIN, false, false);
        console.setFinalMessage("nothing was written");
        console.showLastLine();

        assertThat(screen.raw()).isEqualTo("nothing was written\n");
    }

    @Test
    void summary_is_the_last_line_until_more_is_planned() {
        open(ProgressMode.PLAIN, false, false);
        console.addPlanned("fetch", 1, 1);
        console.showSummary(true, "done", Duration.ofSeconds(1));
        console.showLastLine();
        assertThat(screen.raw()).isEqualTo("done\n");

        console.unmute();
        console.addPlanned("fetch", 2, 2);
        console.showLastLine();
        assertThat(screen.raw()).startsWith("done\nstopped: ");
    }

    @Test
    void shows_no_secret() {
        open(ProgressMode.PLAIN, false, false);
        console.setRedaction(text -> text.replace("secret", "***"));
        console.note("note secret");
        console.warn("warning secret");
        console.error("error secret", "remedy secret", 3);
        console.handleLogLine(1, new LogLine(LogLevel.NOTICE, "rclone secret", null, null));

        assertThat(screen.raw())
                .isEqualTo(
                        "note ***\nWarning: warning ***\nError: error ***\nTry: remedy ***\nWarning: rclone: rclone ***\n");
        assertThat(console.lastError()).isEqualTo("error ***");
    }

    @Test
    void last_error_is_kept_until_reset() {
        open(ProgressMode.NONE, false, false);
        assertThat(console.lastError()).isNull();
        sayAll();
        assertThat(console.lastError()).isEqualTo("an error");

        console.resetShownMessages();
        assertThat(console.lastError()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, a text, false, rclone: o: a text",
        "DEBUG, a text, false, rclone: o: a text",
        "INFO, a text, false, ''",
        "INFO, a text, true, rclone: o: a text",
        "NOTICE, a text, false, Warning: rclone: o: a text",
        "NOTICE, Failed to copy, true, ''",
        "ERROR, a text, false, ''",
        "ERROR, a text, true, rclone: o: a text",
        "CRITICAL, a text, false, ''",
        "CRITICAL, a text, true, rclone: o: a text",
        "PLAIN, ' ', true, ''"
    })
    void shows_rclone_messages_by_their_level(LogLevel level, String text, boolean verbose, String shown) {
        open(ProgressMode.PLAIN, verbose, false);
        console.handleLogLine(1, new LogLine(level, text, "o", null));

        assertThat(screen.raw()).isEqualTo(shown.isEmpty() ? "" : shown + "\n");
    }

    @Test
    void stats_of_rclone_are_not_shown_as_a_message() {
        open(ProgressMode.PLAIN, true, false);
        console.handleLogLine(1, stats(1, 1));

        assertThat(screen.raw()).isEmpty();
    }

    @Test
    void log_contains_the_shown_messages() throws IOException {
        open(ProgressMode.PLAIN, false, true);
        sayAll();
        sayAll();
        console.error("no remedy", null, 1);
        console.showSummary(true, "all sent");
        console.showSummary(true, "all sent");

        assertThat(log())
                .containsExactly(
                        "a note",
                        "Warning: a warning",
                        "Error: an error (Try: a remedy)",
                        "Error: an error (Try: another remedy)",
                        "Error: no remedy",
                        "all sent",
                        "all sent");
        assertThat(screen.raw()).endsWith("Error: no remedy\nall sent\nall sent\n");
    }

    @Test
    void log_contains_notes_that_are_not_shown() throws IOException {
        open(ProgressMode.NONE, false, true);
        console.note("a note");

        assertThat(screen.raw()).isEmpty();
        assertThat(log()).containsExactly("a note");
    }

    @Test
    void log_contains_a_repeated_failure_once_until_reset() throws IOException {
        open(ProgressMode.PLAIN, false, true);
        console.showSummary(false, "nothing sent");
        console.showSummary(false, "nothing sent");
        assertThat(log()).containsExactly("nothing sent");
        assertThat(screen.raw()).isEqualTo("nothing sent\n");

        console.resetShownMessages();
        console.showSummary(false, "nothing sent");
        assertThat(log()).containsExactly("nothing sent", "nothing sent");
    }

    @Test
    void json_summary_with_a_log_has_the_duration_of_the_whole_run() {
        open(ProgressMode.JSON, false, true);
        clock.advance(Duration.ofSeconds(2));
        console.showSummary(true, "done", Duration.ofSeconds(1));

        assertThat(screen.raw()).contains("\"seconds\":2.0");
    }

    @Test
    void the_log_ends_with_the_last_line() throws IOException {
        open(ProgressMode.PLAIN, false, true);
        console.showLastLine();
        console.note("later");

        assertThat(log()).containsExactly("stopped");
    }
}
