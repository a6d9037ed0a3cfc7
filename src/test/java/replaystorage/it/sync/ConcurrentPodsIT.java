package replaystorage.it.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;

/** Two pods upload files of equal names and sizes at once: whatever their records then call equal is equal. */
@Tag("timing")
class ConcurrentPodsIT {
    private static final int FILES = 12;
    private static final int ROUNDS = 6;
    private static final Instant OLD = Instant.parse("2026-01-01T10:00:00.123456789Z");
    private static final Pattern LISTED =
            Pattern.compile("\"Path\":\"([^\"]+)\".*?\"Size\":(\\d+).*?\"ModTime\":\"([^\"]+)\"");

    @TempDir
    Path root;

    private RcloneCli raw;
    private String there;

    @Test
    void records_are_true_on_a_storage_that_lists_milliseconds() throws Exception {
        S3Server server = S3Server.shared();
        raw = server.rclone(root);
        String bucket = S3Server.bucket("twopods");
        raw.run("mkdir", "s3:" + bucket);
        there = "s3:" + bucket + "/checkpoints";
        assertThat(trueClaims(
                        Pod.onS3(root.resolve("one"), server, bucket, bucket),
                        Pod.onS3(root.resolve("two"), server, bucket, bucket)))
                .isPositive();
    }

    @Test
    void records_are_true_on_a_storage_that_lists_whole_seconds() throws Exception {
        try (FakeS3Server stub = new FakeS3Server().withWholeSecondTimes()) {
            raw = S3Server.rclone(root, stub.endpoint());
            there = "s3:" + FakeS3Server.BUCKET + "/checkpoints";
            assertThat(trueClaims(stub.pod(root.resolve("one")), stub.pod(root.resolve("two"))))
                    .isPositive();
        }
    }

    @Test
    void object_that_another_pod_writes_right_after_ours_stays() throws Exception {
        try (FakeS3Server stub = new FakeS3Server()) {
            Pod pod = stub.pod(root);
            pod.write("checkpoints/latest.pt", "ours", Instant.parse("2025-12-01T10:00:00.5Z"));
            stub.answerWhen(
                    asked -> {
                        boolean sent = stub.keys().contains("checkpoints/latest.pt")
                                && stub.get("checkpoints/latest.pt").equals("ours");
                        if (sent && asked.method().equals("GET") && asked.key().isEmpty()) {
                            stub.put("checkpoints/latest.pt", "theirs, and newer");
                        }
                        return false;
                    },
                    FakeS3Server.html());
            assertThat(pod.run("up", "checkpoints").status()).isZero();
            assertThat(stub.get("checkpoints/latest.pt")).isEqualTo("theirs, and newer");
            Pod.CommandRun again = pod.run("up", "checkpoints");
            assertThat(again.status()).as(again.all()).isZero();
            assertThat(stub.get("checkpoints/latest.pt")).isEqualTo("theirs, and newer");
            assertThat(again.err()).contains("is newer on the remote and stays as it is there");
        }
    }

    /** The pod's clock is ahead of the storage's, so that the second seems to be over. */
    @Test
    void object_replaced_in_the_listed_second_is_downloaded_by_the_next_run() throws Exception {
        try (FakeS3Server stub = new FakeS3Server().withWholeSecondTimes()) {
            Pod pod = stub.pod(root);
            Instant second = Instant.now().minus(Duration.ofHours(1));
            Instant made = Instant.parse("2026-01-01T00:00:00Z");
            stub.put("checkpoints/latest.pt", "one", second, made);
            assertThat(pod.run("down", "checkpoints").status()).isZero();
            assertThat(pod.read("checkpoints/latest.pt")).isEqualTo("one");
            stub.put("checkpoints/latest.pt", "two", second, made.plusSeconds(10));
            Pod.CommandRun again = pod.run("down", "checkpoints");
            assertThat(again.status()).as(again.all()).isZero();
            assertThat(pod.read("checkpoints/latest.pt")).isEqualTo("two");
        }
    }

