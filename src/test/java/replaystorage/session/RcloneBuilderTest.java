package replaystorage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.console.CommandConsole;
import replaystorage.console.ConsoleFactory;
import replaystorage.console.ProgressMode;
import replaystorage.console.TerminalCapabilities;
import replaystorage.flags.UserFlags;
import replaystorage.host.Environment;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.SlowAnswerRclone;
import replaystorage.settings.ConfSections;
import replaystorage.settings.Settings;
import replaystorage.transfer.list.EtagTolerantRclone;

class RcloneBuilderTest {
    private static final Rclone.RcloneCall CALL =
            new Rclone.RcloneCall(List.of("lsjson", "b2:bucket"), line -> {}, line -> {}, Duration.ZERO);

    private final List<List<String>> calls = new ArrayList<>();
    private final Rclone process = call -> {
        calls.add(call.arguments());
        return new Rclone.Exit(0, false);
    };
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @TempDir
    private Path state;

    private Rclone build(boolean verbose, boolean terminal, List<String> flags, Map<String, String> variables) {
        Environment environment = Environment.of(variables);
        TerminalCapabilities none = new TerminalCapabilities(false, "", false, StandardCharsets.UTF_8, () -> 0);
        PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
        CommandConsole console =
                new CommandConsole(ConsoleFactory.open(ProgressMode.PLAIN, err, none, System::nanoTime), verbose);
        Settings settings = Settings.require(environment, ProviderCatalogue.bundled(), ConfSections.NONE);
        return new RcloneBuilder(Path.of("rclone"), environment, UserFlags.parse(flags), null, console, terminal)
                .decorate(process, settings, state);
    }

    private static Map<String, String> b2() {
        return Map.of(
                "B2_KEY_ID",
                "0012ab34cd56ef70000000001",
                "B2_APP_KEY",
                "K001abcdefghijklmnopqrstuvwxyz0",
                "B2_BUCKET",
                "b");
    }

    private static Map<String, String> s3() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", "AKIAABCDEFGHIJKLMNOP",
                "AWS_SECRET_ACCESS_KEY", "abcdefghijklmnopqrstuvwxyz01234567890123",
                "S3_BUCKET", "bucket");
    }

    @Test
    void returns_the_process_itself_if_nothing_is_added() {
        assertThat(build(false, false, List.of(), b2())).isSameAs(process);
    }

    @Test
    void adds_the_flags_for_every_call_but_no_copy_flag() {
        build(false, false, List.of("--ca-cert", "/ca.pem", "--bwlimit", "1M"), b2())
                .run(CALL);

        assertThat(calls).containsExactly(List.of("lsjson", "b2:bucket", "--ca-cert", "/ca.pem"));
    }

    @Test
    void verbose_shows_each_call() {
        build(true, true, List.of("--ca-cert", "/our ca.pem"), b2()).run(CALL);

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualTo("rclone lsjson b2:bucket --ca-cert '/our ca.pem'\n");
    }

    @Test
    void terminal_gets_notes_about_slow_answers() {
        assertThat(build(false, true, List.of(), b2())).isInstanceOf(SlowAnswerRclone.class);
    }

    @Test
    void tolerates_the_etags_of_s3_servers() {
        assertThat(build(false, false, List.of(), s3())).isInstanceOf(EtagTolerantRclone.class);
    }
}
