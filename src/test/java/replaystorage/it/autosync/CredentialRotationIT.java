package replaystorage.it.autosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.S3Server;
import replaystorage.support.StorageFixture;

class CredentialRotationIT {
    @TempDir
    Path root;

    private static void awaitSaved(StorageFixture depot, ProgramProcess program) {
        ProgramProcess.await(
                "the checkpoint is saved: " + program.text(),
                () -> depot.raw().run("lsf", "-R", depot.artifacts()).contains("latest.pt"));
    }

    @Test
    void rewritten_secret_file_is_read_in_the_next_round() throws IOException {
        StorageFixture depot = StorageFixture.open(StorageFixture.StorageKind.S3, root);
        Path secret = Files.writeString(root.resolve("secret"), "of-yesterday\n");
        Pod pod = depot.pod().with("AWS_SECRET_ACCESS_KEY", null).with("AWS_SECRET_ACCESS_KEY_FILE", secret.toString());
        pod.write("checkpoints/latest.pt", "weights", Instant.EPOCH);
        ProgramProcess program = ProgramProcess.start(pod, "auto-sync", "--interval", "1s");
        ProgramProcess.await("it is refused", () -> program.text().contains("AWS_SECRET_ACCESS_KEY does not belong"));

        Files.writeString(secret, S3Server.SECRET + "\n");

        awaitSaved(depot, program);
        program.signal("TERM");
        assertThat(program.end()).as(program.text()).isZero();
        assertThat(program.text()).contains("the credentials changed").doesNotContain(S3Server.SECRET);
    }

    @Test
    void configure_in_another_shell_replaces_an_outdated_variable() throws IOException {
        StorageFixture depot = StorageFixture.open(StorageFixture.StorageKind.S3, root);
        Pod pod = depot.pod().with("AWS_SECRET_ACCESS_KEY", "of-yesterday");
        pod.write("checkpoints/latest.pt", "weights", Instant.EPOCH);
        ProgramProcess program = ProgramProcess.start(pod, "auto-sync", "--interval", "1s");
        ProgramProcess.await("it says what to do", () -> program.text().contains("run `replay-storage configure`"));
        assertThat(program.text()).contains("AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY can't change while");

        pod.with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET);
        assertThat(pod.run("configure", "--check").status()).isZero();

        awaitSaved(depot, program);
        program.signal("TERM");
        assertThat(program.end()).as(program.text()).isZero();
    }

    @Test
    void requests_the_cause_of_a_refusal_without_a_body() throws IOException {
        try (FakeS3Server stub = new FakeS3Server()
                .answerWhen(asked -> asked.method().equals("HEAD"), FakeS3Server.error(403, "ExpiredToken"))
                .answerWhen(
                        asked -> asked.query().getOrDefault("prefix", "").startsWith(".replay-storage/none"),
                        FakeS3Server.error(400, "ExpiredToken"))) {
            Pod pod = stub.pod(root).with("AWS_SESSION_TOKEN", "of-this-morning");
            pod.write("checkpoints/latest.pt", "weights", Instant.EPOCH);

            Pod.CommandRun run = pod.run("auto-sync", "--once");

            assertThat(run.status()).as(run.all() + stub.requests()).isEqualTo(78);
            assertThat(run.err()).contains("AWS_SESSION_TOKEN has expired");
        }
    }
}
