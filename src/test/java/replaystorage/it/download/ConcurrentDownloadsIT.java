package replaystorage.it.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;

/** Two commands that download to the same folder. */
class ConcurrentDownloadsIT {
    private static final String SLOW = "mewtwo/slow.slp";
    private static final String WAITING = "another command is downloading into ";

    @TempDir
    Path root;

    private final CountDownLatch sent = new CountDownLatch(1);
    private FakeS3Server stub;
    private Pod pod;

    @BeforeEach
    void start() throws IOException {
        stub = new FakeS3Server();
        for (String key : List.of(SLOW, "mewtwo/a.slp", "fox/b.slp", "checkpoints/slow.slp")) {
            stub.put(key, "bytes of " + key);
        }
        stub.answerWhen(asked -> asked.method().equals("GET") && asked.key().endsWith("slow.slp") && isLate(), null);
        pod = stub.pod(root.resolve("pod"));
    }

    @AfterEach
    void stop() throws IOException {
        sent.countDown();
        stub.close();
    }

    /** Delays one answer. */
    private boolean isLate() {
        try {
            sent.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private long downloads(String key) {
        return stub.requests().stream()
                .filter(("GET /" + FakeS3Server.BUCKET + "/" + key)::equals)
                .count();
    }

    /** Starts a command and waits until it downloads its slow file. */
    private ProgramProcess first(String slow, String... words) {
        ProgramProcess first = ProgramProcess.start(pod, words);
        ProgramProcess.await("the first downloads", () -> downloads(slow) > 0);
        return first;
    }

    /** Starts a command with a separate log. */
    private ProgramProcess second(String... words) throws IOException {
        Path other = root.resolve("second");
        assertThat(other.toFile().mkdirs()).isTrue();
        return ProgramProcess.start(new Pod(other, pod.environment()), words);
    }

    private static void awaitWaiting(ProgramProcess second) {
        ProgramProcess.await("the second waits", () -> second.text().contains(WAITING));
    }

    @ParameterizedTest
    @CsvSource({
        "mewtwo/slow.slp, fetch, fetch",
        "mewtwo/slow.slp, fetch, fetch mewtwo",
        "mewtwo/slow.slp, fetch mewtwo, fetch",
        "checkpoints/slow.slp, down checkpoints, down",
        "checkpoints/slow.slp, pull LINK, down checkpoints",
        "mewtwo/slow.slp, fetch, entrypoint"
    })
    void second_download_waits_with_a_note_and_finds_all_files(String slow, String one, String other)
            throws IOException {
        Path link = root.resolve("link");
        Files.createDirectories(pod.checkpoints());
        Files.createSymbolicLink(link, pod.checkpoints());
        pod.with("SYNC_REPLAYS", "true")
                .with("REPLAY_STORAGE_BIN", root.resolve("bin").toString());
        ProgramProcess first = first(slow, one.replace("LINK", link.toString()).split(" "));
        ProgramProcess second = second(other.split(" "));
        awaitWaiting(second);
        sent.countDown();
        assertThat(first.end()).as(first.text()).isZero();
        assertThat(second.end()).as(second.text()).isZero();
        assertThat(downloads(slow)).isOne();
        assertThat(first.text()).doesNotContain(WAITING);
        assertThat(second.text()).containsOnlyOnce(WAITING);
        Files.delete(link);
    }

    @Tag("timing")
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void signal_ends_the_wait(String signal, int status) throws IOException {
        ProgramProcess first = first(SLOW, "fetch");
        ProgramProcess second = second("fetch");
        awaitWaiting(second);
        long begun = System.nanoTime();
        second.signal(signal);
        assertThat(second.end()).isEqualTo(status);
        assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(1_900);
        sent.countDown();
        assertThat(first.end()).isZero();
    }

    @Test
    void kill_of_the_first_download_ends_the_wait() throws IOException {
        ProgramProcess first = first(SLOW, "fetch");
        ProgramProcess second = second("fetch");
        awaitWaiting(second);
        first.signal("KILL");
        sent.countDown();
        assertThat(second.end()).as(second.text()).isZero();
        assertThat(pod.read("replays/" + SLOW)).isEqualTo("bytes of " + SLOW);
    }

    @ParameterizedTest
    @CsvSource({"fetch --dry-run", "fetch fox", "fetch --to OTHER fox", "up"})
    void command_that_does_not_download_to_the_same_folder_does_not_wait(String other) throws IOException {
        ProgramProcess first = first(SLOW, "fetch", "mewtwo");
        ProgramProcess second =
                second(other.replace("OTHER", root.resolve("other").toString()).split(" "));
        assertThat(second.end()).as(second.text()).isZero();
        assertThat(second.text()).doesNotContain(WAITING);
        sent.countDown();
        assertThat(first.end()).isZero();
    }

    @Test
    void downloads_with_a_warning_if_locks_are_unavailable() throws IOException {
        sent.countDown();
        Pod.write(pod.workspace(), ".replay-storage/downloads", "a file", Instant.EPOCH);
        Pod.CommandRun run = pod.run("fetch", "fox");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err()).containsOnlyOnce("Warning: can't lock ");
        assertThat(pod.read("replays/fox/b.slp")).isEqualTo("bytes of fox/b.slp");
    }
}
