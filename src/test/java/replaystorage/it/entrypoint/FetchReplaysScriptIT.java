package replaystorage.it.entrypoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.ShellScript;

/** fetch_replays.sh, used as the guide of the original scripts describes. */
class FetchReplaysScriptIT {
    private static final String FETCH = ShellScript.path("fetch_replays.sh");

    @TempDir
    Path root;

    private Pod pod;
    private ShellScript script;

    @BeforeEach
    void makePod() {
        pod = Pod.onFolder(root, root.resolve("storage"));
        Pod.write(root.resolve("storage/replays"), "mewtwo/a.slp", "a game", Instant.EPOCH);
        Pod.write(root.resolve("storage/replays"), "notes.txt", "notes", Instant.EPOCH);
        script = ShellScript.on(pod);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "sh"})
    void each_line_has_tag_and_time_and_the_last_one_the_count(String shell) {
        Pod.CommandRun run = script.run(shell, FETCH);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .isNotEmpty()
                .allMatch(line -> line.matches("\\[fetch_replays] \\d\\d:\\d\\d:\\d\\d .+"));
        assertThat(run.err()).endsWith(" 1 .slp file, 6 B, in " + pod.workspace() + "/replays\n");
        assertThat(pod.read("replays/mewtwo/a.slp")).isEqualTo("a game");
    }

    @Test
    void start_command_continues_after_a_fetch() {
        assertThat(script.run("bash", "-c", FETCH + " && echo training").out()).isEqualTo("training\n");
    }

    @Test
    void shell_operators_as_arguments_are_ignored_with_a_warning() {
        Pod.CommandRun run = script.run(FETCH, "mewtwo", "&&", "sleep", "infinity");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("Warning: '&&' is an argument here", "bash -c \"fetch_replays.sh mewtwo && sleep infinity\"");
        assertThat(pod.read("replays/mewtwo/a.slp")).isEqualTo("a game");
        assertThat(pod.workspace().resolve("replays/notes.txt")).doesNotExist();
    }

    @Test
    void start_command_continues_without_a_storage_but_not_after_a_failure() {
        pod.with("LOCAL_STORAGE", null);
        Pod.CommandRun without = script.run("sh", "-c", FETCH + " && echo training");
        pod.with("LOCAL_REPLAYS", root.resolve("nowhere").toString());
        Pod.CommandRun missing = script.run("sh", "-c", FETCH + " && echo training");

        assertThat(without.out()).isEqualTo("training\n");
        assertThat(without.err()).contains("[fetch_replays]").contains("no storage is configured");
        assertThat(missing.out()).isEmpty();
        assertThat(missing.status()).isEqualTo(3);
        assertThat(missing.err().lines()).allMatch(line -> line.startsWith("[fetch_replays] "));
    }

    @Test
    void accepts_the_variables_and_options_of_fetch() {
        pod.with("REPLAY_DIR", root.resolve("elsewhere").toString()).with("REPLAY_SUBDIR", "/mewtwo/");

        Pod.CommandRun run = script.run(FETCH, "--dry-run");
        assertThat(run.err()).contains("mewtwo/a.slp");
        assertThat(script.run(FETCH).err()).contains("in " + root.resolve("elsewhere/mewtwo"));
        assertThat(root.resolve("elsewhere/mewtwo/a.slp")).exists();
    }

    @Test
    void lines_on_a_terminal_have_tags_too() {
        pod.with("TERM", "xterm");

        Pod.CommandRun run = script.run("script", "-qec", FETCH, "/dev/null");

        assertThat(run.out().lines()).isNotEmpty().allMatch(line -> line.startsWith("[fetch_replays] "));
    }

    @Test
    void json_lines_have_no_tags() {
        assertThat(script.run(FETCH, "--progress=json").err().lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("{"));
    }

    @Test
    void works_through_a_link_and_reports_the_searched_places() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), Path.of(FETCH));
        Path alone = Files.copy(Path.of(FETCH), root.resolve("alone.sh"));

        assertThat(script.run("sh", link.toString(), "--help").out()).contains("Usage: replay-storage ");
        Pod.CommandRun run = script.run("sh", "alone.sh");
        assertThat(run.status()).isEqualTo(69);
        assertThat(run.err())
                .isEqualTo(
                        "Error: the program replay-storage is neither beside ./alone.sh nor in /opt/replay-storage/bin nor on PATH\n");
        pod.with(
                "PATH",
                Path.of(ShellScript.path("replay-storage")).getParent() + ":"
                        + pod.environment().get("PATH"));
        assertThat(script.run("sh", alone.toString(), "--help").out()).contains("Usage: replay-storage ");
    }
}
