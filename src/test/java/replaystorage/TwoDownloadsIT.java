package replaystorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.support.Pod;
import replaystorage.support.Program;
import replaystorage.support.StubS3;

/** A second command that downloads into a folder while a first one does. */
class TwoDownloadsIT {
    private static final String SLOW = "mewtwo/slow.slp";
    private static final String WAITING = "another command is downloading into ";

    @TempDir
    Path root;

    private final CountDownLatch sent = new CountDownLatch(1);
    private StubS3 stub;
    private Pod pod;

    @BeforeEach
    void start() throws IOException {
        stub = new StubS3();
        for (String key : List.of(SLOW, "mewtwo/a.slp", "fox/b.slp", "checkpoints/slow.slp")) {
            stub.put(key, "bytes of " + key);
        }
        stub.when(asked -> asked.method().equals("GET") && asked.key().endsWith("slow.slp") && isLate(), null);
        pod = stub.pod(root.resolve("pod"));
    }

    @AfterEach
    void stop() throws IOException {
        sent.countDown();
        stub.close();
    }

    /** Holds an answer back; then it is the usual one. */
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
                .filter(("GET /" + StubS3.BUCKET + "/" + key)::equals)
                .count();
    }

    /** Has begun its slow file. */
    private Program first(String slow, String... words) {
        Program first = Program.start(pod, words);
        Program.await("the first downloads", () -> downloads(slow) > 0);
        return first;
    }

    /** With a log of its own. */
    private Program second(String... words) throws IOException {
        Path other = root.resolve("second");
        assertThat(other.toFile().mkdirs()).isTrue();
        return Program.start(new Pod(other, pod.environment()), words);
    }

    private static void awaitWaiting(Program second) {
        Program.await("the second waits", () -> second.text().contains(WAITING));
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
    void waits_with_a_word_and_then_finds_all_there(String slow, String one, String other) throws IOException {
        Path link = root.resolve("link");
        Files.createDirectories(pod.checkpoints());
        Files.createSymbolicLink(link, pod.checkpoints());
        pod.with("SYNC_REPLAYS", "true")
                .with("REPLAY_STORAGE_BIN", root.resolve("bin").toString());
        Program first = first(slow, one.replace("LINK", link.toString()).split(" "));
        Program second = second(other.split(" "));
        awaitWaiting(second);
        sent.countDown();
        assertThat(first.end()).as(first.text()).isZero();
        assertThat(second.end()).as(second.text()).isZero();
        assertThat(downloads(slow)).isOne();
        assertThat(first.text()).doesNotContain(WAITING);
        assertThat(second.text()).containsOnlyOnce(WAITING);
        Files.delete(link);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void a_signal_ends_the_waiting(String signal, int status) throws IOException {
        Program first = first(SLOW, "fetch");
        Program second = second("fetch");
        awaitWaiting(second);
        long begun = System.nanoTime();
        second.signal(signal);
        assertThat(second.end()).isEqualTo(status);
        assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(1_900);
        sent.countDown();
        assertThat(first.end()).isZero();
    }

    @Test
    void a_kill_of_the_first_ends_the_waiting() throws IOException {
        Program first = first(SLOW, "fetch");
        Program second = second("fetch");
        awaitWaiting(second);
        first.signal("KILL");
        sent.countDown();
        assertThat(second.end()).as(second.text()).isZero();
        assertThat(pod.read("replays/" + SLOW)).isEqualTo("bytes of " + SLOW);
    }

    @ParameterizedTest
    @CsvSource({"fetch --dry-run", "fetch fox", "fetch --to OTHER fox", "up"})
    void what_downloads_into_another_folder_or_not_at_all_does_not_wait(String other) throws IOException {
        Program first = first(SLOW, "fetch", "mewtwo");
        Program second =
                second(other.replace("OTHER", root.resolve("other").toString()).split(" "));
        assertThat(second.end()).as(second.text()).isZero();
        assertThat(second.text()).doesNotContain(WAITING);
        sent.countDown();
        assertThat(first.end()).isZero();
    }

    @Test
    void without_locks_it_is_said_and_downloaded_all_the_same() throws IOException {
        sent.countDown();
        Pod.write(pod.workspace(), ".replay-storage/downloads", "a file", Instant.EPOCH);
        Pod.Run run = pod.run("fetch", "fox");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.err()).containsOnlyOnce("Warning: no lock can be had on ");
        assertThat(pod.read("replays/fox/b.slp")).isEqualTo("bytes of fox/b.slp");
    }
}
