package replaystorage.it.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;
import replaystorage.support.RcloneCli;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;

/** Doctor and costs count unfinished uploads, and the suggested command removes only these. */
class UnfinishedUploadsIT {
    private static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");
    private static final DoctorProblem UNFINISHED = DoctorProblem.found("artifacts", "1 unfinished upload, billed");
    private static final DoctorProblem ANY = DoctorProblem.found("artifacts", "unfinished upload");
    private static final String RULES = "daysFromStartingToCancelingUnfinishedLargeFiles";

    @TempDir
    Path root;

    private static Pod.CommandRun good(Pod pod, String... words) {
        Pod.CommandRun run = pod.run(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    /** On B2, with an overwritten, a deleted and an empty checkpoint, and a snapshot. */
    private StorageFixture withHistory() throws IOException {
        StorageFixture depot = StorageFixture.open(StorageKind.B2, root);
        Pod pod = depot.pod()
                .with("PATH", Path.of("scripts").toAbsolutePath() + ":" + System.getenv("PATH"))
                .with("REPLAY_STORAGE_JAVA", System.getProperty("java.home") + "/bin/java");
        for (int version = 1; version <= 3; version++) {
            pod.write("checkpoints/latest.pt", "version " + version, OLD.plusSeconds(version));
            pod.write("checkpoints/empty.pt", "", OLD.plusSeconds(version));
            pod.write("checkpoints/deleted.pt", "deleted " + version, OLD.plusSeconds(version));
            good(pod, "up", "checkpoints", "--settle", "0");
        }
        good(pod, "snapshot", "2026-01-02");
        depot.raw().run("deletefile", depot.artifacts() + "/checkpoints/deleted.pt");
        return depot;
    }

    /** Kills a multipart upload after its start. */
    private void killUpload(StorageFixture depot, String name) throws Exception {
        Path large = root.resolve("large.bin");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(64 << 20);
        }
        List<String> command = new ArrayList<>(List.of(
                RcloneCli.binary().toString(),
                "--config=" + depot.raw().config(),
                "copyto",
                large.toString(),
                depot.artifacts() + "/" + name,
                "--s3-upload-cutoff=5M",
                "--b2-upload-cutoff=5M",
                "--b2-chunk-size=5M",
                "--bwlimit=8M"));
        Process running = new ProcessBuilder(command).start();
        ProgramProcess.await(
                "the upload has begun", () -> depot.pod().run("doctor").out().contains("unfinished upload"));
        running.destroyForcibly().waitFor();
    }

    /** All versions of all files, with their lengths. */
    private static String versions(StorageFixture depot) {
        return depot.raw()
                .run("ls", "--b2-versions", depot.artifacts())
                .lines()
                .filter(line -> !line.matches(" +0 .*large.*"))
                .sorted()
                .reduce("", (one, other) -> one + "\n" + other);
    }

    @Test
    void b2_old_versions_and_hide_markers_are_not_unfinished_uploads() throws IOException {
        StorageFixture depot = withHistory();
        Pod.CommandRun run = depot.pod().run("doctor");
        assertThat(MisconfiguredPod.findProblem(run, ANY)).as(run.out()).isNull();
        assertThat(run.out()).doesNotContain("unfinished", "cleanup");
        assertThat(good(depot.pod(), "costs").err()).doesNotContain("unfinished", "cleanup");
    }

    @Test
    void b2_remedy_keeps_every_version_of_every_file() throws Exception {
        StorageFixture depot = withHistory();
        killUpload(depot, "checkpoints/large.pt");
        String before = versions(depot);
        assertThat(before).contains("latest-v20", "deleted-v20");

        Pod.CommandRun sick = depot.pod().run("doctor");
        assertThat(good(depot.pod(), "costs").err()).contains("1 unfinished upload in ", "Try: ");
        new MisconfiguredPod(depot.pod(), Map.of()).runFixCommand(MisconfiguredPod.fixCommand(sick, UNFINISHED));

        assertThat(versions(depot)).isEqualTo(before);
        assertThat(depot.raw().run("backend", "lifecycle", depot.artifacts())).contains("\"" + RULES + "\": 7");
        Pod.CommandRun cured = depot.pod().run("doctor");
        assertThat(MisconfiguredPod.findProblem(cured, ANY))
                .as("the bucket's rule cancels it")
                .isNull();
    }

    @Test
    void b2_upload_killed_while_replacing_a_file_counts_even_after_a_repeat() throws Exception {
        StorageFixture depot = withHistory();
        killUpload(depot, "checkpoints/latest.pt");
        depot.raw()
                .run(
                        "copyto",
                        depot.pod().write("new", "newest", OLD).toString(),
                        depot.artifacts() + "/checkpoints/latest.pt");

        Pod.CommandRun sick = depot.pod().run("doctor");
        assertThat(MisconfiguredPod.findProblem(sick, UNFINISHED))
                .as(sick.out())
                .startsWith("warning");
    }

    @Test
    void b2_remedy_keeps_existing_lifecycle_rules() throws Exception {
        StorageFixture depot = withHistory();
        killUpload(depot, "checkpoints/large.pt");
        depot.raw().run("backend", "lifecycle", depot.artifacts(), "-o", "daysFromHidingToDeleting=30");
        String before = versions(depot);
        String rules = depot.raw().run("backend", "lifecycle", depot.artifacts());

        String remedy = MisconfiguredPod.fixCommand(depot.pod().run("doctor"), UNFINISHED);
        new MisconfiguredPod(depot.pod(), Map.of()).runFixCommand(remedy);

        assertThat(remedy).startsWith("# ").contains("Lifecycle Settings");
        assertThat(depot.raw().run("backend", "lifecycle", depot.artifacts())).isEqualTo(rules);
        assertThat(versions(depot)).isEqualTo(before);
    }

    @Test
    void s3_upload_of_the_last_24_hours_is_not_a_warning() throws Exception {
        StorageFixture depot = StorageFixture.open(StorageKind.S3, root);
        killUpload(depot, "large.bin");
        Pod.CommandRun run = depot.pod().run("doctor");
        assertThat(MisconfiguredPod.findProblem(run, ANY)).isNull();
        assertThat(run.out()).contains("1 unfinished upload of the last 24 hours");
        assertThat(good(depot.pod(), "costs").err()).doesNotContain("unfinished");
    }

    @Test
    void s3_remedy_aborts_only_uploads_older_than_a_day() throws IOException {
        Map<String, Instant> uploads = new TreeMap<>(Map.of(
                "old", Instant.now().minus(30, ChronoUnit.HOURS),
                "young", Instant.now().minus(2, ChronoUnit.HOURS)));
        List<String> deleted = new CopyOnWriteArrayList<>();
        try (FakeS3Server stub = new FakeS3Server()) {
            stub.put("checkpoints/latest.pt", "weights");
            Pod pod = stub.pod(root)
                    .with("PATH", Path.of("scripts").toAbsolutePath() + ":" + System.getenv("PATH"))
                    .with("REPLAY_STORAGE_JAVA", System.getProperty("java.home") + "/bin/java");
            stub.answerWhen(asked -> asked.query().containsKey("uploads"), exchange -> {
                StringBuilder xml = new StringBuilder("<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>");
                uploads.forEach((name, begun) -> xml.append("<Upload><Key>" + name + ".pt</Key><UploadId>" + name
                        + "</UploadId><Initiated>" + begun.truncatedTo(ChronoUnit.MILLIS) + "</Initiated></Upload>"));
                FakeS3Server.reply(exchange, 200, "application/xml", xml + "</ListMultipartUploadsResult>");
            });
            stub.answerWhen(asked -> asked.query().containsKey("uploadId"), exchange -> {
                uploads.remove(exchange.getRequestURI().getQuery().replaceFirst(".*uploadId=(\\w+).*", "$1"));
                exchange.sendResponseHeaders(204, -1);
            });
            stub.answerWhen(
                    asked -> {
                        if (asked.method().equals("DELETE") && !asked.key().contains("doctor-")) {
                            deleted.add(asked.key());
                        }
                        return false;
                    },
                    FakeS3Server.html());

            Pod.CommandRun sick = pod.run("doctor");
            new MisconfiguredPod(pod, Map.of()).runFixCommand(MisconfiguredPod.fixCommand(sick, UNFINISHED));

            assertThat(uploads).containsOnlyKeys("young");
            assertThat(deleted).isEmpty();
            assertThat(stub.get("checkpoints/latest.pt")).isEqualTo("weights");
            assertThat(MisconfiguredPod.findProblem(pod.run("doctor"), ANY)).isNull();
        }
    }
}
