package replaystorage.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.EncryptedRcloneConf;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.ProcessArgumentsWatcher;
import replaystorage.support.RcloneCli;
import replaystorage.support.S3Server;

/** Secrets appear in no argument list, no output, and no file except the private rclone.conf, also after errors. */
@Tag("timing")
class SecretLeakIT {
    private static final String REFUSING = "http://127.0.0.1:1";
    private static final String[] LOUD = {"--verbose", "--", "-vv", "--dump", "headers", "--low-level-retries", "1"};
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    @TempDir
    Path root;

    /** Files of the test itself, outside of the pod. */
    @TempDir
    Path aside;

    private Pod pod;
    private InstalledProgram own;
    private ProcessArgumentsWatcher watch;
    private Set<Path> before;
    private final StringBuilder shown = new StringBuilder();

    @BeforeEach
    void watch() throws IOException {
        pod = new Pod(root);
        pod.write("checkpoints/a.pt", "bytes", java.time.Instant.EPOCH);
        before = temporary();
        watch = new ProcessArgumentsWatcher();
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    private static Set<Path> temporary() throws IOException {
        try (Stream<Path> entries = Files.list(TEMPORARY)) {
            return new HashSet<>(entries.toList());
        }
    }

    /** Only a separate process has exactly the pod's environment. */
    private void asAProcess() {
        own = InstalledProgram.on(pod);
    }

    /** Also makes Google's servers unreachable. */
    private void withoutTheWorldOutside() {
        pod.with("HTTPS_PROXY", REFUSING).with("NO_PROXY", "127.0.0.1");
        asAProcess();
    }

    private int run(String... words) {
        Pod.CommandRun run = own == null ? pod.run(words) : own.run(words);
        shown.append(run.all());
        return run.status();
    }

    private int loud(String... words) {
        return run(Stream.concat(Stream.of(words), Arrays.stream(LOUD)).toArray(String[]::new));
    }

    private void eachCommand() {
        run("configure", "--verbose");
        loud("up", "checkpoints");
    }

    /** Also checks that rclone ran and that rclone.conf has the secret, so that the test proves something. */
    private void assertNowhereElse(String... secrets) throws IOException {
        Set<String> lines = watch.argumentLists();
        assertThat(lines).anyMatch(line -> line.contains("config create"));
        assertThat(lines).anyMatch(line -> line.contains("lsjson"));
        assertThat(permissions(pod.conf())).isEqualTo("rw-------");
        assertThat(permissions(pod.conf().getParent())).isEqualTo("rwx------");
        for (String secret : secrets) {
            assertThat(lines).as("argument lists").noneMatch(line -> line.contains(secret));
            assertThat(shown.toString()).as("output").doesNotContain(secret);
            assertThat(filesWith(secret)).as("files").containsExactly(pod.conf());
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private List<Path> filesWith(String secret) throws IOException {
        Set<Path> places = temporary();
        places.removeAll(before);
        // Files of other tests.
        places.removeIf(path -> path.getFileName().toString().matches("junit.*|s3-data.*|raw-rclone.*"));
        places.add(root);
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return places.stream()
                .flatMap(place -> below(place).stream())
                .filter(file -> contains(file, bytes))
                .toList();
    }

    private static List<Path> below(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static boolean contains(Path file, byte[] bytes) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .contains(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false;
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(aside.resolve("secret"), content);
    }

    private void onR2() {
        String bucket = S3Server.bucket("secrets");
        S3Server.shared().rclone(aside).run("mkdir", "s3:" + bucket);
        pod.with("R2_ENDPOINT", S3Server.shared().endpoint())
                .with("R2_ACCESS_KEY", S3Server.KEY)
                .with("R2_SECRET_KEY", S3Server.SECRET)
                .with("R2_BUCKET", bucket);
    }

    @Test
    void r2_secret_is_not_shown_if_all_commands_succeed() throws IOException {
        onR2();
        assertThat(run("configure", "r2", "--check", "--verbose")).isZero();
        assertThat(loud("up")).isZero();
        assertThat(loud("snapshot")).isZero();
        assertThat(loud("upload", pod.checkpoints().toString(), "mewtwo")).isZero();
        assertThat(loud("fetch")).isZero();
        assertThat(loud("down")).isZero();
        assertThat(run("verify", "--verbose")).isZero();
        assertThat(run("ls", "artifacts", "--verbose")).isZero();
        assertThat(run("up", "--progress=rclone", "--verbose")).isZero();
        assertThat(shown).contains("HTTP REQUEST");
        assertNowhereElse(S3Server.SECRET);
    }

    @Test
    void a_secret_from_a_file_stays_in_that_file() throws IOException {
        onR2();
        pod.with("R2_SECRET_KEY", null)
                .with("R2_SECRET_KEY_FILE", file(S3Server.SECRET + "\n").toString());
        assertThat(loud("up")).isZero();
        assertNowhereElse(S3Server.SECRET);
    }

    @Test
    void secret_that_a_session_reads_from_rclone_conf_is_not_shown() throws IOException {
        onR2();
        pod.with("R2_SECRET_KEY", "wr0ng-secret-of-this-t3st");
        run("configure");
        pod.with("R2_ENDPOINT", null).with("R2_ACCESS_KEY", null).with("R2_SECRET_KEY", null);
        assertThat(loud("up")).isNotZero();
        assertThat(shown).doesNotContain("wr0ng-secret-of-this-t3st");
        Files.writeString(
                pod.conf(),
                Files.readString(pod.conf()).replaceFirst("(?=access_key_id)", "session_token = t0ken-of-my-own\n"));
        assertThat(loud("up")).isNotZero();
        assertNowhereElse("wr0ng-secret-of-this-t3st");
    }

    @Test
    void session_token_in_a_dumped_header_is_masked() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", SecretLeakIT::answer);
        server.start();
        try {
            pod.with("S3_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort())
                    .with("S3_BUCKET", "rep")
                    .with("AWS_ACCESS_KEY_ID", S3Server.KEY)
                    .with("AWS_SECRET_ACCESS_KEY", "a-secret-of-this-test")
                    .with("AWS_SESSION_TOKEN", "FwoGZXIvYXdzE-not-to-be-shown/+=");
            eachCommand();
        } finally {
            server.stop(0);
        }
        assertThat(shown).contains("X-Amz-Security-Token: ***");
        assertNowhereElse("a-secret-of-this-test", "FwoGZXIvYXdzE-not-to-be-shown/+=");
    }

    /** An S3 server without objects, which accepts uploads. */
    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] listing = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"
                .getBytes(StandardCharsets.UTF_8);
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                exchange.sendResponseHeaders(200, listing.length);
                exchange.getResponseBody().write(listing);
            }
            case "PUT" -> exchange.sendResponseHeaders(200, -1);
            default -> exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    @Test
    void endpoint_and_key_id_are_not_masked() throws IOException {
        pod.with("R2_ENDPOINT", REFUSING)
                .with("R2_ACCESS_KEY", S3Server.KEY)
                .with("R2_SECRET_KEY", "a-secret-of-this-test")
                .with("R2_BUCKET", "rep");
        eachCommand();
        assertThat(shown).contains("127.0.0.1:1").doesNotContain("***");
        assertNowhereElse("a-secret-of-this-test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"B2_APP_KEY", "B2_APP_KEY_FILE"})
    void b2_secret_is_not_shown_if_the_server_is_down(String variable) throws IOException {
        String secret = "K005abcdefghijklmnopqrstuvwxyz/+01";
        pod.with("B2_KEY_ID", "0051a2b3c4d5e6f0000000001")
                .with(variable, variable.endsWith("_FILE") ? file(secret).toString() : secret)
                .with("B2_BUCKET", "rep")
                .with("B2_ENDPOINT", REFUSING);
        eachCommand();
        String header = Base64.getEncoder()
                .encodeToString(("0051a2b3c4d5e6f0000000001:" + secret).getBytes(StandardCharsets.UTF_8));
        assertThat(shown).doesNotContain(header);
        assertNowhereElse(secret);
    }

    @Test
    void drive_service_account_key_is_not_shown() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        String json = "{\"type\": \"service_account\", \"client_email\": \"a@b.iam.gserviceaccount.com\",\n"
                + "\"token_uri\": \"" + REFUSING + "/token\",\n"
                + "\"private_key\": \"-----BEGIN PRIVATE KEY-----\\n" + key + "\\n-----END PRIVATE KEY-----\\n\"}\n";
        withoutTheWorldOutside();
        pod.with("GDRIVE_BUCKET", "rep").with("GDRIVE_SERVICE_ACCOUNT_JSON", json);
        eachCommand();
        assertNowhereElse(key);
    }

    @Test
    void drive_service_account_file_is_passed_as_a_path() throws IOException {
        withoutTheWorldOutside();
        pod.with("GDRIVE_BUCKET", "rep")
                .with(
                        "GDRIVE_SERVICE_ACCOUNT_FILE",
                        file("{\"private_key\": \"n0t-a-key\"}").toString());
        eachCommand();
        assertThat(Files.readString(pod.conf())).contains("service_account_file = " + aside.resolve("secret"));
        assertThat(filesWith("n0t-a-key")).isEmpty();
        assertThat(shown).doesNotContain("n0t-a-key");
    }

    @Test
    void drive_token_and_client_secret_are_not_shown() throws IOException {
        withoutTheWorldOutside();
        pod.with("GDRIVE_BUCKET", "rep")
                .with("GDRIVE_CLIENT_ID", "1234-abc.apps.googleusercontent.com")
                .with("GDRIVE_CLIENT_SECRET", "GOCSPX-not-to-be-shown")
                .with(
                        "GDRIVE_TOKEN",
                        "{\"access_token\":\"ya29.not-shown\",\"token_type\":\"Bearer\",\"refresh_token\":\"1//not-shown-either\","
                                + "\"expiry\":\"2020-01-01T00:00:00Z\"}");
        eachCommand();
        assertNowhereElse("GOCSPX-not-to-be-shown", "ya29.not-shown", "1//not-shown-either");
    }

    @Test
    void encrypted_conf_is_not_written_and_the_environment_passes_the_secret() throws IOException {
        onR2();
        Files.createDirectories(pod.conf().getParent());
        EncryptedRcloneConf.write(pod.conf(), "pass-of-this-test");
        pod.with("RCLONE_CONFIG_PASS", "pass-of-this-test");
        asAProcess();
        assertThat(loud("up")).as(shown.toString()).isZero();
        run("configure", "--verbose");
        assertThat(watch.argumentLists())
                .noneMatch(line -> line.contains(S3Server.SECRET) || line.contains("pass-of-this-test"));
        assertThat(shown).doesNotContain(S3Server.SECRET).doesNotContain("pass-of-this-test");
        assertThat(filesWith(S3Server.SECRET)).isEmpty();
        assertThat(filesWith("pass-of-this-test")).isEmpty();
    }

    @Test
    void stack_trace_of_a_wrong_key_or_a_bug_contains_no_secret() throws IOException {
        onR2();
        pod.with("R2_SECRET_KEY", "wr0ng-secret-of-this-t3st");
        eachCommand();
        Path babbling = Files.writeString(
                aside.resolve("rclone"),
                "#!/bin/sh\nfor word; do case $word in lsjson) echo '{ no JSON' ; exit 0 ;; esac; done\n" + "exec "
                        + RcloneCli.binary() + " \"$@\"\n");
        Files.setPosixFilePermissions(babbling, PosixFilePermissions.fromString("rwxr-xr-x"));
        pod.with("REPLAY_STORAGE_RCLONE", babbling.toString());
        assertThat(run("ls", "artifacts", "--verbose")).isEqualTo(70);
        assertThat(shown).contains("IllegalStateException").contains("\tat ");
        assertNowhereElse("wr0ng-secret-of-this-t3st");
    }
}
