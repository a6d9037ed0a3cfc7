package replaystorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.Depot;
import replaystorage.support.Pod;
import replaystorage.support.Program;
import replaystorage.support.S3Server;
import replaystorage.support.StubS3;

/** Credentials that change while an auto-sync runs. */
class ChangedCredentialsIT {
    @TempDir
    Path root;

    private static void awaitSaved(Depot depot, Program program) {
        Program.await(
                "the checkpoint is saved: " + program.text(),
                () -> depot.raw().run("lsf", "-R", depot.artifacts()).contains("latest.pt"));
    }

    @Test
    void a_file_with_a_secret_that_is_written_anew_is_read_in_the_next_round() throws IOException {
        Depot depot = Depot.open(Depot.Kind.S3, root);
        Path secret = Files.writeString(root.resolve("secret"), "of-yesterday\n");
        Pod pod = depot.pod().with("AWS_SECRET_ACCESS_KEY", null).with("AWS_SECRET_ACCESS_KEY_FILE", secret.toString());
        pod.write("checkpoints/latest.pt", "weights", Instant.EPOCH);
        Program program = Program.start(pod, "auto-sync", "--interval", "1s");
        Program.await("it is refused", () -> program.text().contains("AWS_SECRET_ACCESS_KEY does not belong"));

        Files.writeString(secret, S3Server.SECRET + "\n");

        awaitSaved(depot, program);
        program.signal("TERM");
        assertThat(program.end()).as(program.text()).isZero();
        assertThat(program.text()).contains("the credentials changed").doesNotContain(S3Server.SECRET);
    }

    @Test
    void a_variable_can_not_change_and_configure_in_another_shell_helps() throws IOException {
        Depot depot = Depot.open(Depot.Kind.S3, root);
        Pod pod = depot.pod().with("AWS_SECRET_ACCESS_KEY", "of-yesterday");
        pod.write("checkpoints/latest.pt", "weights", Instant.EPOCH);
        Program program = Program.start(pod, "auto-sync", "--interval", "1s");
        Program.await("it says what to do", () -> program.text().contains("run `replay-storage configure`"));
        assertThat(program.text()).contains("AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY are as when");

        pod.with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET);
        assertThat(pod.run("configure", "--check").status()).isZero();

        awaitSaved(depot, program);
        program.signal("TERM");
        assertThat(program.end()).as(program.text()).isZero();
    }

    @Test
    void the_cause_of_a_refusal_without_a_body_is_asked_for() throws IOException {
        try (StubS3 stub = new StubS3()
                .when(asked -> asked.method().equals("HEAD"), StubS3.error(403, "ExpiredToken"))
                .when(
                        asked -> asked.query().getOrDefault("prefix", "").startsWith(".replay-storage/none"),
                        StubS3.error(400, "ExpiredToken"))) {
            Pod pod = stub.pod(root).with("AWS_SESSION_TOKEN", "of-this-morning");
            pod.write("checkpoints/latest.pt", "weights", Instant.EPOCH);

            Pod.Run run = pod.run("auto-sync", "--once");

            assertThat(run.status()).as(run.all() + stub.requests()).isEqualTo(78);
            assertThat(run.err()).contains("AWS_SESSION_TOKEN has expired");
        }
    }
}
