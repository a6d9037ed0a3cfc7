package replaystorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.Program;
import replaystorage.support.RawRclone;
import replaystorage.support.S3Server;
import replaystorage.support.StubS3;

/** The mistakes of src/docs/doctor.md: each is made, named, and mended by the line that doctor gives. */
class DoctorIT {
    private static final Pattern TRY = Pattern.compile(" +Try: (.*)");
    private static String replays;
    private static String artifacts;

    @TempDir
    Path root;

    private Pod pod;
    private Map<String, String> right;

    /**
     * A mistake.
     *
     * @param about the check that finds it
     * @param says a part of what doctor says
     */
    record Mistake(String name, Consumer<Pod> make, String about, String says) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Mistake set(String variable, String value, String about, String says) {
        return new Mistake(variable + "=" + value, pod -> pod.with(variable, value), about, says);
    }

    @BeforeAll
    static void fill(@TempDir Path folder) {
        replays = S3Server.bucket("doctor-replays");
        artifacts = S3Server.bucket("doctor-artifacts");
        RawRclone raw = S3Server.shared().rclone(folder);
        Pod.write(folder, "Game_1.slp", "replay", Instant.parse("2026-01-02T03:04:05Z"));
        raw.run("copyto", folder.resolve("Game_1.slp").toString(), "s3:" + replays + "/Game_1.slp");
        raw.run("mkdir", "s3:" + artifacts);
    }

    @BeforeEach
    void setUp() {
        pod = Pod.onS3(root, S3Server.shared(), replays, artifacts)
                .with("REPLAY_STORAGE_BIN", root.resolve("bin").toString())
                .with("PATH", Path.of("scripts").toAbsolutePath() + ":" + System.getenv("PATH"))
                .with("REPLAY_STORAGE_JAVA", System.getProperty("java.home") + "/bin/java");
        right = new TreeMap<>(pod.environment());
        right.put("S3_BUCKET", artifacts);
        right.put("RCLONE_CONFIG_PASS", "right");
    }

