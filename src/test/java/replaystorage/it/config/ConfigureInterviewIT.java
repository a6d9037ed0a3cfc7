package replaystorage.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.ProcessArgumentsWatcher;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;
import replaystorage.support.TerminalSession;

/** `configure` in a terminal. */
class ConfigureInterviewIT {
    private static final String MINE = "[mine]\ntype = local\n";

    @TempDir
    Path root;

    private Pod pod;

    @BeforeEach
    void start() throws IOException {
        pod = new Pod(root);
        Files.createDirectories(pod.conf().getParent());
        Files.writeString(pod.conf(), MINE);
    }

    private String bucket(String purpose) {
        String name = S3Server.bucket(purpose);
        S3Server.shared().rclone(root).run("mkdir", "s3:" + name);
        return name;
    }

    private void assertUntouched() throws IOException {
        assertThat(pod.conf()).hasContent(MINE);
        try (Stream<Path> files = Files.list(pod.conf().getParent())) {
            assertThat(files).containsExactly(pod.conf());
        }
    }

    @Test
    void asks_for_missing_values_that_a_session_without_variables_then_uses() throws IOException {
        String replays = bucket("replays");
        String artifacts = bucket("artifacts");
        try (ProcessArgumentsWatcher watch = new ProcessArgumentsWatcher();
                TerminalSession dialogue = TerminalSession.start(pod, "configure")) {
            dialogue.waitFor("Which storage").waitFor("1) Backblaze B2 (b2)").waitFor("Number or name [1]");
            Matcher number = Pattern.compile("(\\d)\\) .*\\(minio\\)").matcher(dialogue.output());
            assertThat(number.find()).as(dialogue.output()).isTrue();
            dialogue.typeLine("minoi").waitFor("not in the list");
            dialogue.waitFor("Number or name").typeLine(number.group(1));
            dialogue.waitFor("replay-storage configure minio --help");
            dialogue.waitFor("AWS_ACCESS_KEY_ID").typeLine(S3Server.KEY);
            dialogue.waitFor("AWS_SECRET_ACCESS_KEY").typeLine(S3Server.SECRET);
            dialogue.waitFor("S3_ENDPOINT").typeLine("");
            dialogue.waitFor("S3_ENDPOINT").typeLine(S3Server.shared().endpoint() + "/");
            dialogue.waitFor("S3_REPLAYS").typeLine(replays);
            dialogue.waitFor("S3_ARTIFACTS, the bucket for artifacts [" + replays + "]")
                    .typeLine(artifacts);
            dialogue.waitFor(replays + ": ok, can be listed").waitFor(artifacts + ": ok, can be listed");
            dialogue.waitFor("wrote [minio] to " + pod.conf()).waitFor("replay-storage.env");

            assertThat(dialogue.status()).as(dialogue.output()).isZero();
            assertThat(dialogue.output())
                    .contains("ends with a slash", "(" + S3Server.SECRET.length() + " characters)")
                    .doesNotContain(S3Server.SECRET, "need the buckets too");
            assertThat(watch.argumentLists())
                    .anyMatch(line -> line.contains("lsjson"))
                    .noneMatch(line -> line.contains(S3Server.SECRET));
        }
        assertThat(Files.readString(pod.conf())).startsWith(MINE).contains(S3Server.SECRET);

        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);
        Pod.CommandRun up = pod.run("up", "checkpoints");
        assertThat(up.status()).as(up.all()).isZero();
        assertThat(new RcloneCli(root.resolve("raw.conf")).run("lsf", "-R", "s3:" + artifacts))
                .contains("a.pt");
    }

    @Test
    void wrong_value_is_reported_before_writing_and_alone_asked_for_again() throws IOException {
        String replays = bucket("replays");
        pod.with("AWS_ACCESS_KEY_ID", S3Server.KEY)
                .with("S3_ENDPOINT", S3Server.shared().endpoint());
        try (TerminalSession dialogue = TerminalSession.start(pod, "configure", "minio")) {
            dialogue.waitFor("AWS_SECRET_ACCESS_KEY").typeLine("not-the-secret");
            dialogue.waitFor("S3_REPLAYS").typeLine(replays + "x");
            dialogue.waitFor("S3_ARTIFACTS").typeLine(replays);
            dialogue.waitFor("AWS_SECRET_ACCESS_KEY does not belong")
                    .waitFor("AWS_ACCESS_KEY_ID, ")
                    .waitFor("[" + S3Server.KEY);
            assertUntouched();
            dialogue.typeLine("");
            dialogue.waitFor("AWS_SECRET_ACCESS_KEY, ").waitFor("[unchanged]").typeLine(S3Server.SECRET);
            dialogue.waitFor("there is no bucket " + replays + "x")
                    .waitFor("S3_REPLAYS, the bucket for replays [" + replays + "]");
            assertUntouched();
            dialogue.typeLine("");
            dialogue.waitFor(replays + ": ok, can be listed").waitFor("wrote [minio] to ");
            dialogue.waitFor("Shells with AWS_ACCESS_KEY_ID set need the buckets too: export S3_REPLAYS=" + replays);

            assertThat(dialogue.status()).as(dialogue.output()).isZero();
            assertThat(dialogue.output()).doesNotContain("not-the-secret", S3Server.SECRET, "Try:");
            assertThat(dialogue.output().split("S3_ARTIFACTS, the", -1)).hasSize(2);
        }
    }

    @Test
    void reports_swapped_values_and_can_write_although_the_storage_is_down() throws IOException {
        pod.with("B2_ENDPOINT", "http://127.0.0.1:1").with("B2_BUCKET", "melee");
        try (TerminalSession dialogue = TerminalSession.start(pod, "configure", "b2")) {
            dialogue.waitFor("B2_KEY_ID").typeLine("K005abcdefghijklmnopqrstuvwxyz0");
            dialogue.waitFor("B2_APP_KEY").typeLine("0051a2b3c4d5e6f0000000001");
            dialogue.waitFor("are swapped").waitFor("B2_KEY_ID, ").typeLine("0051a2b3c4d5e6f0000000001");
            dialogue.waitFor("B2_APP_KEY, ").typeLine("K005abcdefghijklmnopqrstuvwxyz0");
            dialogue.waitFor("nothing listens at 127.0.0.1:1")
                    .waitFor("What now?")
                    .waitFor("2) Write it anyway");
            dialogue.waitFor("Number [1]");
            assertUntouched();
            dialogue.typeLine("2");
            dialogue.waitFor("wrote [b2] to ");
            assertThat(dialogue.status()).as(dialogue.output()).isZero();
        }
        assertThat(Files.readString(pod.conf())).contains("account = 0051a2b3c4d5e6f0000000001");
    }

    @Test
    void ask_option_asks_for_set_values_and_enter_keeps_them() {
        Path storage = root.resolve("storage");
        pod = Pod.onFolder(root, storage);
        Path other = root.resolve("other");
        try (TerminalSession dialogue = TerminalSession.start(pod, "configure", "--ask")) {
            dialogue.waitFor("LOCAL_STORAGE, the path [" + storage + "]").typeLine("");
            dialogue.waitFor("wrote [local] to ");
            assertThat(dialogue.status()).as(dialogue.output()).isZero();
        }
        pod.with("LOCAL_STORAGE", null);
        try (TerminalSession dialogue = TerminalSession.start(pod, "configure", "--ask")) {
            dialogue.waitFor("LOCAL_STORAGE, the path [" + storage + "]").typeLine(other.toString());
            dialogue.waitFor("there is no folder " + other)
                    .waitFor("LOCAL_STORAGE, the path [" + other + "]")
                    .typeLine("")
                    .waitFor("4) Stop")
                    .pressCtrlC();
            assertThat(dialogue.status()).isEqualTo(130);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Number or name", "B2_KEY_ID", "B2_APP_KEY", "B2_REPLAYS"})
    void ctrl_c_at_any_question_changes_nothing_and_restores_the_terminal_echo(String last) throws IOException {
        String line = "trap : INT; " + InstalledProgram.launcher() + " configure; echo status $?; stty -a";
        try (TerminalSession dialogue = TerminalSession.shell(pod, line)) {
            for (String question : new String[] {"Number or name", "B2_KEY_ID", "B2_APP_KEY", "B2_REPLAYS"}) {
                dialogue.waitFor(question);
                if (question.equals(last)) {
                    break;
                }
                dialogue.typeLine(question.startsWith("N") ? "b2" : "x");
            }
            dialogue.pressCtrlC().waitFor("stopped; nothing was written").waitFor("status 130");
            dialogue.waitFor(" echo ");
        }
        assertUntouched();
    }

    @Tag("timing")
    @Test
    void ctrl_c_ends_immediately_and_the_shell_gets_the_next_input() {
        String line = "trap : INT; " + InstalledProgram.launcher()
                + " configure b2; echo status $?; read -r next; echo the shell got $next";
        try (TerminalSession dialogue = TerminalSession.shell(pod, line)) {
            dialogue.waitFor("B2_KEY_ID, ");
            long begun = System.nanoTime();
            dialogue.pressCtrlC().waitFor("status 130");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1500));
            dialogue.typeLine("ls").waitFor("the shell got ls");
            assertThat(dialogue.status()).as(dialogue.output()).isZero();
        }
    }

    @Test
    void ctrl_c_during_the_storage_check_asks_no_further_question() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            pod.with("B2_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort())
                    .with("B2_KEY_ID", "0051a2b3c4d5e6f0000000001")
                    .with("B2_APP_KEY", "K005abcdefghijklmnopqrstuvwxyz0");
            silent.setSoTimeout(30_000);
            try (TerminalSession dialogue = TerminalSession.start(pod, "configure", "b2")) {
                dialogue.waitFor("B2_REPLAYS").typeLine("melee");
                dialogue.waitFor("B2_ARTIFACTS").typeLine("");
                try (Socket asked = silent.accept()) {
                    dialogue.pressCtrlC().waitFor("stopped; nothing was written");
                    assertThat(dialogue.status()).as(dialogue.output()).isEqualTo(130);
                    assertThat(asked.isConnected()).isTrue();
                }
                assertThat(dialogue.output()).doesNotContain("What now?", "Error:");
            }
        }
        assertUntouched();
    }

    @Test
    void asks_for_the_key_if_only_the_endpoint_is_set() throws IOException {
        pod.with("B2_ENDPOINT", "http://127.0.0.1:1");
        try (TerminalSession dialogue = TerminalSession.start(pod, "configure", "b2")) {
            dialogue.waitFor("B2_KEY_ID, a Backblaze keyID").pressCtrlC();
            assertThat(dialogue.status()).isEqualTo(130);
            assertThat(dialogue.output()).doesNotContain("Error:", "Try:");
        }
        assertUntouched();
    }

    @Test
    void end_of_input_changes_nothing() throws IOException {
        try (TerminalSession dialogue = TerminalSession.start(pod, "configure", "b2")) {
            dialogue.waitFor("B2_KEY_ID").typeLine("x");
            dialogue.waitFor("B2_APP_KEY").pressCtrlD().waitFor("nothing was written");
            assertThat(dialogue.status()).isEqualTo(78);
        }
        assertUntouched();
    }

    @Test
    void asks_nothing_if_the_output_is_a_file() throws IOException {
        Path out = root.resolve("out.txt");
        try (TerminalSession dialogue =
                TerminalSession.shell(pod, InstalledProgram.launcher() + " configure b2 >" + out)) {
            dialogue.waitFor("B2_KEY_ID and B2_APP_KEY are unset");
            assertThat(dialogue.status()).isEqualTo(78);
        }
        assertThat(out).isEmptyFile();
        assertUntouched();
    }

    @Test
    void asks_nothing_and_does_not_wait_without_a_terminal() throws IOException {
        InstalledProgram program = InstalledProgram.on(pod).waitingForInput();

        Pod.CommandRun run = program.run("configure", "b2");
        assertThat(run.status()).as(run.all()).isEqualTo(78);
        assertThat(run.err()).contains("B2_KEY_ID and B2_APP_KEY are unset");
        assertThat(program.run("configure", "--ask").err()).contains("--ask needs a terminal");
        assertUntouched();
    }
}
