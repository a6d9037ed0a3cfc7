package replaystorage.it.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;

/** Signals that end the program during a transfer with an S3 server. */
@Tag("timing")
class TransferSignalsIT {
    private static final String ONE_LINE = "; run the same command to continue";
    private static final int LONG = 6_000_000;
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path root;

    private Pod pod;
    private RcloneCli raw;
    private String bucket;
    private final byte[] bytes = new byte[LONG];

    @BeforeEach
    void start() {
        new Random(1).nextBytes(bytes);
        raw = S3Server.shared().rclone(root);
        bucket = S3Server.bucket("signals");
        raw.run("mkdir", "s3:" + bucket);
        pod = Pod.onS3(root, S3Server.shared(), bucket, bucket);
    }

    /** A small file, and one that takes long at a limited rate. */
    private void replaysThere() throws IOException {
        Path folder = Files.createDirectories(root.resolve("source"));
        Files.writeString(folder.resolve("a.slp"), "a game");
        Files.write(folder.resolve("long.slp"), bytes);
        raw.run("copy", folder.toString(), "s3:" + bucket);
    }

    private void checkpointsHere() throws IOException {
        Files.createDirectories(pod.checkpoints());
        Files.writeString(pod.checkpoints().resolve("a.pt"), "weights");
        Files.write(pod.checkpoints().resolve("long.pt"), bytes);
    }