    static Stream<Mistake> mended() {
        String secret = S3Server.SECRET;
        String endpoint = S3Server.shared().endpoint();
        return Stream.of(
                new Mistake("half", pod -> pod.with("AWS_SECRET_ACCESS_KEY", null), "storage", "AWS_SECRET_ACCESS_KEY"),
                set("AWS_SECRET_ACCESS_KEY", "\"" + secret + "\"", "storage", "has quotes around it"),
                set("AWS_SECRET_ACCESS_KEY", "'" + secret + "'", "storage", "has quotes around it"),
                set("AWS_SECRET_ACCESS_KEY", secret + "\r\n", "storage", "has blanks or a line end"),
                set("AWS_SECRET_ACCESS_KEY", " " + secret, "storage", "has blanks or a line end"),
                set("AWS_SECRET_ACCESS_KEY", "\uFEFF" + secret, "storage", "byte order mark"),
                new Mistake(
                        "a carriage return in a file",
                        pod -> pod.with("AWS_SECRET_ACCESS_KEY", null)
                                .with("AWS_SECRET_ACCESS_KEY_FILE", file(pod, secret + "\r\n")),
                        "storage",
                        "has blanks or a line end"),
                set("S3_ENDPOINT", "'" + endpoint + "/'", "storage", "S3_ENDPOINT has quotes"),
                set("S3_ENDPOINT", endpoint + "/", "storage", "ends with a slash"),
                set("S3_ENDPOINT", endpoint + "/" + replays, "storage", "ends with the bucket's name"),
                set("AWS_SECRET_ACCESS_KEY", "{{ RUNPOD_SECRET_AWS }}", "storage", "never filled in"),
                set("AWS_SECRET_ACCESS_KEY", "${AWS_SECRET_ACCESS_KEY}", "storage", "the name of a variable"),
                set("AWS_SECRET_ACCESS_KEY_FILE", "/nowhere/at/all", "storage", "are both set"),
                new Mistake(
                        "a secret's file that is not there",
                        pod -> pod.with("AWS_SECRET_ACCESS_KEY", null)
                                .with("AWS_SECRET_ACCESS_KEY_FILE", "/nowhere/at/all"),
                        "storage",
                        "can't be used"),
                new Mistake(
                        "two providers",
                        pod -> pod.with("B2_KEY_ID", "0123456789ab").with("B2_APP_KEY", "K0010123456789abcdef"),
                        "storage",
                        "is set too"),
                set("REPLAY_STORAGE_PROVIDER", "backblaze", "storage", "there is no provider backblaze"),
                set("REPLAY_STORAGE_REMOTE", "nope", "storage", "no section of rclone.conf"),
                set("S3_REPLAYS", "s3://" + replays, "storage", "a prefix before the bucket's name"),
                set("S3_REPLAYS", replays + "/", "storage", "slashes around"),
                set("S3_REPLAYS", "Doctor_Replays", "storage", "can't be a bucket"),
                new Mistake(
                        "names of another program",
                        pod -> pod.with("AWS_SECRET_ACCESS_KEY", null).with("MINIO_SECRET_KEY", secret),
                        "variables",
                        "MINIO_SECRET_KEY is not read"),
                set("RCLONE_S3_ENDPOINT", "http://127.0.0.1:1", "variables", "RCLONE_S3_ENDPOINT would have ruled"),
                set("RCLONE_VERSION", "current", "variables", "RCLONE_VERSION would have ruled"),
                set("AWS_PROFILE", "work", "variables", "AWS_PROFILE would have ruled"),
                set("AWS_CA_BUNDLE", "/etc/ssl/certs/ca-certificates.crt", "variables", "AWS_CA_BUNDLE would have"),
                set("SYNC_REPLAYS", "yes", "switches", "only 'true' switches it on"),
                set("SYNC_CHECKPOINTS_DOWN", "later", "switches", "only 'true' switches it on"),
                set("SYNC_INTERVAL", "0", "switches", "SYNC_INTERVAL is '0'"),
                set("SYNC_INTERVAL", "often", "switches", "SYNC_INTERVAL is 'often'"),
                set("REPLAY_STORAGE_START_TIMEOUT", "soon", "switches", "REPLAY_STORAGE_START_TIMEOUT"),
                set("REPLAY_STORAGE_RCLONE", "/nowhere/rclone", "rclone", "REPLAY_STORAGE_RCLONE"),
                new Mistake("rclone.conf for all", pod -> conf(pod, "", "rw-r--r--"), "rclone.conf", "others may look"),
                new Mistake(
                        "a section of another type",
                        pod -> conf(pod, "[minio]\ntype = b2\naccount = x\n", "rw-------"),
                        "storage",
                        "is of type b2"),
                new Mistake(
                        "an older key in rclone.conf",
                        pod -> {
                            pod.run("configure");
                            conf(pod, read(pod.conf()).replace(secret, "another"), "rw-------");
                        },
                        "rclone.conf",
                        "differs from the variables"),
                set("AWS_ACCESS_KEY_ID", "unknown-key", "replays", "does not know the access key"),
                set("AWS_SECRET_ACCESS_KEY", "wrong-secret-0123", "artifacts", "does not belong to the key"),
                new Mistake(
                        "a misspelt bucket",
                        pod -> pod.with("S3_REPLAYS", replays.replace("replays", "replay")),
                        "replays",
                        "there is no bucket"),
                new Mistake("no artifacts", pod -> pod.with("S3_ARTIFACTS", null), "artifacts", "no bucket is named"),
                new Mistake(
                        "no workspace",
                        pod -> pod.with(
                                "WORKSPACE", pod.root().resolve("not here").toString()),
                        "workspace",
                        "which is no folder"),
                new Mistake(
                        "a dangling link",
                        pod -> link(
                                pod.root().resolve("app/checkpoints"),
                                pod.root().resolve("gone")),
                        "workspace",
                        "leads nowhere"),
                new Mistake(
                        "a link elsewhere",
                        pod -> link(pod.root().resolve("app/logs"), pod.root()),
                        "workspace",
                        "elsewhere"),
                new Mistake(
                        "a folder of its own",
                        pod -> Pod.write(pod.root(), "app/cache/a.bin", "x", Instant.now()),
                        "workspace",
                        "a folder of its own"));
    }

    @ParameterizedTest
    @MethodSource
    void mended(Mistake mistake) {
        mistake.make().accept(pod);
        Pod.Run sick = pod.run("doctor");
        assertThat(problem(sick, mistake)).as(sick.out()).isNotNull();
        assertThat(sick.all()).doesNotContain(S3Server.SECRET);

        paste(remedy(sick, mistake));
        Pod.Run cured = pod.run("doctor");
        assertThat(problem(cured, mistake)).as(cured.out()).isNull();
    }

    /** The line of the mistake, or null. */
    private static String problem(Pod.Run run, Mistake mistake) {
        return run.out()
                .lines()
                .filter(line -> line.matches("(warning|error) +" + Pattern.quote(mistake.about()) + " .*"))
                .filter(line -> line.contains(mistake.says()))
                .findFirst()
                .orElse(null);
    }

