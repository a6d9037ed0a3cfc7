package replaystorage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.rclone.ChildEnvironment;
import replaystorage.rclone.ConfLocation;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.ProcessRclone;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.RcloneConfig;
import replaystorage.rclone.Redaction;
import replaystorage.settings.Catalogue;
import replaystorage.settings.Environment;
import replaystorage.settings.MachineReader;
import replaystorage.settings.Settings;
import replaystorage.support.Pod;
import replaystorage.support.RawRclone;
import replaystorage.support.StubS3;

/** A download of which no byte comes for longer than the patience. */
class StalledTransferIT {
    private static final byte[] BYTES = new byte[400_000];

    @TempDir
    Path root;

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private StubS3 stub;

    @BeforeEach
    void start() throws IOException {
        stub = new StubS3();
        stub.put("a.slp", "a game");
        stub.put("long.slp", BYTES);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private final class Heard implements Reporter {
        @Override
        public void planned(String title, long files, long bytes) {}

        @Override
        public void log(int child, LogLine line) {}

        @Override
        public void note(String text) {}

        @Override
        public void warn(String text) {
            told.add(text);
        }

        @Override
        public void error(String text, String remedy, int status) {
            told.add(status + " " + text + " " + remedy);
        }
    }

    private Outcome fetchWithPatience(Duration patience) {
        Pod pod = stub.pod(root);
        Environment environment = Environment.of(pod.environment());
        Rclone bare = rclone(environment, null);
        RcloneConfig config = new RcloneConfig(bare, ConfLocation.of(environment, RawRclone.binary(), bare));
        Settings settings = Settings.orFail(environment, Catalogue.packed(), config.sections());
        config.apply(settings);
        Patience patient = Patience.of(patience, patience, 3);
        Setup setup = new Setup(
                new Storage(rclone(environment, config.path()), settings, root.resolve("tmp"), patient),
                settings,
                root.resolve("state"),
                new Heard(),
                new CopyOptions(List.of(), Set.of(), Optional.empty(), patient, MachineReader::here, Told.nobody()),
                Filter.ALL,
                List.of(),
                new Beside(() -> "pod", InstantSource.system()),
                new Room());
        return new Fetch(setup, new Replays(setup), folder -> false)
                .plan(List.of(""), pod.workspace().resolve("replays"), Fetch.Extras.OWN, "")
                .run();
    }

    private static Rclone rclone(Environment environment, Path config) {
        return new ProcessRclone(
                RawRclone.binary(),
                ChildEnvironment.bare(environment).changes(),
                config,
                environment.get("PATH", ""),
                Redaction.none());
    }

    @Test
    void is_ended_and_tried_again() {
        int[] times = {0};
        stub.when(asked -> isLong(asked) && times[0]++ == 0, stub.stall());

        Outcome outcome = fetchWithPatience(Duration.ofSeconds(3));

        assertThat(outcome.status()).as(told.toString()).isZero();
        assertThat(told).containsExactly("no byte came for 3 s; 1 file to be tried again");
        assertThat(root.resolve("workspace/replays/long.slp")).hasBinaryContent(BYTES);
    }

    @Test
    void is_given_up_in_the_end_with_a_status_and_a_remedy() {
        stub.when(StalledTransferIT::isLong, stub.stall());

        Outcome outcome = fetchWithPatience(Duration.ofSeconds(2));

        assertThat(outcome.status()).isEqualTo(5);
        assertThat(outcome.failed()).containsExactly("long.slp");
        assertThat(told)
                .contains("no byte came for 2 s; 1 file given up")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("5 can't copy replays: " + stub.endpoint() + " gave no answer in time")
                        .contains("run it again"));
        assertThat(root.resolve("workspace/replays/a.slp")).hasContent("a game");
        assertThat(root.resolve("workspace/replays/long.slp")).doesNotExist();
    }

    @Test
    void is_one_too_where_a_file_fails_again_and_again_but_no_byte_comes() {
        for (int file = 0; file < 300; file++) {
            stub.put("more/" + file + ".slp", "a game");
        }
        stub.when(asked -> asked.method().equals("GET") && asked.key().endsWith(".slp"), exchange -> {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            StubS3.error(403, "AccessDenied").to(exchange);
        });

        Outcome outcome = fetchWithPatience(Duration.ofSeconds(3));

        assertThat(outcome.status()).isEqualTo(5);
        assertThat(told).contains("no byte came for 3 s; 302 files given up");
    }

    private static boolean isLong(StubS3.Asked asked) {
        return asked.method().equals("GET") && asked.key().equals("long.slp");
    }
}
