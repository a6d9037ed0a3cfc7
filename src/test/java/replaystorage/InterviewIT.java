package replaystorage;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.CommandLines;
import replaystorage.support.Dialogue;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.RawRclone;
import replaystorage.support.S3Server;

/** `configure` at a terminal. */
class InterviewIT {
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
    void asks_for_what_is_missing_and_a_session_without_variables_goes_on_from_there() throws IOException {
        String replays = bucket("replays");
        String artifacts = bucket("artifacts");
        try (CommandLines watch = new CommandLines();
                Dialogue dialogue = Dialogue.start(pod, "configure")) {
            dialogue.sees("Which storage").sees("1) Backblaze B2 (b2)").sees("Number or name [1]");
            Matcher number = Pattern.compile("(\\d)\\) .*\\(minio\\)").matcher(dialogue.shown());
            assertThat(number.find()).as(dialogue.shown()).isTrue();
            dialogue.types("minoi").sees("not in the list");
            dialogue.sees("Number or name").types(number.group(1));
            dialogue.sees("replay-storage configure minio --help");
            dialogue.sees("AWS_ACCESS_KEY_ID").types(S3Server.KEY);
            dialogue.sees("AWS_SECRET_ACCESS_KEY").types(S3Server.SECRET);
            dialogue.sees("S3_ENDPOINT").types("");
            dialogue.sees("S3_ENDPOINT").types(S3Server.shared().endpoint() + "/");
            dialogue.sees("S3_REPLAYS").types(replays);
            dialogue.sees("S3_ARTIFACTS, the bucket for artifacts [" + replays + "]")
                    .types(artifacts);
            dialogue.sees(replays + ": ok, can be listed").sees(artifacts + ": ok, can be listed");
            dialogue.sees("wrote [minio] to " + pod.conf()).sees("replay-storage.env");

            assertThat(dialogue.status()).as(dialogue.shown()).isZero();
            assertThat(dialogue.shown())
                    .contains("ends with a slash", "(" + S3Server.SECRET.length() + " characters)")
                    .doesNotContain(S3Server.SECRET, "need the buckets too");
            assertThat(watch.seen())
                    .anyMatch(line -> line.contains("lsjson"))
                    .noneMatch(line -> line.contains(S3Server.SECRET));
        }
        assertThat(Files.readString(pod.conf())).startsWith(MINE).contains(S3Server.SECRET);

        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);
        Pod.Run up = pod.run("up", "checkpoints");
        assertThat(up.status()).as(up.all()).isZero();
        assertThat(new RawRclone(root.resolve("raw.conf")).run("lsf", "-R", "s3:" + artifacts))
                .contains("a.pt");
    }

    @Test
    void a_typo_is_told_before_anything_is_written_and_only_it_is_asked_again() throws IOException {
        String replays = bucket("replays");
        pod.with("AWS_ACCESS_KEY_ID", S3Server.KEY)
                .with("S3_ENDPOINT", S3Server.shared().endpoint());
        try (Dialogue dialogue = Dialogue.start(pod, "configure", "minio")) {
            dialogue.sees("AWS_SECRET_ACCESS_KEY").types("not-the-secret");
            dialogue.sees("S3_REPLAYS").types(replays + "x");
            dialogue.sees("S3_ARTIFACTS").types(replays);
            dialogue.sees("AWS_SECRET_ACCESS_KEY does not belong")
                    .sees("AWS_ACCESS_KEY_ID, ")
                    .sees("[" + S3Server.KEY);
            assertUntouched();
            dialogue.types("");
            dialogue.sees("AWS_SECRET_ACCESS_KEY, ").sees("[as it is]").types(S3Server.SECRET);
            dialogue.sees("there is no bucket " + replays + "x")
                    .sees("S3_REPLAYS, the bucket for replays [" + replays + "]");
            assertUntouched();
            dialogue.types("");
            dialogue.sees(replays + ": ok, can be listed").sees("wrote [minio] to ");
            dialogue.sees("Shells with AWS_ACCESS_KEY_ID set need the buckets too: export S3_REPLAYS=" + replays);

            assertThat(dialogue.status()).as(dialogue.shown()).isZero();
            assertThat(dialogue.shown()).doesNotContain("not-the-secret", S3Server.SECRET, "Try:");
            assertThat(dialogue.shown().split("S3_ARTIFACTS, the", -1)).hasSize(2);
        }
    }

    @Test
    void swapped_values_are_told_and_a_storage_that_is_down_can_be_written_as_it_is() throws IOException {
        pod.with("B2_ENDPOINT", "http://127.0.0.1:1").with("B2_BUCKET", "melee");
        try (Dialogue dialogue = Dialogue.start(pod, "configure", "b2")) {
            dialogue.sees("B2_KEY_ID").types("K005abcdefghijklmnopqrstuvwxyz0");
            dialogue.sees("B2_APP_KEY").types("0051a2b3c4d5e6f0000000001");
            dialogue.sees("are swapped").sees("B2_KEY_ID, ").types("0051a2b3c4d5e6f0000000001");
            dialogue.sees("B2_APP_KEY, ").types("K005abcdefghijklmnopqrstuvwxyz0");
            dialogue.sees("nothing listens at 127.0.0.1:1").sees("What now?").sees("2) Write it as it is");
            dialogue.sees("Number [1]");
            assertUntouched();
            dialogue.types("2");
            dialogue.sees("wrote [b2] to ");
            assertThat(dialogue.status()).as(dialogue.shown()).isZero();
        }
        assertThat(Files.readString(pod.conf())).contains("account = 0051a2b3c4d5e6f0000000001");
    }

    @Test
    void asked_to_it_asks_for_what_is_set_and_enter_keeps_it() {
        Path storage = root.resolve("storage");
        pod = Pod.onFolder(root, storage);
        Path other = root.resolve("other");
        try (Dialogue dialogue = Dialogue.start(pod, "configure", "--ask")) {
            dialogue.sees("LOCAL_STORAGE, the path [" + storage + "]").types("");
            dialogue.sees("wrote [local] to ");
            assertThat(dialogue.status()).as(dialogue.shown()).isZero();
        }
        pod.with("LOCAL_STORAGE", null);
        try (Dialogue dialogue = Dialogue.start(pod, "configure", "--ask")) {
            dialogue.sees("LOCAL_STORAGE, the path [" + storage + "]").types(other.toString());
            dialogue.sees("there is no folder " + other)
                    .sees("LOCAL_STORAGE, the path [" + other + "]")
                    .types("")
                    .sees("4) Stop")
                    .interrupts();
            assertThat(dialogue.status()).isEqualTo(130);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Number or name", "B2_KEY_ID", "B2_APP_KEY", "B2_REPLAYS"})
    void ctrl_c_at_any_question_leaves_all_as_it_was_and_the_terminal_shows_what_is_typed_again(String last)
            throws IOException {
        String line = "trap : INT; " + InstalledProgram.launcher() + " configure; echo status $?; stty -a";
        try (Dialogue dialogue = Dialogue.shell(pod, line)) {
            for (String question : new String[] {"Number or name", "B2_KEY_ID", "B2_APP_KEY", "B2_REPLAYS"}) {
                dialogue.sees(question);
                if (question.equals(last)) {
                    break;
                }
                dialogue.types(question.startsWith("N") ? "b2" : "x");
            }
            dialogue.interrupts().sees("stopped; nothing was written").sees("status 130");
            dialogue.sees(" echo ");
        }
        assertUntouched();
    }

    @Test
    void ctrl_c_ends_at_once_and_the_shell_gets_what_is_typed_next() {
        String line = "trap : INT; " + InstalledProgram.launcher()
                + " configure b2; echo status $?; read -r next; echo the shell got $next";
        try (Dialogue dialogue = Dialogue.shell(pod, line)) {
            dialogue.sees("B2_KEY_ID, ");
            long begun = System.nanoTime();
            dialogue.interrupts().sees("status 130");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1500));
            dialogue.types("ls").sees("the shell got ls");
            assertThat(dialogue.status()).as(dialogue.shown()).isZero();
        }
    }

    @Test
    void ctrl_c_while_the_storage_is_asked_brings_no_further_question() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            pod.with("B2_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort())
                    .with("B2_KEY_ID", "0051a2b3c4d5e6f0000000001")
                    .with("B2_APP_KEY", "K005abcdefghijklmnopqrstuvwxyz0");
            silent.setSoTimeout(30_000);
            try (Dialogue dialogue = Dialogue.start(pod, "configure", "b2")) {
                dialogue.sees("B2_REPLAYS").types("melee");
                dialogue.sees("B2_ARTIFACTS").types("");
                try (Socket asked = silent.accept()) {
                    dialogue.interrupts().sees("stopped; nothing was written");
                    assertThat(dialogue.status()).as(dialogue.shown()).isEqualTo(130);
                    assertThat(asked.isConnected()).isTrue();
                }
                assertThat(dialogue.shown()).doesNotContain("What now?", "Error:");
            }
        }
        assertUntouched();
    }

    @Test
    void begins_with_a_question_where_only_the_endpoint_is_set() throws IOException {
        pod.with("B2_ENDPOINT", "http://127.0.0.1:1");
        try (Dialogue dialogue = Dialogue.start(pod, "configure", "b2")) {
            dialogue.sees("B2_KEY_ID, a Backblaze keyID").interrupts();
            assertThat(dialogue.status()).isEqualTo(130);
            assertThat(dialogue.shown()).doesNotContain("Error:", "Try:");
        }
        assertUntouched();
    }

    @Test
    void the_end_of_the_input_leaves_all_as_it_was() throws IOException {
        try (Dialogue dialogue = Dialogue.start(pod, "configure", "b2")) {
            dialogue.sees("B2_KEY_ID").types("x");
            dialogue.sees("B2_APP_KEY").ends().sees("nothing was written");
            assertThat(dialogue.status()).isEqualTo(78);
        }
        assertUntouched();
    }

    @Test
    void where_the_questions_would_go_to_a_file_nobody_is_asked() throws IOException {
        Path out = root.resolve("out.txt");
        try (Dialogue dialogue = Dialogue.shell(pod, InstalledProgram.launcher() + " configure b2 >" + out)) {
            dialogue.sees("B2_KEY_ID and B2_APP_KEY are unset");
            assertThat(dialogue.status()).isEqualTo(78);
        }
        assertThat(out).isEmptyFile();
        assertUntouched();
    }

    @Test
    void without_a_terminal_nobody_is_asked_and_nothing_waits() throws IOException {
        InstalledProgram program = InstalledProgram.on(pod).waitingForInput();

        Pod.Run run = program.run("configure", "b2");
        assertThat(run.status()).as(run.all()).isEqualTo(78);
        assertThat(run.err()).contains("B2_KEY_ID and B2_APP_KEY are unset");
        assertThat(program.run("configure", "--ask").err()).contains("--ask needs a terminal");
        assertUntouched();
    }
}