    private static String remedy(Pod.Run run, Mistake mistake) {
        List<String> lines = run.out().lines().toList();
        Matcher matcher = TRY.matcher(lines.get(lines.indexOf(problem(run, mistake)) + 1));
        assertThat(matcher.matches()).as(run.out()).isTrue();
        return matcher.group(1);
    }

    /** As a user would, who puts the right values in place of the dots. */
    private void paste(String line) {
        String filled = Pattern.compile("(\\w+)=\\.\\.\\.").matcher(line).replaceAll(found -> {
            assertThat(right).as(line).containsKey(found.group(1));
            return Matcher.quoteReplacement(found.group(1) + "='" + right.get(found.group(1)) + "'");
        });
        ProcessBuilder shell = new ProcessBuilder(
                "sh", "-c", filled + "\nenv -0 >\"$0\"", root.resolve("env").toString());
        shell.environment().clear();
        shell.environment().putAll(pod.environment());
        try {
            Process process = shell.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(filled + "\n" + said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pod.environment().clear();
        Stream.of(read(root.resolve("env")).split("\0", -1))
                .filter(variable -> variable.indexOf('=') > 0)
                .forEach(variable -> pod.with(
                        variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1)));
    }

    /** Set-ups in which nothing is wrong. */
    static Stream<Mistake> healthy() {
        return Stream.of(
                new Mistake("two buckets", pod -> {}, "", ""),
                new Mistake(
                        "one bucket, written with other variables",
                        pod -> pod.with("S3_REPLAYS", null)
                                .with("S3_ARTIFACTS", null)
                                .with("S3_BUCKET", artifacts),
                        "",
                        ""),
                new Mistake(
                        "a folder",
                        pod -> {
                            pod.environment().keySet().removeIf(name -> name.matches("(S3|AWS)_.*"));
                            Path storage = pod.root().resolve("storage");
                            pod.with("LOCAL_STORAGE", storage.toString());
                            Pod.write(storage, "replays/Game_1.slp", "replay", Instant.EPOCH);
                            Pod.write(storage, "artifacts/checkpoints/a.pt", "weights", Instant.EPOCH);
                        },
                        "",
                        ""),
                new Mistake(
                        "a section of the user's own",
                        pod -> {
                            assertThat(pod.run("configure").status()).isZero();
                            conf(pod, read(pod.conf()).replace("[minio]", "[mine]"), "rw-------");
                            pod.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
                            pod.with("S3_ENDPOINT", null).with("REPLAY_STORAGE_REMOTE", "mine");
                        },
                        "",
                        ""),
                new Mistake(
                        "a pod after its start, in a session that has none of its variables",
                        pod -> {
                            Pod.write(pod.root(), "app/checkpoints/a.pt", "weights", Instant.EPOCH);
                            pod.with(
                                    "REPLAY_STORAGE_BIN",
                                    pod.root().resolve("bin").toString());
                            Pod.Run start = InstalledProgram.on(pod).run("entrypoint");
                            assertThat(start.status()).as(start.all()).isZero();
                            pod.environment()
                                    .keySet()
                                    .removeIf(name -> !name.matches("HOME|PATH|APP_DIR|REPLAY_STORAGE_(JAVA|RCLONE)"));
                        },
                        "",
                        ""));
    }

    @ParameterizedTest
    @MethodSource
    void healthy(Mistake none) {
        none.make().accept(pod);
        Pod.Run run = InstalledProgram.on(pod).run("doctor");
        assertThat(run.status()).as(run.all()).isZero();
        assertThat(run.out())
                .doesNotContain("warning", "error", "skipped", "Try:")
                .contains("may list, write");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void nothing_is_changed() throws IOException {
        Pod.Run run = pod.run("doctor");
        assertThat(run.status()).as(run.all()).isZero();
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.filter(path -> !Files.isDirectory(path)
                            && !path.startsWith(pod.home().resolve(".cache"))))
                    .isEmpty();
        }
        assertThat(pod.workspace()).isEmptyDirectory();
        assertThat(S3Server.shared().rclone(root).run("lsf", "-R", "--files-only", "s3:" + artifacts))
                .isEmpty();
    }

