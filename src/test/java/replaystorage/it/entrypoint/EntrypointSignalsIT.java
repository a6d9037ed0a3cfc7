package replaystorage.it.entrypoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.ShellScript;
import replaystorage.support.StorageFixture;

/** A signal while runpod_entrypoint.sh sets up a pod or waits without a command, also as process 1 of a container. */
@Tag("timing")
class EntrypointSignalsIT {
    private static final String ENTRYPOINT = ShellScript.path("runpod_entrypoint.sh");

    /** Process 1 of a new PID namespace, which ignores signals without a handler. */
    private static final List<String> FIRST = List.of("unshare", "-rpf", "--mount-proc", "--kill-child");

    @TempDir
    Path root;

    private StorageFixture depot;

    @BeforeEach
    void store() throws IOException {
        depot = StorageFixture.open(StorageFixture.StorageKind.S3, root);
        Files.createDirectories(root.resolve("source"));
        Files.write(root.resolve("source/long.slp"), new byte[6_000_000]);
        depot.put(root.resolve("source"), depot.replays());
    }

    private Process start(boolean first, String... command) {
        List<String> words = new ArrayList<>(first ? FIRST : List.of());
        words.addAll(List.of(command));
        return ShellScript.on(depot.pod()).start(words.toArray(String[]::new));
    }

    private static long pid(boolean first, Process process) {
        ProgramProcess.await(
                "it has begun", () -> !first || process.children().findAny().isPresent());
        return first ? process.children().findFirst().orElseThrow().pid() : process.pid();
    }

    private boolean isInTheMiddle() {
        Path replays = depot.pod().workspace().resolve("replays");
        if (!Files.isDirectory(replays)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(replays)) {
            return files.anyMatch(file -> file.toString().endsWith(".partial"));
        } catch (IOException | UncheckedIOException e) {
            // It is being removed.
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dash,TERM,143,false",
        "bash,INT,130,false",
        "dash,HUP,129,false",
        "dash,TERM,143,true",
        "bash,TERM,143,true"
    })
    void signal_ends_the_set_up_and_its_rclone_and_starts_no_command(
            String shell, String signal, int status, boolean first) throws IOException {
        depot.pod().with("SYNC_REPLAYS", "true").with("RCLONE_BWLIMIT", "300k");
        Process process = start(first, shell, ENTRYPOINT, "echo", "started");
        ProgramProcess.await("it is in the middle", this::isInTheMiddle);
        long begun = System.nanoTime();

        ProgramProcess.signal(pid(first, process), signal);

        Pod.CommandRun run = new ShellScript(depot.pod(), root).waitFor(process);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("stopped").doesNotContain("the pod starts");
        ProgramProcess.await(
                "no rclone is left",
                () -> new ProgramProcess(process, null, depot.pod().conf())
                        .rclones()
                        .isEmpty());
        assertThat(depot.pod().workspace().resolve("replays")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"dash,false", "bash,false", "dash,true", "bash,true"})
    void entrypoint_without_a_command_waits_and_a_signal_ends_it(String shell, boolean first)
            throws InterruptedException {
        Process process = start(first, shell, ENTRYPOINT);
        ShellScript script = new ShellScript(depot.pod(), root);
        ProgramProcess.await("it is set up", () -> script.output().contains("no command: waiting"));
        assertThat(process.isAlive()).isTrue();

        Duration time = InstalledProgram.time(() -> {
            ProgramProcess.signal(pid(first, process), "TERM");
            assertThat(script.waitFor(process).status()).isEqualTo(143);
        });

        assertThat(time).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void command_has_default_signal_handlers(String shell) {
        Pod.CommandRun run = new ShellScript(depot.pod(), root)
                .waitFor(start(false, shell, ENTRYPOINT, "sh", "-c", "trap; kill -s TERM $$"));

        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(143);
    }

    @Test
    void terminal_without_a_command_starts_a_shell() throws IOException {
        Files.writeString(root.resolve("typed"), "echo $S3_ARTIFACTS; exit 3\n");

        Pod.CommandRun run = new ShellScript(depot.pod(), root)
                .waitFor(start(false, "sh", "-c", "script -qec " + ENTRYPOINT + " /dev/null <" + root + "/typed"));

        assertThat(run.out()).contains(depot.artifacts().substring(3));
        assertThat(run.status()).isEqualTo(3);
    }
}
