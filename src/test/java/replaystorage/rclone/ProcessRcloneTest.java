package replaystorage.rclone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.host.CliException;
import replaystorage.rclone.conf.RcloneConfFixture;

@Timeout(60)
final class ProcessRcloneTest {
    @TempDir
    Path folder;

    @Test
    void reads_stdout_and_stderr_separately_as_utf8_lines() {
        Rclone.RcloneOutput ran = run(Duration.ZERO, "printf 'é 🎮\\r\\n\\nlast'", "printf 'says\\n' >&2", "exit 6");
        assertThat(ran.stdout()).containsExactly("é 🎮", "", "last");
        assertThat(ran.log()).containsExactly("says");
        assertThat(ran.exit()).isEqualTo(new Rclone.Exit(6, false));
    }

    @Test
    void reads_a_line_of_megabytes() {
        Rclone.RcloneOutput ran = run(Duration.ZERO, "exec head -c 5000000 /dev/zero");
        assertThat(ran.stdout())
                .singleElement()
                .satisfies(line -> assertThat(line).hasSize(5_000_000));
    }

    @Test
    void gives_the_child_an_empty_stdin_and_disables_password_prompts() {
        assertThat(run(Duration.ZERO, "cat; echo \"$@\"").stdout()).containsExactly("--ask-password=false");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9, 15})
    void status_of_a_killed_child_is_128_plus_the_signal(int signal) {
        assertThat(run(Duration.ZERO, "kill -" + signal + " $$; exec sleep 20")
                        .exit()
                        .status())
                .isEqualTo(128 + signal);
    }

    @Test
    void ends_a_child_that_is_silent_longer_than_the_stall_timeout() {
        Rclone.RcloneOutput ran = run(Duration.ofMillis(600), "echo first", "exec sleep 30");
        assertThat(ran.exit()).isEqualTo(new Rclone.Exit(143, true));
        assertThat(ran.stdout()).containsExactly("first");
    }

    @Test
    void unchanged_counters_are_silence_and_changing_ones_are_not() {
        Rclone.RcloneOutput still = run(
                Duration.ofMillis(900),
                "while :; do echo '{\"level\":\"notice\",\"stats\":{\"bytes\":5}}' >&2; sleep 0.2; done");
        assertThat(still.exit().stalled()).isTrue();
        Rclone.RcloneOutput moving = run(
                Duration.ofMillis(900),
                "for n in 1 2 3 4 5 6 7 8 9; do echo '{\"level\":\"notice\",\"stats\":{\"bytes\":'$n'}}' >&2; sleep 0.2; done");
        assertThat(moving.exit().isSuccess()).isTrue();
    }

    @Test
    void kills_a_child_that_ignores_sigterm() {
        Rclone.RcloneOutput ran = run(Duration.ofMillis(300), "trap '' TERM", "while :; do sleep 1; done");
        assertThat(ran.exit()).isEqualTo(new Rclone.Exit(137, true));
    }

    @Test
    void does_not_wait_for_a_grandchild_with_open_pipes() {
        long start = System.nanoTime();
        run(Duration.ZERO, "sleep 45 &", "echo done");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void interrupt_ends_the_child_and_the_thread_stays_interrupted() throws InterruptedException {
        AtomicReference<Rclone.RcloneOutput> ran = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            ran.set(run(Duration.ZERO, "exec sleep 30"));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        Thread.sleep(500);
        thread.interrupt();
        thread.join(10_000);
        assertThat(ran.get().exit()).isEqualTo(new Rclone.Exit(143, false));
        assertThat(interrupted.get()).isTrue();
    }

    @Test
    void exception_of_a_consumer_ends_the_child_and_is_rethrown() {
        Rclone rclone = rclone(RcloneConfFixture.script(folder, "echo x", "exec sleep 30"), Map.of());
        assertThatThrownBy(() -> rclone.run(new Rclone.RcloneCall(
                        List.of(),
                        line -> {
                            throw new IllegalArgumentException("mine");
                        },
                        line -> {},
                        Duration.ZERO)))
                .hasMessage("mine");
    }

    @Test
    void passes_raw_output_unchanged_except_secrets() {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        Path script = RcloneConfFixture.script(folder, "printf '\\033[2K\\377key=hunter'; sleep 0.3; printf '22 hunt'");
        Rclone rclone =
                new ProcessRclone(script, Map.of(), null, RcloneConfFixture.PATH, Redaction.of(List.of("hunter22")));
        rclone.run(Rclone.RcloneCall.rawStdout(List.of(), raw, line -> {}, Duration.ZERO));
        assertThat(raw.toString(StandardCharsets.ISO_8859_1)).isEqualTo("\033[2K\u00ffkey=*** hunt");
    }

    @Test
    void redrawing_the_same_counters_is_silence() {
        Path script = RcloneConfFixture.script(
                folder,
                "while :; do printf 'Transferred: 1 MiB / 2 MiB, 50%%\\nElapsed time: 0.1s\\n'; sleep 0.1; done");
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        Rclone.Exit ended = rclone(script, Map.of())
                .run(Rclone.RcloneCall.rawStdout(List.of(), raw, line -> {}, Duration.ofMillis(700)));
        assertThat(ended.stalled()).isTrue();
    }

    @Test
    void sets_and_removes_variables_of_the_child() {
        Map<String, String> changes = new java.util.HashMap<>();
        changes.put("HOME", null);
        changes.put("SET", "ü");
        Rclone rclone = rclone(RcloneConfFixture.script(folder, "echo \"${HOME-unset} $SET $RCLONE_CONFIG\""), changes);
        assertThat(rclone.collectOutput(List.of(), Duration.ZERO).stdout()).containsExactly("unset ü /c/rclone.conf");
    }

    @Test
    void reports_a_binary_that_cannot_be_started() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "echo hi\n");
        Path foreign = Files.write(
                folder.resolve("foreign"),
                new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 21, 0, 0, 0});
        Path lost = Files.writeString(folder.resolve("lost"), "#!/no/such/interpreter\n");
        for (Path file : List.of(text, foreign, lost)) {
            assertUnusable(file);
            file.toFile().setExecutable(true);
            assertUnusable(file);
        }
        assertUnusable(folder.resolve("missing"));
        assertUnusable(folder);
    }

    private void assertUnusable(Path binary) {
        for (String path : List.of(RcloneConfFixture.PATH, "")) {
            Rclone rclone = new ProcessRclone(binary, Map.of("B2_APP_KEY", "verysecret"), null, path, Redaction.none());
            assertThatThrownBy(() -> rclone.collectOutput(List.of("version"), Duration.ZERO))
                    .isInstanceOfSatisfying(
                            CliException.class, e -> assertThat(e.status()).isEqualTo(69))
                    .hasMessageContaining(binary.toString())
                    .hasMessageNotContaining("verysecret")
                    .hasNoCause();
        }
    }

    private Rclone.RcloneOutput run(Duration patience, String... script) {
        return rclone(RcloneConfFixture.script(folder, script), Map.of()).collectOutput(List.of(), patience);
    }

    private static Rclone rclone(Path script, Map<String, String> changes) {
        return new ProcessRclone(script, changes, Path.of("/c/rclone.conf"), RcloneConfFixture.PATH, Redaction.none());
    }
}
