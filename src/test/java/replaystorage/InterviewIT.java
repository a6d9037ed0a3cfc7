package replaystorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
            dialogue.sees("Which storage").types("minoi");
            dialogue.sees("Which storage").types("minio");
            dialogue.sees("replay-storage configure minio --help");
            dialogue.sees("AWS_ACCESS_KEY_ID").types(S3Server.KEY);
            dialogue.sees("AWS_SECRET_ACCESS_KEY").types(S3Server.SECRET);
            dialogue.sees("S3_ENDPOINT").types("");
            dialogue.sees("S3_ENDPOINT").types(S3Server.shared().endpoint() + "/");
            dialogue.sees("S3_REPLAYS").types(replays);
            dialogue.sees("S3_ARTIFACTS, the bucket for artifacts [" + replays + "]")
                    .types(artifacts);
            dialogue.sees(replays + ": ok, can be listed").sees(artifacts + ": ok, can be listed");
            dialogue.sees("wrote [minio] to " + pod.conf());

            assertThat(dialogue.status()).as(dialogue.shown()).isZero();
            assertThat(dialogue.shown()).contains("ends with a slash").doesNotContain(S3Server.SECRET);
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
            dialogue.sees("AWS_SECRET_ACCESS_KEY does not belong").sees("Which is to be corrected");
            assertUntouched();
            dialogue.types("AWS_SECRET");
            dialogue.sees("Which is to be corrected").types("AWS_SECRET_ACCESS_KEY");
            dialogue.sees("AWS_SECRET_ACCESS_KEY").sees("[as it is]").types(S3Server.SECRET);
            dialogue.sees("there is no bucket " + replays + "x").sees("Which is to be corrected");
            assertUntouched();
            dialogue.types("S3_REPLAYS");
            dialogue.sees("S3_REPLAYS").types(replays);
            dialogue.sees(replays + ": ok, can be listed").sees("wrote [minio] to ");

            assertThat(dialogue.status()).as(dialogue.shown()).isZero();
            assertThat(dialogue.shown()).doesNotContain("not-the-secret").doesNotContain(S3Server.SECRET);
            assertThat(dialogue.shown().split("S3_ARTIFACTS, the", -1)).hasSize(2);
        }
    }

    @Test
    void swapped_values_are_told_and_a_storage_that_is_down_can_be_written_as_it_is() throws IOException {
        pod.with("B2_ENDPOINT", "http://127.0.0.1:1").with("B2_BUCKET", "melee");
        try (Dialogue dialogue = Dialogue.start(pod, "configure", "b2")) {
            dialogue.sees("B2_KEY_ID").types("K005abcdefghijklmnopqrstuvwxyz0");
            dialogue.sees("B2_APP_KEY").types("0051a2b3c4d5e6f0000000001");
            dialogue.sees("are swapped").sees("Which is to be corrected").types("");
            dialogue.sees("B2_KEY_ID").types("0051a2b3c4d5e6f0000000001");
            dialogue.sees("B2_APP_KEY").types("K005abcdefghijklmnopqrstuvwxyz0");
            dialogue.sees("127.0.0.1:1").sees("Which is to be corrected");
            assertUntouched();
            dialogue.types("write");
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
                    .sees("Which is to be corrected")
                    .interrupts();
            assertThat(dialogue.status()).isEqualTo(130);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Which storage", "B2_KEY_ID", "B2_APP_KEY", "B2_REPLAYS"})
    void ctrl_c_at_any_question_leaves_all_as_it_was_and_the_terminal_shows_what_is_typed_again(String last)
            throws IOException {
        String line = "trap : INT; " + InstalledProgram.launcher() + " configure; echo status $?; stty -a";
        try (Dialogue dialogue = Dialogue.shell(pod, line)) {
            for (String question : new String[] {"Which storage", "B2_KEY_ID", "B2_APP_KEY", "B2_REPLAYS"}) {
                dialogue.sees(question);
                if (question.equals(last)) {
                    break;
                }
                dialogue.types(question.startsWith("W") ? "b2" : "x");
            }
            dialogue.interrupts().sees("status 130").sees(" echo ");
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