    private List<String> here() {
        Path replays = pod.workspace().resolve("replays");
        if (!Files.isDirectory(replays)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(replays)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".replay-storage"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The private folder contains a part of a file. */
    private boolean isComing() {
        try (Stream<Path> all = Files.walk(pod.workspace().resolve("replays/.replay-storage"))) {
            return all.anyMatch(file -> file.toString().endsWith(".partial"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private ProgramProcess fetching(List<String> before, String mode) {
        ProgramProcess program =
                ProgramProcess.start(pod, before, "fetch", mode, "--", "--bwlimit", "300k", "--transfers", "2");
        ProgramProcess.await("it is in the middle", () -> here().contains("a.slp") && isComing());
        return program;
    }

    private ProgramProcess sending() {
        ProgramProcess program =
                ProgramProcess.start(pod, "up", "checkpoints", "--", "--bwlimit", "300k", "--transfers", "2");
        ProgramProcess.await(
                "it is in the middle",
                () -> raw.run("lsf", "s3:" + bucket + "/checkpoints").contains("a.pt"));
        assertThat(program.rclones()).isNotEmpty();
        return program;
    }

    private static void isGone(ProgramProcess program) {
        ProgramProcess.await("no rclone is left", () -> program.rclones().isEmpty());
    }

    private void fetchAgainCompletes() throws IOException {
        Pod.CommandRun run = pod.run("fetch");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(here()).contains("a.slp", "long.slp");
        assertThat(pod.workspace().resolve("replays/long.slp")).hasBinaryContent(bytes);
    }

    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130", "HUP,129"})
    void signal_ends_a_fetch_with_one_line_and_no_partial_file(String signal, int status) throws IOException {
        replaysThere();
        ProgramProcess program = fetching(List.of(), "--progress=plain");
        Instant sent = Instant.now();

        program.signal(signal);

        assertThat(program.end()).isEqualTo(status);
        assertThat(Duration.between(sent, Instant.now())).isLessThan(SOON);
        isGone(program);
        assertThat(program.text().lines())
                .filteredOn(line -> !line.contains("rclone.conf") && !line.contains("planned: "))
                .singleElement()
                .asString()
                .matches("stopped: [01] of 2 files done \\([^)]+\\)" + ONE_LINE);
        assertThat(here()).containsExactly("a.slp");
        fetchAgainCompletes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void files_downloaded_before_the_signal_are_recorded(String signal) throws IOException {
        replaysThere();
        ProgramProcess program = fetching(List.of(), "--progress=plain");
        program.signal(signal);
        program.end();
        raw.run("deletefile", "s3:" + bucket + "/a.slp");

        fetchAgainDeletes();
    }

    private void fetchAgainDeletes() {
        Pod.CommandRun run = pod.run("fetch");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(here()).containsExactly("long.slp");
    }

    @Test
    void last_line_is_an_object_in_json_mode() throws IOException {
        replaysThere();
        ProgramProcess program = fetching(List.of(), "--progress=json");
        program.signal("TERM");

        assertThat(program.end()).isEqualTo(143);
        List<String> lines = program.text().lines().toList();
        assertThat(lines).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(lines.get(lines.size() - 1))
                .contains("\"type\":\"summary\"")
                .contains("\"good\":false")
                .contains(ONE_LINE);
    }

    @ParameterizedTest
    @CsvSource({"TERM,143", "INT,130", "HUP,129", "KILL,137"})
    void signal_ends_an_upload_without_a_partial_object(String signal, int status) throws IOException {
        checkpointsHere();
        ProgramProcess program = sending();

        program.signal(signal);

        assertThat(program.end()).isEqualTo(status);
        isGone(program);
        assertThat(program.text()).doesNotContain(" uploaded in ").doesNotContain("Error");
        assertThat(raw.run("lsf", "s3:" + bucket + "/checkpoints")).isEqualTo("a.pt\n");
        Pod.CommandRun run = pod.run("up", "checkpoints");
        assertThat(run.status()).as(run.all()).isZero();
        raw.run("check", pod.checkpoints().toString(), "s3:" + bucket + "/checkpoints");
    }

    @Test
    void killed_fetch_leaves_no_rclone_and_no_partial_file() throws IOException {
        replaysThere();
        ProgramProcess program = fetching(List.of(), "--progress=plain");

        program.signal("KILL");

        assertThat(program.end()).isEqualTo(137);
        isGone(program);
        assertThat(here()).doesNotContain("long.slp");
        fetchAgainCompletes();
    }

    @Test
    void second_signal_does_not_delay_the_end() throws IOException {
        replaysThere();
        ProgramProcess program = fetching(List.of(), "--progress=plain");
        Instant sent = Instant.now();

        program.signal("INT");
        program.process().toHandle().destroy();

        assertThat(program.end()).isIn(130, 143);
        assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(2));
        isGone(program);
        assertThat(here()).containsExactly("a.slp");
    }

    @Test
    void second_ctrl_c_does_not_wait_for_an_rclone_that_ignores_sigterm() throws Exception {
        replaysThere();
        Path stubborn = root.resolve("rclone");
        Files.writeString(
                stubborn,
                "#!/bin/sh\ncase $* in *files-from*) trap '' TERM; touch '" + root
                        + "/begun'; while :; do sleep 1; done ;; esac\nexec '" + RcloneCli.binary() + "' \"$@\"\n");
        Files.setPosixFilePermissions(stubborn, PosixFilePermissions.fromString("rwxr-xr-x"));
        pod.with("REPLAY_STORAGE_RCLONE", stubborn.toString());
        ProgramProcess program = ProgramProcess.start(pod, "fetch");
        ProgramProcess.await("it is in the middle", () -> Files.exists(root.resolve("begun")));

        program.signal("INT");
        Thread.sleep(500);
        assertThat(program.process().isAlive()).isTrue();
        Instant second = Instant.now();
        program.signal("INT");

        assertThat(program.end()).isEqualTo(130);
        assertThat(Duration.between(second, Instant.now())).isLessThan(Duration.ofSeconds(1));
        isGone(program);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "HUP"})
    void signal_removes_the_live_display_and_leaves_one_line(String signal) throws IOException {
        replaysThere();
        pod.with("TERM", "xterm");
        List<String> words = new ArrayList<>(List.of(
                ProgramProcess.launcher(), "fetch", "--progress=tty", "--", "--bwlimit", "300k", "--transfers", "2"));
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", "exec " + String.join(" ", words), "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("program.log").toFile());
        ProgramProcess.environment(pod, builder.environment());
        ProgramProcess program = new ProgramProcess(builder.start(), root.resolve("program.log"), pod.conf());
        ProgramProcess.await(
                "it is in the middle",
                () -> here().contains("a.slp") && program.text().contains("long.slp"));

        // As a terminal does: to all processes of the foreground group.
        long java = program.process().children().findFirst().orElseThrow().pid();
        ProgramProcess.signal(-java, signal);

        assertThat(program.end()).isEqualTo(signal.equals("INT") ? 130 : 129);
        isGone(program);
        String text = program.text();
        String last = text.substring(text.lastIndexOf("\u001b[J") + 3);
        assertThat(last.replaceAll("\u001b\\[[0-9;]*m", "").strip())
                .endsWith(ONE_LINE)
                .doesNotContain("\n");
        assertThat(text).doesNotContain("Error");
        assertThat(here()).containsExactly("a.slp");
    }
}
