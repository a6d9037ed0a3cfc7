package replaystorage.it.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;

/** The bucket always has the complete files that its pointers refer to. */
class PointerFilesLastIT {
    private final Instant old = Instant.now().minusSeconds(600);

    @TempDir
    Path root;

    private final AtomicReference<String> early = new AtomicReference<>();
    private FakeS3Server stub;
    private Pod pod;

    @BeforeEach
    void start() throws IOException {
        stub = new FakeS3Server();
        pod = stub.pod(root);
        // Checks the bucket whenever a pointer arrives.
        stub.answerWhen(
                asked -> {
                    boolean pointer =
                            asked.method().equals("PUT") && asked.key().matches(".*/(latest|step-5/model.index.json)");
                    if (pointer && !stub.keys().contains("checkpoints/step-5/b.bin")) {
                        early.set(asked.key());
                    }
                    return false;
                },
                FakeS3Server.html());
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private void writeCheckpoint() {
        pod.write("checkpoints/step-5/a.bin", "one", old);
        pod.write("checkpoints/step-5/b.bin", "two", old);
        pod.write("checkpoints/step-5/model.index.json", "{\"a.bin\": 1, \"b.bin\": 2}", old.plusSeconds(1));
        pod.write("checkpoints/latest", "step-5", old.plusSeconds(2));
    }

    @Test
    void auto_sync_uploads_no_pointer_file_first_although_it_is_the_newest() {
        writeCheckpoint();
        ProgramProcess program = ProgramProcess.start(pod, "auto-sync", "--interval", "1");
        ProgramProcess.await("all is there", () -> stub.keys().size() == 4);
        program.signal("TERM");
        assertThat(program.end()).isZero();
        assertThat(early).hasNullValue();
    }

    @Test
    void pointer_file_waits_for_an_incomplete_checkpoint() {
        writeCheckpoint();
        pod.write("checkpoints/step-5/torn.pt", "PK\u0003\u0004", old);
        for (String[] command : new String[][] {{"auto-sync", "--once"}, {"up", "checkpoints"}}) {
            Pod.CommandRun run = pod.run(command);
            assertThat(run.status()).as(run.all()).isEqualTo(75);
            assertThat(run.err()).contains("checkpoints/latest was not uploaded yet: it refers to a file that");
            assertThat(stub.keys()).isEmpty();
        }
    }

    @Test
    void pointer_file_waits_until_a_failed_shard_is_uploaded() {
        writeCheckpoint();
        stub.answerWhen(
                asked -> asked.method().equals("PUT") && asked.key().endsWith("b.bin"),
                FakeS3Server.error(403, "AccessDenied"));
        Pod.CommandRun run = pod.run("auto-sync", "--once");
        assertThat(run.status()).as(run.all()).isNotZero();
        assertThat(stub.keys()).containsExactly("checkpoints/step-5/a.bin");
        assertThat(run.err()).contains("checkpoints/latest: was not uploaded");
        stub.removeRules();
        Pod.CommandRun again = pod.run("up", "checkpoints");
        assertThat(again.status()).as(again.all()).isZero();
        assertThat(stub.keys()).hasSize(4);
        assertThat(early).hasNullValue();
    }

    @Test
    void download_reports_a_checkpoint_that_is_being_replaced() {
        Instant arrived = Instant.parse("2026-01-01T00:00:00Z");
        stub.put("checkpoints/step-5/model-00001-of-00002.bin", "new", arrived.plusSeconds(60), arrived);
        stub.put("checkpoints/step-5/model-00002-of-00002.bin", "old", arrived, arrived);
        stub.put("checkpoints/step-5/model.bin.index.json", "{}", arrived.plusSeconds(1), arrived);
        Pod.CommandRun run = pod.run("down", "checkpoints");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err())
                .contains("Warning: checkpoints: a checkpoint is incomplete, or is just being replaced:"
                        + " step-5/model-00001-of-00002.bin is newer than step-5/model.bin.index.json");
    }
}
