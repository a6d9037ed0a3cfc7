package replaystorage.it.entrypoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.S3Server;
import replaystorage.support.ShellScript;

/** Sourcing runpod_entrypoint.sh changes nothing in a shell except the exports and PATH. */
class EntrypointSourcingIT {
    private static final String ENTRYPOINT = ShellScript.path("runpod_entrypoint.sh");

    /** Settings that a user's shell may have. */
    private static final String CUSTOMS = """
            IFS=:
            umask 027
            alias cp='cp -i' rm='rm -i' ls='ls -F'
            mine() { echo mine; }
            trap 'echo an EXIT trap' EXIT
            trap '' USR1
            readlink() { echo a function of the user; }
            self=mine launcher=mine status_of=mine
            """;

    @TempDir
    Path root;

    private Pod pod;
    private ShellScript script;

    @BeforeEach
    void makePod() {
        pod = Pod.onFolder(root, root.resolve("storage"))
                .with("LOCAL_ARTIFACTS", root.resolve("storage/artifacts").toString());
        script = ShellScript.on(pod);
    }

    /** Prints all settings of a shell that a sourced script could change. */
    private static String state(String shell) {
        String functions = shell.equals("bash") ? "declare -f" : shell.equals("zsh") ? "functions" : ":";
        String more = shell.equals("bash") ? "shopt" : shell.equals("zsh") ? "setopt" : ":";
        // Settings that change on their own, and those that must change.
        String own =
                "^(_|BASH_[A-Z]*|BASHOPTS|PIPESTATUS|RANDOM|SECONDS|SRANDOM|EPOCH[A-Z]*|LINENO|HISTCMD|TTYIDLE|PPID|OPTIND|status|'\\?'|\\?|PATH|path|POD_ID|LOCAL_ARTIFACTS|WORKSPACE)=";
        return "{ set -o; trap; pwd; umask; alias; " + functions + "; " + more + "; set | LC_ALL=C grep -avE \"" + own
                + "\"; }";
    }

    private Pod.CommandRun source(String shell, String options, String customs) throws IOException {
        Files.writeString(
                root.resolve("script"),
                customs + options + "\n" + state(shell) + " >before 2>&1 || :\n. " + ENTRYPOINT + "\n" + state(shell)
                        + " >after 2>&1 || :\necho alive $? $# $2\n");
        return script.run(shell, "script", "not", "executed");
    }

    @ParameterizedTest
    @CsvSource({
        "dash, ''",
        "dash, set -eu",
        "dash, set -f",
        "bash, ''",
        "bash, set -eu -o pipefail",
        "bash, set -f -C",
        "bash, set -o posix",
        "bash, shopt -s inherit_errexit; set -eEu; trap 'echo an ERR trap' ERR",
        "zsh, ''",
        "zsh, set -eu -o pipefail",
        "zsh, setopt shwordsplit ksharrays nullglob",
        "zsh, setopt noglob noclobber"
    })
    void shell_state_is_the_same_before_and_after_sourcing(String shell, String options) throws IOException {
        Pod.CommandRun run = source(shell, options, CUSTOMS);

        assertThat(run.out()).as(run.err()).isEqualTo("alive 0 2 executed\nan EXIT trap\n");
        assertThat(run.err()).doesNotContain("Warning", "rror");
        assertThat(Files.readAllLines(root.resolve("after")))
                .isNotEmpty()
                .isEqualTo(Files.readAllLines(root.resolve("before")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "zsh"})
    void shell_survives_sourcing_if_storage_keys_or_program_are_missing(String shell) throws IOException {
        pod.with("LOCAL_STORAGE", null)
                .with("LOCAL_ARTIFACTS", null)
                .with("S3_ENDPOINT", "http://127.0.0.1:1")
                .with("AWS_ACCESS_KEY_ID", S3Server.KEY)
                .with("S3_BUCKET", "b")
                .with("SYNC_REPLAYS", "true");
        assertThat(source(shell, "set -eu", "").out()).isEqualTo("alive 0 2 executed\n");

        pod.with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET);
        assertThat(source(shell, "set -eu", "").out()).isEqualTo("alive 0 2 executed\n");

        Path alone = Files.copy(Path.of(ENTRYPOINT), root.resolve("alone.sh"));
        Pod.CommandRun run = script.run(shell, "-euc", ". " + alone + "; echo alive");
        assertThat(run.out()).isEqualTo("alive\n");
        assertThat(run.err()).contains("Error: the program replay-storage is neither beside " + alone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "zsh"})
    void sourcing_twice_exports_variables_and_extends_path_once(String shell) {
        pod.with("POD_ID", null);
        String twice = ". '" + ENTRYPOINT + "'; . '" + ENTRYPOINT + "'; ";

        Pod.CommandRun run = script.run(
                shell,
                "-c",
                "cd /; " + twice
                        + "sync-all-up --help >/dev/null && echo \"$POD_ID $LOCAL_ARTIFACTS\"; printf '%s' \"$PATH\" | tr : '\\n' | grep -c '"
                        + script.bin() + "'");

        assertThat(run.out()).as(run.err()).matches("\\S+_\\d{8} " + root + "/storage/artifacts\n1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "zsh"})
    void sourcing_is_distinguished_from_running(String shell) throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), Path.of(ENTRYPOINT));
        Path wrapper = Files.createDirectories(root.resolve("wrapper")).resolve("runpod_entrypoint.sh");
        Files.writeString(wrapper, "#!/bin/sh\n# mine\n. " + ENTRYPOINT + "\necho \"wrapped $1\"\n");

        assertThat(script.run(shell, "-c", ". " + link + "; echo $POD_ID").out())
                .isEqualTo(pod.environment().get("POD_ID") + "\n");
        assertThat(script.run(shell, wrapper.toString(), "false").out()).isEqualTo("wrapped false\n");
        assertThat(script.run("sh", "-c", shell + " <" + ENTRYPOINT).status()).isZero();
        assertThat(script.run(shell, link.toString(), "echo", "run").out()).isEqualTo("run\n");
    }

    @Test
    void sourcing_sends_no_request_and_moves_and_copies_nothing() throws IOException {
        Pod.write(root.resolve("storage/replays"), "a.slp", "a game", Instant.EPOCH);
        Pod.write(root.resolve("app"), "checkpoints/m.pt", "weights", Instant.EPOCH);
        pod.with("SYNC_REPLAYS", "true").with("SYNC_CHECKPOINTS_DOWN", "true");

        script.run("bash", "-c", ". " + ENTRYPOINT);

        assertThat(pod.workspace()).isEmptyDirectory();
        assertThat(Files.isSymbolicLink(root.resolve("app/checkpoints"))).isFalse();
        assertThat(pod.conf()).content().contains("[local]");
    }

    @Test
    void interactive_shell_finds_the_helper_commands() throws IOException {
        List<String> out = new ArrayList<>();
        for (String shell : List.of("dash -i", "bash --norc -i", "zsh -f -i")) {
            Files.writeString(root.resolve("typed"), ". " + ENTRYPOINT + "\ncommand -v sync-all-up\nexit 4\n");
            Pod.CommandRun run = script.run("sh", "-c", "script -qec '" + shell + "' /dev/null <typed");
            assertThat(run.status()).as(shell + run.out()).isEqualTo(4);
            out.add(run.out());
        }
        assertThat(out).allMatch(text -> text.contains(script.bin() + "/sync-all-up"));
    }
}
