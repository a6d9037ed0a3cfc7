package replaystorage.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;

/** TAB completion in real shells. */
class ShellCompletionsIT {
    private static final int COLUMNS = 200;

    @TempDir
    Path root;

    private static void need(String shell) {
        boolean there = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
        assumeTrue(there, () -> "no " + shell + " is installed: its completions are not tried");
    }

    private Path completions(String shell) throws IOException {
        Pod.CommandRun run = new Pod(root.resolve("pod")).run("completions", shell);
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err()).isEmpty();
        return Files.writeString(root.resolve("completions"), run.out());
    }

    /** Types a line at the prompt of a shell, and returns the arguments of the called program. */
    private String typed(String shell, String keys) throws IOException, InterruptedException {
        need(shell);
        String start = shell.equals("zsh") ? "autoload -U compinit; compinit -D -u\n" : "PATH=/nonexistent\n";
        Files.writeString(
                root.resolve(shell.equals("zsh") ? ".zshrc" : "rc"),
                start + ". " + completions(shell) + "\nreplay-storage() { echo \"GOT:$*:\"; }\n"
                        + "sync-checkpoints-down() { replay-storage \"$@\"; }\nsync-all-up() { replay-storage \"$@\"; }\nPS1='ready> '\n");
        String command = shell.equals("zsh") ? "zsh -i" : "bash --noprofile --rcfile " + root.resolve("rc") + " -i";
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "-qec", "stty cols " + COLUMNS + "; exec " + command, "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("screen").toFile());
        builder.environment().putAll(Map.of("ZDOTDIR", root.toString(), "HOME", root.toString(), "TERM", "dumb"));
        Process terminal = builder.start();
        try (OutputStream keyboard = terminal.getOutputStream()) {
            awaitScreen("ready> ");
            keyboard.write((keys + "\n").getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
            awaitScreen(":\r\n");
            keyboard.write("exit\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(terminal.waitFor(20, TimeUnit.SECONDS)).isTrue();
        String screen = screen();
        int got = screen.indexOf("GOT:");
        return screen.substring(got + 4, screen.indexOf(":\r\n", got));
    }

    private String screen() throws IOException {
        return Files.readString(root.resolve("screen"), StandardCharsets.ISO_8859_1);
    }

    private void awaitScreen(String text) {
        ProgramProcess.await("the screen shows '" + text.strip() + "'", () -> {
            try {
                return screen().contains(text);
            } catch (IOException e) {
                return false;
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "bash, 'replay-storage fet\t--kee\t', 'fetch --keep'",
        "bash, 'replay-storage up che\t--dry\t', 'up checkpoints --dry-run'",
        "bash, 'replay-storage verify checkpoints --verb\t', 'verify checkpoints --verbose'",
        "bash, 'replay-storage fetch --progress js\t', 'fetch --progress json'",
        "bash, 'replay-storage ls art\t', 'ls artifacts'",
        "bash, 'replay-storage completions fi\t', 'completions fish'",
        "bash, 'replay-storage configure gdr\t', 'configure gdrive'",
        "bash, 'replay-storage fetch --progress=js\t', 'fetch --progress=json'",
        "bash, 'sync-checkpoints-down --sn\t', '--snapshot'",
        "bash, 'sync-all-up --progress=pl\t', '--progress=plain'",
        "zsh, 'replay-storage configure gdr\t', 'configure gdrive'",
        "zsh, 'replay-storage fetch --progress=js\t', 'fetch --progress=json'",
        "zsh, 'sync-checkpoints-down --sn\t', '--snapshot'",
        "zsh, 'replay-storage fet\t--kee\t', 'fetch --keep'",
        "zsh, 'replay-storage up che\t--dry\t', 'up checkpoints --dry-run'",
        "zsh, 'replay-storage verify checkpoints --verb\t', 'verify checkpoints --verbose'",
        "zsh, 'replay-storage fetch --progress js\t', 'fetch --progress json'",
        "zsh, 'replay-storage ls art\t', 'ls artifacts'",
        "zsh, 'replay-storage completions fi\t', 'completions fish'"
    })
    void a_tab_completes_commands_options_and_names(String shell, String keys, String words)
            throws IOException, InterruptedException {
        assertThat(typed(shell, keys)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void a_tab_completes_folders(String shell) throws IOException, InterruptedException {
        Files.createDirectories(root.resolve("my-checkpoints"));

        assertThat(typed(shell, "replay-storage pull " + root + "/my-ch\t"))
                .startsWith("pull " + root + "/my-checkpoints");
    }

    private List<String> fish(String line) throws IOException, InterruptedException {
        need("fish");
        ProcessBuilder builder = new ProcessBuilder(
                        "fish", "--no-config", "-c", "source " + completions("fish") + "; complete -C " + quoted(line))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("HOME", root.toString());
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(each -> each.replaceFirst("\t.*", ""))
                .toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    private static String quoted(String line) {
        return "'" + line.replace("'", "\\'") + "'";
    }

    @Test
    void fish_completes_commands_options_and_names() throws IOException, InterruptedException {
        assertThat(fish("replay-storage fet")).containsExactly("fetch");
        assertThat(fish("replay-storage up ")).containsExactlyInAnyOrder("checkpoints", "logs", "cache");
        assertThat(fish("replay-storage up checkpoints --dr")).containsExactly("--dry-run");
        assertThat(fish("replay-storage verify checkpoints --"))
                .contains("--verbose")
                .doesNotContain("--local");
        assertThat(fish("replay-storage fetch --progress "))
                .containsExactlyInAnyOrder("auto", "tty", "plain", "json", "rclone", "none");
        assertThat(fish("replay-storage ls ")).containsExactlyInAnyOrder("replays", "artifacts");
        assertThat(fish("replay-storage completions ")).containsExactlyInAnyOrder("bash", "zsh", "fish");
        assertThat(fish("replay-storage fetch --log")).isEmpty();
    }

    @Test
    void fish_completes_folders_only_for_folder_arguments() throws IOException, InterruptedException {
        Files.createDirectories(root.resolve("my-checkpoints"));

        assertThat(fish("replay-storage pull " + root + "/my-")).containsExactly(root + "/my-checkpoints/");
        assertThat(fish("replay-storage down --to " + root + "/my-")).containsExactly(root + "/my-checkpoints/");
        assertThat(fish("replay-storage up " + root + "/my-")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void script_is_valid_shell_syntax_and_does_not_call_our_program(String shell)
            throws IOException, InterruptedException {
        need(shell);
        Path script = completions(shell);

        assertThat(new ProcessBuilder(shell, "-n", script.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        assertThat(Files.readString(script)).doesNotContain("java ", "$(replay-storage", "(replay-storage");
    }

    @Test
    void unsupported_shell_is_a_usage_error() {
        Pod.CommandRun run = new Pod(root).run("completions", "csh");

        assertThat(run.status()).isEqualTo(64);
        assertThat(run.err()).contains("csh").contains("bash, zsh, fish");
    }
}