    /** What no line can mend alone, or what asks for a value that no test can know. */
    static Stream<Mistake> named() {
        return Stream.of(
                new Mistake(
                        "nothing set",
                        pod -> pod.environment().keySet().removeIf(name -> name.matches("(S3|AWS)_.*")),
                        "storage",
                        "no storage is configured"),
                new Mistake(
                        "an unknown key in replay-storage.yaml",
                        pod -> pod.with("REPLAY_STORAGE_CONFIG", yaml(pod, "autosync:\n  interval: 5m\n")),
                        "settings",
                        "autosync"),
                new Mistake("no rclone", DoctorIT::withoutRclone, "rclone", "rclone is not installed"),
                new Mistake("an old rclone", pod -> oldRclone(withoutRclone(pod)), "rclone", "is 1.60.1"),
                new Mistake(
                        "a broken rclone.conf",
                        pod -> conf(pod, "[other]\n`type = x\n", "rw-------"),
                        "rclone.conf",
                        "rclone can't read"),
                set("S3_ENDPOINT", "http://127.0.0.1:1", "replays", "nothing listens at 127.0.0.1:1"),
                set(
                        "S3_ENDPOINT",
                        "http://no-such-host.invalid",
                        "artifacts",
                        "no-such-host.invalid can't be resolved"));
    }

    @ParameterizedTest
    @MethodSource
    void named(Mistake mistake) {
        mistake.make().accept(pod);
        Pod.Run run = pod.run("doctor");
        assertThat(problem(run, mistake)).as(run.out()).startsWith("error");
        assertThat(remedy(run, mistake)).isNotEmpty();
        assertThat(run.status()).as(run.out()).isNotZero();
        assertThat(run.out()).as("every check ran").contains(" workspace ", " disk ", " switches ");
    }

    @Test
    void key_and_id_that_are_exchanged_are_exchanged_back() {
        pod.environment().keySet().removeIf(name -> name.matches("(S3|AWS)_.*"));
        pod.with("B2_APP_KEY", "0123456789ab")
                .with("B2_KEY_ID", "K0010123456789abcdef")
                .with("B2_ENDPOINT", "http://127.0.0.1:1")
                .with("B2_BUCKET", "b");
        Mistake exchanged = new Mistake("", pod -> {}, "storage", "are swapped");
        Pod.Run sick = pod.run("doctor");
        assertThat(problem(sick, exchanged)).as(sick.out()).isNotNull().doesNotContain("K001");
        paste(remedy(sick, exchanged));
        assertThat(pod.environment()).containsEntry("B2_KEY_ID", "0123456789ab").doesNotContainKey("t");
        assertThat(problem(pod.run("doctor"), exchanged)).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "wrong")
    void an_encrypted_rclone_conf_needs_its_password(String password) throws IOException {
        Files.createDirectories(pod.conf().getParent());
        Encrypted.write(pod.conf(), "right");
        pod.with("RCLONE_CONFIG_PASS", password);
        Mistake encrypted = new Mistake("", pod -> {}, "rclone.conf", "RCLONE_CONFIG_PASS");
        Pod.Run sick = InstalledProgram.on(pod).run("doctor");
        assertThat(problem(sick, encrypted)).as(sick.all()).startsWith("error");
        assertThat(sick.status()).isEqualTo(78);
        paste(remedy(sick, encrypted));
        Pod.Run cured = InstalledProgram.on(pod).run("doctor");
        assertThat(cured.status()).as(cured.all()).isZero();
    }

