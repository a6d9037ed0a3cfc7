package replaystorage.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.console.Console;
import replaystorage.host.Environment;
import replaystorage.providers.ProviderCatalogue;
import replaystorage.rclone.ChildEnvironment;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.ProcessRclone;
import replaystorage.rclone.Rclone;
import replaystorage.rclone.Redaction;
import replaystorage.rclone.conf.ConfLocation;
import replaystorage.rclone.conf.RcloneConfUpdater;
import replaystorage.settings.Settings;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.TransferContextFixture;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.list.Timeouts;
import replaystorage.transfer.note.TransferOutcome;

/** A download that receives no data for longer than the stall timeout. */
@Tag("timing")
class StalledDownloadIT {
    private static final byte[] BYTES = new byte[400_000];

    @TempDir
    Path root;

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private FakeS3Server stub;

    @BeforeEach
    void start() throws IOException {
        stub = new FakeS3Server();
        stub.put("a.slp", "a game");
        stub.put("long.slp", BYTES);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private final class RecordingConsole implements Console {
        @Override
        public void addPlanned(String title, long files, long bytes) {}

        @Override
        public void handleLogLine(int child, LogLine line) {}

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

        @Override
        public void showSummary(boolean good, String text) {}

        @Override
        public void close() {}
    }

    private TransferOutcome fetchWithPatience(Duration patience) {
        Pod pod = stub.pod(root);
        Environment environment = Environment.of(pod.environment());
        Rclone bare = rclone(environment, null);
        RcloneConfUpdater config =
                new RcloneConfUpdater(bare, ConfLocation.find(environment, RcloneCli.binary(), bare));
        Settings settings = Settings.require(environment, ProviderCatalogue.bundled(), config.sections());
        config.update(settings);
        Timeouts patient = Timeouts.of(patience, patience, 3);
        TransferContext context = TransferContextFixture.of(
                new RemoteStorage(rclone(environment, config.path()), settings, root.resolve("tmp"), patient),
                root.resolve("state"),
                new RecordingConsole(),
                patient);
        return new ReplayFetch(context, new ReplayTransfers(context), folder -> false)
                .planFetch(List.of(""), pod.workspace().resolve("replays"), ReplayFetch.ExtraFiles.DELETE_FETCHED, "")
                .run();
    }

    private static Rclone rclone(Environment environment, Path config) {
        return new ProcessRclone(
                RcloneCli.binary(),
                ChildEnvironment.withoutRemote(environment).changes(),
                config,
                environment.get("PATH", ""),
                Redaction.none());
    }

    @Test
    void stalled_download_is_ended_and_retried() {
        int[] times = {0};
        stub.answerWhen(asked -> isLong(asked) && times[0]++ == 0, stub.neverAnswer());

        TransferOutcome outcome = fetchWithPatience(Duration.ofSeconds(3));

        assertThat(outcome.status()).as(told.toString()).isZero();
        assertThat(told).containsExactly("no data for 3 s; 1 file will be retried");
        assertThat(root.resolve("workspace/replays/long.slp")).hasBinaryContent(BYTES);
    }

    @Test
    void repeatedly_stalled_download_is_given_up_with_status_and_remedy() {
        stub.answerWhen(StalledDownloadIT::isLong, stub.neverAnswer());

        TransferOutcome outcome = fetchWithPatience(Duration.ofSeconds(2));

        assertThat(outcome.status()).isEqualTo(5);
        assertThat(outcome.failedFiles()).containsExactly("long.slp");
        assertThat(told)
                .contains("no data for 2 s; 1 file failed")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("5 can't copy replays: " + stub.endpoint() + " gave no answer in time")
                        .contains("run it again"));
        assertThat(root.resolve("workspace/replays/a.slp")).hasContent("a game");
        assertThat(root.resolve("workspace/replays/long.slp")).doesNotExist();
    }

    @Test
    void repeated_failures_without_data_count_as_stalled() {
        for (int file = 0; file < 300; file++) {
            stub.put("more/" + file + ".slp", "a game");
        }
        stub.answerWhen(asked -> asked.method().equals("GET") && asked.key().endsWith(".slp"), exchange -> {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            FakeS3Server.error(403, "AccessDenied").to(exchange);
        });

        TransferOutcome outcome = fetchWithPatience(Duration.ofSeconds(3));

        assertThat(outcome.status()).isEqualTo(5);
        assertThat(told).contains("no data for 3 s; 302 files failed");
    }

    private static boolean isLong(FakeS3Server.S3Request asked) {
        return asked.method().equals("GET") && asked.key().equals("long.slp");
    }
}
