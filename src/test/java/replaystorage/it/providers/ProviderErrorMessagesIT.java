package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;
import replaystorage.support.ProgramProcess;

/** Errors of B2, Google Drive and unusable folders are explained within seconds. */
class ProviderErrorMessagesIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path root;

    private Pod.CommandRun refused(Pod pod, String command, int status) {
        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);
        Instant begun = Instant.now();
        Pod.CommandRun run = pod.run(command);
        assertThat(Duration.between(begun, Instant.now())).isLessThan(SOON);
        assertThat(run.status()).as(run.all()).isEqualTo(status);
        assertThat(run.err()).contains("Error: ").contains("Try: ");
        assertThat(run.out()).isEmpty();
        return run;
    }

    /** A B2 server that answers the sign-in with this error, or every other call if the sign-in is "ok". */
    @ParameterizedTest
    @CsvSource({
        "401, unauthorized, false, 78, refused B2_KEY_ID and B2_APP_KEY",
        "400, This request is not currently supported on API version number 4, false, 69, rclone is too old",
        "403, account_suspended, false, -, account is suspended",
        "403, transaction_cap_exceeded, false, -, transaction cap",
        "403, transaction_cap_exceeded, true, 7, transaction cap",
        "401, unauthorized, true, -, the B2 key lacks a right"
    })
    void b2_errors_are_explained(int code, String reason, boolean later, String status, String says)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String here = "http://127.0.0.1:" + server.getAddress().getPort();
        String storage = "{\"apiUrl\":\"" + here + "\",\"downloadUrl\":\"" + here
                + "\",\"absoluteMinimumPartSize\":5000000,\"recommendedPartSize\":100000000,\"capabilities\":[\"listBuckets\"],"
                + "\"allowed\":{\"buckets\":null,\"capabilities\":[\"listBuckets\"]}}";
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean signIn = exchange.getRequestURI().getPath().endsWith("b2_authorize_account");
            if (signIn && later) {
                FakeS3Server.reply(
                        exchange,
                        200,
                        "application/json",
                        "{\"accountId\":\"a\",\"authorizationToken\":\"t\",\"apiInfo\":{\"storageApi\":" + storage
                                + "}}");
            } else {
                String text = reason.contains(" ") ? "bad_request" : reason;
                FakeS3Server.reply(
                        exchange,
                        code,
                        "application/json",
                        "{\"status\":" + code + ",\"code\":\"" + text + "\",\"message\":\""
                                + (reason.contains(" ") ? reason : "") + "\"}");
            }
            exchange.close();
        });
        server.start();
        try {
            for (String command : List.of("fetch", "up")) {
                Pod pod = new Pod(root)
                        .with("B2_KEY_ID", "0012ab34cd56ef7800000000a")
                        .with("B2_APP_KEY", "K001abcdefghijklmnopqrstuvwxyz0")
                        .with("B2_ENDPOINT", here)
                        .with("B2_BUCKET", "replays");
                Pod.CommandRun run = refused(pod, command, status.equals("-") ? 1 : Integer.parseInt(status));
                assertThat(run.err()).contains(says).doesNotContain("abcdefghij");
            }
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch", "up"})
    void reports_an_unusable_service_account_and_token(String command) throws IOException {
        Path file = Files.writeString(root.resolve("account.json"), "{\"type\":\"service_account\"}");
        Pod.CommandRun account = refused(
                new Pod(root)
                        .with("GDRIVE_SERVICE_ACCOUNT_FILE", file.toString())
                        .with("GDRIVE_BUCKET", "replays"),
                command,
                78);
        assertThat(account.err()).contains("service account");

        Pod.CommandRun token = refused(
                new Pod(root.resolve("other"))
                        .with("GDRIVE_TOKEN", "{\"access_token\":\"\",\"expiry\":\"2020-01-01T00:00:00Z\"}")
                        .with("GDRIVE_BUCKET", "replays"),
                command,
                78);
        assertThat(token.err()).contains("GDRIVE_TOKEN").contains("rclone authorize drive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch", "up"})
    void reports_a_missing_storage_folder_with_its_variable(String command) {
        Pod pod = new Pod(root).with("LOCAL_REPLAYS", root + "/gone").with("LOCAL_ARTIFACTS", root + "/gone");

        Pod.CommandRun run = refused(pod, command, 3);

        assertThat(run.err()).contains(root + "/gone").containsPattern("LOCAL_(REPLAYS|ARTIFACTS)");
        assertThat(root.resolve("gone")).doesNotExist();
    }

    /** Runs as nobody if the test is root, because file modes don't restrict root. */
    private Pod.CommandRun asNobody(Pod pod, String command) throws IOException {
        Path log = root.resolve("nobody.log");
        List<String> words = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            words.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        // Not the launcher, because nobody may not be allowed to read the source tree.
        Path jar = Files.copy(Path.of("target/replay-storage.jar"), root.resolve("replay-storage.jar"));
        words.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-jar", jar.toString(), command));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        ProgramProcess.environment(pod.with("LC_ALL", "C.UTF-8"), builder.environment());
        ProgramProcess program = new ProgramProcess(builder.start(), log, pod.conf());
        return new Pod.CommandRun(program.end(), "", program.text());
    }

    private Pod openToAll() throws IOException {
        Pod pod = Pod.onFolder(root, root.resolve("storage"));
        pod.write("checkpoints/a.pt", "bytes", Instant.EPOCH);
        Pod.write(root.resolve("storage"), "replays/a.slp", "a game", Instant.EPOCH);
        for (Path folder : List.of(root, pod.home(), pod.workspace(), pod.checkpoints(), root.resolve("storage"))) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        return pod;
    }

    @Test
    void reports_an_unreadable_storage_folder() throws IOException {
        Pod pod = openToAll();
        Files.setPosixFilePermissions(root.resolve("storage/replays"), PosixFilePermissions.fromString("---------"));

        Pod.CommandRun run = asNobody(pod, "fetch");

        assertThat(run.status()).as(run.err()).isEqualTo(74);
        assertThat(run.err()).contains("storage/replays").contains("Try: ls -ld");
    }

    @Test
    void reports_an_unwritable_storage_folder() throws IOException {
        Pod pod = openToAll();
        Files.setPosixFilePermissions(root.resolve("storage/artifacts"), PosixFilePermissions.fromString("r-xr-xr-x"));

        Pod.CommandRun run = asNobody(pod, "up");

        assertThat(run.status()).as(run.err()).isEqualTo(74);
        assertThat(run.err())
                .contains("no permission to read or write")
                .contains("Try: ls -ld")
                .contains("1 file failed");
    }

    @Test
    void reports_an_unwritable_download_folder() throws IOException {
        Pod pod = openToAll();
        Files.createDirectories(pod.workspace().resolve("replays"));

        Pod.CommandRun run = asNobody(pod, "fetch");

        assertThat(run.status()).as(run.err()).isEqualTo(74);
        assertThat(run.err()).contains("permission denied").contains("Try: ls -ld");
    }
}