    @Test
    void helper_commands_that_lead_elsewhere_are_linked_again() throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        Pod.Run before = InstalledProgram.on(pod).run("doctor");
        assertThat(before.out()).contains("none installed");
        Pod.Run start = InstalledProgram.on(pod).run("entrypoint");
        assertThat(bin.resolve("sync-all-up")).as(start.all()).exists();
        Files.delete(bin.resolve("sync-all-up"));
        Files.writeString(bin.resolve("sync-all-up"), "#!/bin/sh\n");
        Files.delete(bin.resolve("list-snapshots"));
        Mistake foreign = new Mistake("", pod -> {}, "commands", "in " + bin + ": sync-all-up, list-snapshots");
        Pod.Run sick = InstalledProgram.on(pod).run("doctor");
        assertThat(problem(sick, foreign)).as(sick.all()).isNotNull();
        paste(remedy(sick, foreign));
        Pod.Run cured = InstalledProgram.on(pod).run("doctor");
        assertThat(cured.out()).contains("all 10 in " + bin).doesNotContain("warning");
    }

    @Test
    void few_open_files_are_told() {
        InstalledProgram bounded = InstalledProgram.on(pod).below("sh", "-c", "ulimit -n 256; exec \"$@\"", "sh");
        Pod.Run run = bounded.run("doctor");
        assertThat(run.out()).contains("only 256 files may be open", "Try: ulimit -n 4096");
        assertThat(run.status()).as(run.all()).isZero();
    }

    @Test
    void unfinished_uploads_are_counted_and_removed() throws Exception {
        RawRclone raw = S3Server.shared().rclone(root);
        Path large = root.resolve("large.bin");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(64 << 20);
        }
        Process killed = new ProcessBuilder(
                        RawRclone.binary().toString(),
                        "--config=" + raw.config(),
                        "copyto",
                        large.toString(),
                        "s3:" + artifacts + "/large.bin",
                        "--s3-upload-cutoff=5M",
                        "--bwlimit=8M")
                .start();
        Mistake unfinished = new Mistake("", pod -> {}, "artifacts", "1 unfinished upload, billed");
        Program.await("it is found", () -> problem(pod.run("doctor"), unfinished) != null);
        killed.destroyForcibly().waitFor();
        assertThat(pod.run("costs").err())
                .contains("1 unfinished upload in " + artifacts, "Try: rclone backend cleanup");
        assertThat(pod.run("configure").status()).isZero();
        paste(remedy(pod.run("doctor"), unfinished));
        assertThat(problem(pod.run("doctor"), unfinished)).isNull();
        assertThat(pod.run("costs").err()).doesNotContain("unfinished");
    }

    @Test
    void a_wrong_clock_and_a_key_that_may_only_read_are_told() throws IOException {
        try (StubS3 stub = new StubS3()) {
            stub.put("checkpoints/a.pt", "weights");
            Pod other = stub.pod(root.resolve("other"));
            stub.when(asked -> asked.method().equals("PUT"), StubS3.error(403, "AccessDenied"));
            Pod.Run run = other.run("doctor");
            assertThat(problem(run, new Mistake("", pod -> {}, "artifacts", "may not write to the bucket b")))
                    .as(run.out())
                    .startsWith("error");
            assertThat(run.out()).contains("minio:b: 1 file, 7 B; may list, read");
            stub.when(asked -> true, exchange -> {
                exchange.getResponseHeaders().set("Date", "Thu, 01 Jan 2026 00:00:00 GMT");
                StubS3.error(403, "RequestTimeTooSkewed").to(exchange);
            });
            Pod.Run skewed = other.run("doctor");
            assertThat(problem(skewed, new Mistake("", pod -> {}, "replays", "this machine's clock is wrong")))
                    .as(skewed.out())
                    .startsWith("error");
        }
    }

    @Test
    void a_disk_that_is_too_small_for_the_replays_is_told() throws IOException {
        RawRclone raw = S3Server.shared().rclone(root);
        String large = S3Server.bucket("doctor-large");
        Path file = Pod.write(root, "Game_2.slp", "x".repeat(3_000_000), Instant.EPOCH);
        raw.run("copyto", file.toString(), "s3:" + large + "/Game_2.slp");
        pod.with("S3_REPLAYS", large)
                .with("REPLAY_DIR", Files.createDirectory(root.resolve("small")).toString());
        Pod.Run run = InstalledProgram.on(pod)
                .below(
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
    void json_is_one_object_with_every_line() throws IOException {
        pod.with("SYNC_REPLAYS", "yes").with("S3_ARTIFACTS", null);
        Pod.Run run = pod.run("doctor", "--json");
        assertThat(run.status()).isEqualTo(78);
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.out())
                .startsWith("{\"status\":78,\"checks\":[")
                .contains("{\"about\":\"switches\",\"level\":\"warning\"", "\"remedy\":\"export SYNC_REPLAYS=true\"");
    }

    private static Pod withoutRclone(Pod pod) {
        return pod.with("REPLAY_STORAGE_RCLONE", null).with("PATH", pod.root().resolve("bin") + ":/usr/bin:/bin");
    }

    private static void oldRclone(Pod pod) {
        try {
            Path old = Pod.write(pod.root(), "bin/rclone", "#!/bin/sh\necho rclone v1.60.1\n", Instant.now());
            Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String yaml(Pod pod, String text) {
        return Pod.write(pod.root(), "replay-storage.yaml", text, Instant.now()).toString();
    }

    private static String file(Pod pod, String text) {
        return Pod.write(pod.root(), "secret", text, Instant.now()).toString();
    }

    private static void conf(Pod pod, String text, String mode) {
        try {
            Files.createDirectories(pod.conf().getParent());
            Files.writeString(pod.conf(), text);
            Files.setPosixFilePermissions(pod.conf(), PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path link, Path target) {
        try {
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