    @Test
    void object_downloaded_in_the_listed_second_is_recorded_as_base() throws Exception {
        try (FakeS3Server stub = new FakeS3Server().withWholeSecondTimes()) {
            Pod pod = stub.pod(root);
            Instant made = Instant.parse("2026-01-01T00:00:00Z");
            pod.write("checkpoints/latest.pt", "the first", made.minusSeconds(60));
            assertThat(pod.run("up", "checkpoints").status()).isZero();
            stub.put("checkpoints/latest.pt", "of another pod", Instant.now(), made);
            assertThat(pod.run("down", "checkpoints").status()).isZero();
            assertThat(pod.read("checkpoints/latest.pt")).isEqualTo("of another pod");
            pod.write("checkpoints/latest.pt", "trained", made.plusSeconds(60));
            Pod.CommandRun run = pod.run("up", "checkpoints");
            assertThat(run.status()).as(run.all()).isZero();
            assertThat(run.err()).doesNotContain("changed on both sides");
            assertThat(stub.get("checkpoints/latest.pt")).isEqualTo("trained");
            assertThat(stub.keys()).containsExactly("checkpoints/latest.pt");
        }
    }

    /** @return the number of recorded equal files; a wrong one is an error */
    private long trueClaims(Pod one, Pod two) throws Exception {
        long claims = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Instant time = OLD.plusSeconds(10L * round);
            write(one, round, time.plusSeconds(round % 2));
            write(two, round, time.plusSeconds(1 - round % 2));
            CompletableFuture<Pod.CommandRun> other =
                    CompletableFuture.supplyAsync(() -> two.runWithShortWait("up", "checkpoints"));
            Pod.CommandRun run = one.runWithShortWait("up", "checkpoints");
            assertThat(run.status()).as(run.all()).isZero();
            assertThat(other.get().status()).as(other.get().all()).isZero();
            claims += requireTrue(one) + requireTrue(two);
            if (round % 2 == 1) {
                // The next run proves what was left unproven.
                for (Pod pod : List.of(one, two)) {
                    Pod.CommandRun again = pod.runWithShortWait("up", "checkpoints");
                    assertThat(again.status()).as(again.all()).isZero();
                    claims += requireTrue(pod);
                }
            }
        }
        return claims;
    }

    private static void write(Pod pod, int round, Instant time) {
        for (int i = 0; i < FILES; i++) {
            pod.write("checkpoints/" + i + ".pt", pod.root().getFileName() + " in round " + round, time);
        }
    }

    /** Compares the bytes of all files that a pod's record calls equal. */
    private long requireTrue(Pod pod) throws IOException {
        Map<String, String> listed = listed();
        List<String> equal = new ArrayList<>();
        for (String line : record(pod)) {
            List<String> fields = List.of(line.split("\t", -1));
            if (fields.size() >= 6
                    && !fields.get(0).equals("KEPT")
                    && here(pod, fields.get(5)).equals(fields.get(1) + " " + fields.get(2))
                    && (fields.get(3) + " " + fields.get(4)).equals(listed.get(fields.get(5)))) {
                equal.add(fields.get(5));
            }
        }
        Path copy = Files.createTempDirectory(root, "copy");
        raw.run("copy", there, copy.toString());
        for (String name : equal) {
            assertThat(Files.readString(copy.resolve(name)))
                    .as(name + " is claimed to be equal by " + pod.root())
                    .isEqualTo(pod.read("checkpoints/" + name));
        }
        return equal.size();
    }

    private Map<String, String> listed() {
        Map<String, String> listed = new HashMap<>();
        Matcher line = LISTED.matcher(raw.run("lsjson", "-R", "--use-server-modtime", there));
        while (line.find()) {
            listed.put(line.group(1), line.group(2) + " " + nanos(Instant.parse(line.group(3))));
        }
        return listed;
    }

    private static String here(Pod pod, String name) throws IOException {
        Path file = pod.checkpoints().resolve(name);
        return Files.exists(file)
                ? Files.size(file) + " " + nanos(Files.getLastModifiedTime(file).toInstant())
                : "gone";
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }

    private static List<String> record(Pod pod) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(pod.workspace().resolve(".replay-storage/records"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
