package replaystorage.it.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.EncryptedRcloneConf;
import replaystorage.support.FakeS3Server;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;

/** Doctor's findings on problems that need more than a variable or a file, and what it does not touch. */
class DoctorIT {
    @TempDir
    Path root;

    private MisconfiguredPod patient;
    private Pod pod;

    @BeforeEach
    void setUp() {
        patient = MisconfiguredPod.at(root);
        pod = patient.pod();
    }

    @Test
    void doctor_changes_nothing() throws IOException {
        Pod.CommandRun run = pod.run("doctor");
        assertThat(run.status()).as(run.all()).isZero();
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.filter(path -> !Files.isDirectory(path)
                            && !path.startsWith(pod.home().resolve(".cache"))))
                    .isEmpty();
        }
        assertThat(pod.workspace()).isEmptyDirectory();
        assertThat(S3Server.shared()
                        .rclone(root)
                        .run("lsf", "-R", "--files-only", "s3:" + MisconfiguredPod.artifacts()))
                .isEmpty();
    }

    @Test
    void remedy_swaps_a_swapped_key_and_id_back() {
        pod.environment().keySet().removeIf(name -> name.matches("(S3|AWS)_.*"));
        pod.with("B2_APP_KEY", "0123456789ab")
                .with("B2_KEY_ID", "K0010123456789abcdef")
                .with("B2_ENDPOINT", "http://127.0.0.1:1")
                .with("B2_BUCKET", "b");
        DoctorProblem exchanged = DoctorProblem.found("storage", "are swapped");
        Pod.CommandRun sick = pod.run("doctor");
        assertThat(MisconfiguredPod.findProblem(sick, exchanged))
                .as(sick.out())
                .isNotNull()
                .doesNotContain("K001");
        patient.runFixCommand(MisconfiguredPod.fixCommand(sick, exchanged));
        assertThat(pod.environment()).containsEntry("B2_KEY_ID", "0123456789ab").doesNotContainKey("t");
        assertThat(MisconfiguredPod.findProblem(pod.run("doctor"), exchanged)).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "wrong")
    void encrypted_rclone_conf_without_its_password_is_an_error(String password) throws IOException {
        Files.createDirectories(pod.conf().getParent());
        EncryptedRcloneConf.write(pod.conf(), "right");
        pod.with("RCLONE_CONFIG_PASS", password);
        DoctorProblem encrypted = DoctorProblem.found("rclone.conf", "RCLONE_CONFIG_PASS");
        Pod.CommandRun sick = InstalledProgram.on(pod).run("doctor");
        assertThat(MisconfiguredPod.findProblem(sick, encrypted)).as(sick.all()).startsWith("error");
        assertThat(sick.status()).isEqualTo(78);
        patient.runFixCommand(MisconfiguredPod.fixCommand(sick, encrypted));
        Pod.CommandRun cured = InstalledProgram.on(pod).run("doctor");
        assertThat(cured.status()).as(cured.all()).isZero();
    }

    @Test
    void remedy_relinks_helper_commands_that_point_elsewhere() throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        Pod.CommandRun before = InstalledProgram.on(pod).run("doctor");
        assertThat(before.out()).contains("none installed");
        Pod.CommandRun start = InstalledProgram.on(pod).run("entrypoint");
        assertThat(bin.resolve("sync-all-up")).as(start.all()).exists();
        Files.delete(bin.resolve("sync-all-up"));
        Files.writeString(bin.resolve("sync-all-up"), "#!/bin/sh\n");
        Files.delete(bin.resolve("list-snapshots"));
        DoctorProblem foreign = DoctorProblem.found(
                "commands", "in " + bin + ", or replaced by another program: sync-all-up, list-snapshots");
        Pod.CommandRun sick = InstalledProgram.on(pod).run("doctor");
        assertThat(MisconfiguredPod.findProblem(sick, foreign)).as(sick.all()).isNotNull();
        patient.runFixCommand(MisconfiguredPod.fixCommand(sick, foreign));
        assertThat(bin.resolve("sync-all-up.old"))
                .as("what was somebody else's")
                .hasContent("#!/bin/sh");
        Pod.CommandRun cured = InstalledProgram.on(pod).run("doctor");
        assertThat(cured.out()).contains("all 10 in " + bin).doesNotContain("warning");
    }

    @Test
    void reports_a_low_limit_of_open_files() {
        InstalledProgram bounded = InstalledProgram.on(pod).prefixedBy("sh", "-c", "ulimit -n 100; exec \"$@\"", "sh");
        Pod.CommandRun run = bounded.run("doctor");
        assertThat(run.out()).contains("only 100 files may be open", "Try: ulimit -n 4096");
        assertThat(run.status()).as(run.all()).isZero();
    }

    @Test
    void reports_a_wrong_clock_and_a_read_only_key() throws IOException {
        try (FakeS3Server stub = new FakeS3Server()) {
            stub.put("checkpoints/a.pt", "weights");
            Pod other = stub.pod(root.resolve("other"));
            stub.answerWhen(asked -> asked.method().equals("PUT"), FakeS3Server.error(403, "AccessDenied"));
            Pod.CommandRun run = other.run("doctor");
            assertThat(MisconfiguredPod.findProblem(
                            run, DoctorProblem.found("artifacts", "may not write to the bucket b")))
                    .as(run.out())
                    .startsWith("error");
            assertThat(run.out()).contains("minio:b: 1 file, 7 B; may list, read");
            stub.answerWhen(asked -> true, exchange -> {
                exchange.getResponseHeaders().set("Date", "Thu, 01 Jan 2026 00:00:00 GMT");
                FakeS3Server.error(403, "RequestTimeTooSkewed").to(exchange);
            });
            Pod.CommandRun skewed = other.run("doctor");
            assertThat(MisconfiguredPod.findProblem(
                            skewed, DoctorProblem.found("replays", "this machine's clock is wrong")))
                    .as(skewed.out())
                    .startsWith("error");
        }
    }

    @Test
    void reports_a_disk_that_is_too_small_for_the_replays() throws IOException {
        RcloneCli raw = S3Server.shared().rclone(root);
        String large = S3Server.bucket("doctor-large");
        Path file = Pod.write(root, "Game_2.slp", "x".repeat(3_000_000), Instant.EPOCH);
        raw.run("copyto", file.toString(), "s3:" + large + "/Game_2.slp");
        pod.with("S3_REPLAYS", large)
                .with("REPLAY_DIR", Files.createDirectory(root.resolve("small")).toString());
        Pod.CommandRun run = InstalledProgram.on(pod)
                .prefixedBy(
                        "unshare",
                        "-rm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=1m none \"$REPLAY_DIR\" && exec \"$@\"",
                        "sh")
                .run("doctor");
        assertThat(run.out()).contains("1.0 MB free", "a fetch needs 3.0 MB");
        assertThat(run.status()).as(run.all()).isEqualTo(74);
    }

    @Test
    void hides_both_lines_of_a_broken_secret_in_rclone_conf() throws IOException {
        Files.createDirectories(pod.conf().getParent());
        Files.writeString(pod.conf(), "[minio]\ntype = s3\nsecret_access_key = FIRST\nSECONDHALF\n");
        Pod.CommandRun run = pod.run("doctor");
        assertThat(run.out()).contains("could not parse line: ***").doesNotContain("SECONDHALF");
    }

    @Test
    void accepts_line_breaks_in_a_json_key_file() {
        pod.environment().keySet().removeIf(name -> name.matches("(S3|AWS)_.*"));
        Path key = Pod.write(root, "sa.json", "{\n  \"type\": \"service_account\"\n}\n\n", Instant.now());
        pod.with("GDRIVE_SERVICE_ACCOUNT_JSON_FILE", key.toString())
                .with("GDRIVE_BUCKET", "melee")
                .with("HTTPS_PROXY", "http://127.0.0.1:1");
        assertThat(pod.run("doctor").out()).doesNotContain("has spaces or a line break");
    }

    @Test
    void shared_bucket_needs_disk_space_for_the_replays_only() {
        RcloneCli raw = S3Server.shared().rclone(root);
        String one = S3Server.bucket("doctor-one");
        Path file = Pod.write(root, "big.pt", "x".repeat(3_000_000), Instant.EPOCH);
        raw.run("copyto", file.toString(), "s3:" + one + "/checkpoints/big.pt");
        raw.run("copyto", Pod.write(root, "a.slp", "a game", Instant.EPOCH).toString(), "s3:" + one + "/greg/a.slp");
        pod.with("S3_REPLAYS", null).with("S3_ARTIFACTS", null).with("S3_BUCKET", one);
        assertThat(pod.run("doctor").out()).contains("a fetch needs 6 B");
    }

    @Test
    void storage_that_cannot_be_opened_is_an_error_even_if_each_check_passes() throws IOException {
        Files.createDirectories(pod.conf().getParent());
        Files.createSymbolicLink(pod.conf(), pod.conf());
        Pod.CommandRun run = pod.run("doctor");
        assertThat(run.status()).as(run.out()).isEqualTo(74);
        assertThat(run.out()).contains("Too many levels of symbolic links");
    }

    @Test
    void json_is_one_object_with_every_check() throws IOException {
        pod.with("SYNC_REPLAYS", "yes").with("S3_ARTIFACTS", null);
        Pod.CommandRun run = pod.run("doctor", "--json");
        assertThat(run.status()).isEqualTo(78);
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.out())
                .startsWith("{\"status\":78,\"checks\":[")
                .contains("{\"about\":\"switches\",\"level\":\"warning\"", "\"remedy\":\"export SYNC_REPLAYS=true\"");
    }

    @Test
    void storage_folder_on_the_same_disk_is_the_only_warning() {
        pod.environment().keySet().removeIf(name -> name.matches("(S3|AWS)_.*"));
        Path storage = root.resolve("storage");
        pod.with("LOCAL_STORAGE", storage.toString());
        Pod.write(storage, "replays/Game_1.slp", "replay", Instant.EPOCH);
        Pod.write(storage, "artifacts/checkpoints/a.pt", "weights", Instant.EPOCH);
        Pod.CommandRun run = pod.run("doctor");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith("warning")))
                .singleElement()
                .asString()
                .contains("a copy on the same disk");
        assertThat(run.out()).endsWith("\n1 warning\n");
    }

    @Test
    void cause_shared_by_both_buckets_is_reported_and_counted_once() {
        pod.with("AWS_SECRET_ACCESS_KEY", "wrong-secret-0123");
        Pod.CommandRun run = pod.run("doctor");
        assertThat(run.status()).as(run.all()).isNotZero();
        assertThat(run.out().split("does not belong to the key", -1)).hasSize(2);
        assertThat(run.out()).contains("skipped  artifacts").endsWith("\n1 error\n");
        assertThat(pod.run("doctor", "--json").out()).contains("],\"errors\":1,\"warnings\":0}");
    }

    @Test
    void active_proxy_is_named_without_its_password() throws IOException {
        try (ServerSocket proxy = new ServerSocket(0)) {
            pod.with("HTTPS_PROXY", "http://me:hidden@127.0.0.1:" + proxy.getLocalPort())
                    .with("NO_PROXY", "127.0.0.1");
            Pod.CommandRun run = pod.run("doctor");
            assertThat(run.out())
                    .contains("HTTPS_PROXY: requests by https go through http://127.0.0.1:" + proxy.getLocalPort())
                    .doesNotContain("hidden");
        }
    }
}
