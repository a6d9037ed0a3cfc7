package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleFactoryTest {
    @ParameterizedTest
    @CsvSource({
        "AUTO, true, xterm, TTY",
        "AUTO, false, xterm, PLAIN",
        "AUTO, true, dumb, PLAIN",
        "AUTO, true, , PLAIN",
        "TTY, false, xterm, TTY",
        "TTY, true, dumb, PLAIN",
        "JSON, true, xterm, JSON",
        "RCLONE, true, dumb, RCLONE",
        "NONE, true, xterm, NONE",
        "PLAIN, true, xterm, PLAIN"
    })
    void progress_mode_depends_on_the_terminal(ProgressMode asked, boolean attached, String term, ProgressMode shown) {
        assertThat(ConsoleFactory.effective(asked, terminal(attached, "TERM", term)))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"40, 40", "200, 200", ", 80", "0, 80", "-5, 80", "99999, 80", "wide, 80"})
    void width_is_the_columns_variable_or_80(String columns, int width) {
        assertThat(terminal(true, "COLUMNS", columns).width().getAsInt()).isEqualTo(width);
    }

    @Test
    void measured_width_overrides_columns() {
        TerminalCapabilities terminal = terminal(true, "COLUMNS", "100");

        assertThat(terminal.withMeasuredWidth(() -> 57).width().getAsInt()).isEqualTo(57);
        assertThat(terminal.withMeasuredWidth(() -> 0).width().getAsInt()).isEqualTo(100);
    }

    @Test
    void no_color_variable_disables_colors() {
        assertThat(terminal(true, "NO_COLOR", "1").colorAllowed()).isFalse();
        assertThat(terminal(true, "NO_COLOR", "").colorAllowed()).isTrue();
        assertThat(terminal(true, "NO_COLOR", null).colorAllowed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/pts/3, true",
        "/dev/tty1, true",
        "/dev/console, true",
        "/dev/null, false",
        "pipe:[123], false",
        "/workspace/logs/sync.log, false"
    })
    void terminal_devices_are_recognized_by_their_path(String device, boolean terminal) {
        assertThat(TerminalCapabilities.isTerminal(device)).isEqualTo(terminal);
    }

    private static TerminalCapabilities terminal(boolean attached, String variable, String value) {
        Map<String, String> variables = new HashMap<>();
        variables.put(variable, value);
        return TerminalCapabilities.fromEnvironment(attached, variables::get, StandardCharsets.UTF_8);
    }
}
