package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;

/** Servers that die during a transfer, missing buckets, and wrong keys. */
class StorageFailuresIT {
    @TempDir
    Path root;

    private static void tree(Path folder) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(2);
        for (int i = 0; i < 12; i++) {
            byte[] bytes = new byte[200_000];
            random.nextBytes(bytes);
            Files.write(folder.resolve("game " + i + ".slp"), bytes);
        }
    }

    private static long files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".partial")).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void isNoSuccess(Pod.CommandRun run) {
        assertThat(run.status()).as(run.all()).isNotZero();
        assertThat(run.err()).contains("Error: ").contains("Try: ").contains(" failed");
        assertThat(run.all()).doesNotContain("100%").doesNotContain("\u2713").doesNotContain("\u2714");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void fetch_fails_if_the_server_is_killed_and_the_next_one_completes() throws IOException {
        int port = S3Server.freePort();
        Path data = Files.createDirectories(root.resolve("data"));
        S3Server server = S3Server.binary(port, data);
        RcloneCli raw = server.rclone(root);
        Path source = root.resolve("source");
        tree(source);
        raw.run("mkdir", "s3:killed");
        raw.run("copy", source.toString(), "s3:killed");
        Pod pod = Pod.onS3(root, server, "killed", "killed");
        Path replays = pod.workspace().resolve("replays");

        CompletableFuture<Pod.CommandRun> running = CompletableFuture.supplyAsync(() -> pod.run(
                "fetch", "--", "--bwlimit", "400k", "--transfers", "2", "--retries", "1", "--low-level-retries", "1"));
        ProgramProcess.await("some have come", () -> files(replays) >= 2);
        server.stop();
        Pod.CommandRun run = running.join();

        isNoSuccess(run);
        try (Stream<Path> files = Files.list(replays)) {
            assertThat(files)
                    .allMatch(file -> file.toString().endsWith(".partial")
                            || file.toFile().length() == 200_000);
        }
        S3Server again = S3Server.binary(port, data);
        Pod.CommandRun rerun = pod.run("fetch");
        assertThat(rerun.status()).as(rerun.all()).isZero();
        raw.run("check", "--download", source.toString(), replays.toString());
        again.stop();
    }

    @Test
    void upload_fails_if_the_server_is_killed_and_the_next_one_completes() throws IOException {
        int port = S3Server.freePort();
        Path data = Files.createDirectories(root.resolve("data"));
        S3Server server = S3Server.binary(port, data);
        RcloneCli raw = server.rclone(root);
        raw.run("mkdir", "s3:killed");
        Pod pod = Pod.onS3(root, server, "killed", "killed");
        tree(pod.checkpoints());

        CompletableFuture<Pod.CommandRun> running = CompletableFuture.supplyAsync(() -> pod.run(
                "up",
                "checkpoints",
                "--",
                "--bwlimit",
                "400k",
                "--transfers",
                "2",
                "--retries",
                "1",
                "--low-level-retries",
                "1"));
        ProgramProcess.await(
                "some have gone",
                () -> raw.run("lsf", "s3:killed", "-R", "--files-only").lines().count() >= 2);
        server.stop();
        Pod.CommandRun run = running.join();

        isNoSuccess(run);
        S3Server again = S3Server.binary(port, data);
        Pod.CommandRun rerun = pod.run("up", "checkpoints");
        assertThat(rerun.status()).as(rerun.all()).isZero();
        raw.run("check", "--download", pod.checkpoints().toString(), "s3:killed/checkpoints");
        again.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fetch",
                "fetch mewtwo",
                "fetch --delete",
                "up",
                "up checkpoints",
                "down",
                "down --snapshot 2026-01-01",
                "down --from snapshots/checkpoints",
                "snapshot",
                "snapshots",
                "checkpoints",
                "checkpoints --remote",
                "upload SOURCE",
                "upload SOURCE greg",
                "upload SOURCE --delete",
                "pull SOURCE",
                "ls replays",
                "ls artifacts",
                "verify",
                "verify replays"
            })
    void missing_bucket_is_reported_with_its_variable_and_not_created(String words) {
        RcloneCli raw = S3Server.shared().rclone(root);
        String before = raw.run("lsf", "s3:");
        Pod pod = Pod.onS3(root, S3Server.shared(), "misspelt-replays", "misspelt-artifacts");
        for (String name :
                new String[] {"checkpoints/a.pt", "logs/a.log", "cache/a", "replays/a.slp", "source/a.slp"}) {
            pod.write(name, "bytes", Instant.EPOCH);
        }

        Pod.CommandRun run = pod.run(
                words.replace("SOURCE", pod.workspace().resolve("source").toString())
                        .split(" "));

        assertThat(run.status()).as(run.all()).isEqualTo(3);
        assertThat(run.err())
                .containsPattern("misspelt-(?:replays|artifacts)")
                .containsPattern("S3_(?:REPLAYS|ARTIFACTS)")
                .contains("Error: ")
                .contains("Try: ");
        assertThat(raw.run("lsf", "s3:").lines()).containsAll(before.lines().toList());
        assertThat(raw.run("lsf", "s3:")).doesNotContain("misspelt");
        assertThat(pod.read("source/a.slp")).isEqualTo("bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "no-such-key-0123, " + S3Server.SECRET + ", does not know the access key",
        S3Server.KEY + ", another-secret-0123456789, does not belong to the key",
        S3Server.SECRET + ", " + S3Server.KEY + ", does not know the access key"
    })
    void wrong_key_wrong_secret_and_swapped_ones_have_distinct_errors(String key, String secret, String says) {
        RcloneCli raw = S3Server.shared().rclone(root);
        String bucket = S3Server.bucket("keys");
        raw.run("mkdir", "s3:" + bucket);
        Pod pod = Pod.onS3(root, S3Server.shared(), bucket, bucket)
                .with("AWS_ACCESS_KEY_ID", key)
                .with("AWS_SECRET_ACCESS_KEY", secret);
        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);

        for (String command : new String[] {"fetch", "up", "snapshots"}) {
            Pod.CommandRun run = pod.run(command);
            assertThat(run.status()).as(run.all()).isEqualTo(78);
            assertThat(run.err()).contains(says).contains("Try: export AWS_ACCESS_KEY_ID");
            assertThat(run.all()).doesNotContain(secret);
        }
    }
}
