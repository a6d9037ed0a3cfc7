package replaystorage.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.FakeHttpsHosts;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;

/** The user's connection flags apply to every request of every command. */
class ConnectionFlagsIT {
    private static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    Path root;

    /** Runs all commands that need a storage. */
    private void requireAll(Pod pod, String... flags) {
        Path slp = root.resolve("slp");
        Pod.write(slp, "new.slp", "a game", OLD);
        pod.write("checkpoints/a.pt", "weights", OLD);
        pod.write("checkpoints/touched.pt", "the same", OLD);
        good(pod, flags, "up", "checkpoints");
        pod.write("checkpoints/touched.pt", "the same", OLD.plusSeconds(5));
        pod.write("checkpoints/a.pt", "weights of later", OLD.plusSeconds(5));
        good(pod, flags, "up", "checkpoints");
        good(pod, flags, "snapshot", "2026-01-02");
        good(pod, flags, "snapshots");
        good(pod, flags, "checkpoints");
        good(pod, flags, "fetch");
        good(pod, flags, "verify", "checkpoints", "replays");
        good(pod, flags, "ls", "artifacts", "checkpoints");
        good(pod, flags, "down", "checkpoints", "--snapshot", "2026-01-02");
        good(pod, flags, "pull", root.resolve("pulled").toString());
        good(pod, flags, "upload", slp.toString(), "fox");
        good(pod, flags, "upload", "--delete", slp.toString(), "mewtwo");
        pod.write("checkpoints/b.pt", "more weights", OLD);
        good(pod, flags, "auto-sync", "--once");
        good(pod, flags, "costs");
        assertThat(good(pod, flags, "doctor").out()).contains("may list, write, write in parts, read, delete");
    }

    /** Runs commands with a listing, copies in both directions, a lookup, a marker and a probe. */
    private void requireMost(Pod pod, String... flags) {
        pod.write("checkpoints/a.pt", "weights", OLD);
        good(pod, flags, "up", "checkpoints");
        good(pod, flags, "snapshot", "2026-01-02");
        good(pod, flags, "fetch");
        good(pod, flags, "verify", "checkpoints");
        assertThat(good(pod, flags, "doctor").out()).contains("may list, write, write in parts, read, delete");
    }

    private static Pod.CommandRun good(Pod pod, String[] flags, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        if (flags.length > 0) {
            all.add("--");
            all.addAll(List.of(flags));
        }
        Pod.CommandRun run = pod.runWithShortWait(all.toArray(String[]::new));
        assertThat(run.status()).as(words[0] + "\n" + run.all()).isZero();
        return run;
    }

    /** rclone can't list multipart uploads of a Requester Pays bucket. */
    private static void requireNoneRefused(FakeS3Server stub) {
        assertThat(stub.refusedRequests())
                .filteredOn(request -> !request.endsWith("?uploads"))
                .isEmpty();
    }

    private static FakeS3Server filled() throws IOException {
        FakeS3Server stub = new FakeS3Server();
        stub.put("mewtwo/old.slp", "an old game");
        return stub;
    }

    @ParameterizedTest
    @CsvSource({
        "--header|X-Tenant: melee, X-Tenant, melee",
        "--s3-requester-pays, X-Amz-Request-Payer, requester",
        "--user-agent=melee/1.0, User-Agent, melee/1.0",
    })
    void flag_after_the_dashes_applies_to_every_request(String flags, String header, String value) throws IOException {
        try (FakeS3Server stub = filled().requireHeader(header, value)) {
            requireAll(stub.pod(root), flags.split("\\|"));
            requireNoneRefused(stub);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCLONE_HEADER, X-Tenant: melee, X-Tenant, melee",
        "RCLONE_S3_REQUESTER_PAYS, true, X-Amz-Request-Payer, requester",
    })
    void variable_applies_to_every_request(String name, String set, String header, String value) throws IOException {
        try (FakeS3Server stub = filled().requireHeader(header, value)) {
            requireMost(stub.pod(root).with(name, set));
            requireNoneRefused(stub);
        }
    }

    @Test
    void key_of_the_section_applies_to_every_request() throws IOException {
        try (FakeS3Server stub = filled().requireHeader("X-Amz-Request-Payer", "requester")) {
            Pod pod = stub.pod(root);
            good(pod, new String[0], "configure");
            Files.writeString(pod.conf(), Files.readString(pod.conf()) + "requester_pays = true\n");
            requireMost(pod);
            requireNoneRefused(stub);
        }
    }

    @Test
    void flag_of_the_users_file_applies_to_every_request() throws IOException {
        try (FakeS3Server stub = filled().requireHeader("User-Agent", "melee/1.0")) {
            Path file =
                    Pod.write(root, "replay-storage.yaml", "flags:\n  minio:\n    up: [--user-agent melee/1.0]\n", OLD);
            requireMost(stub.pod(root).with("REPLAY_STORAGE_CONFIG", file.toString()));
            requireNoneRefused(stub);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"behind", "variable", "unchecked"})
    void private_certificate_authority_applies_to_every_request(String way) throws IOException {
        try (FakeS3Server stub = filled();
                FakeHttpsHosts peer = new FakeHttpsHosts(root.resolve("tls"), stub.handler(), "localhost")) {
            Pod pod = stub.pod(root).with("S3_ENDPOINT", peer.endpoint());
            String certificate = peer.certificate().toString();
            switch (way) {
                case "behind" -> requireMost(pod, "--ca-cert", certificate);
                case "variable" -> requireMost(pod.with("RCLONE_CA_CERT", certificate));
                default -> requireMost(pod, "--no-check-certificate");
            }
        }
    }

    @Test
    void encryption_key_is_not_shown() throws IOException {
        String key = "0123456789abcdef0123456789abcdef";
        try (FakeS3Server stub = filled()) {
            Pod pod = stub.pod(root);
            pod.write("checkpoints/a.pt", "weights", OLD);
            Pod.CommandRun run = pod.run(
                    "up",
                    "checkpoints",
                    "-v",
                    "--",
                    "--s3-sse-customer-key",
                    key,
                    "--s3-sse-customer-algorithm",
                    "AES256",
                    "--dump",
                    "headers");
            assertThat(run.all()).contains("--s3-sse-customer-algorithm AES256").doesNotContain(key);
        }
    }

    @Test
    void refusal_also_suggests_the_requester_pays_flag() throws IOException {
        try (FakeS3Server stub = filled().requireHeader("X-Amz-Request-Payer", "requester")) {
            Pod.CommandRun run = stub.pod(root).run("fetch");
            assertThat(run.status()).isNotZero();
            assertThat(run.err()).contains("-- --s3-requester-pays");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fetch -- --nonsense | rclone does not know --nonsense",
                "fetch -- --transferz 8 | rclone does not know --transferz",
                "up -- --transfers many | rclone can't read a flag after --",
                "up -- -W | rclone does not know -W",
                "down -- stray | 'stray' after -- is not a flag",
                "ls -- --transfers 3 | this command copies nothing",
                "ls -- --ca-crt x | this command copies nothing",
                "fetch -- --b2-versions | it would show other versions",
                "fetch -- --s3-endpoint http://x | set keys and endpoints as variables",
                "fetch -- --help | it would show a help text",
            })
    void invalid_flag_is_a_usage_error_before_any_request(String words, String error) throws IOException {
        try (FakeS3Server stub = filled()) {
            Pod.CommandRun run = stub.pod(root).run(words.split(" "));
            assertThat(run.status()).as(run.all()).isEqualTo(64);
            assertThat(run.err()).startsWith("Error: ").contains(error);
            assertThat(run.err().lines()).hasSizeLessThanOrEqualTo(2);
            assertThat(stub.requests()).isEmpty();
        }
    }

    @Test
    void unknown_flag_suggests_the_nearest_one() throws IOException {
        try (FakeS3Server stub = filled()) {
            assertThat(stub.pod(root)
                            .run("fetch", "mewtwo", "--", "--transferz", "8")
                            .err())
                    .contains("Try: replay-storage fetch mewtwo -- --transfers 8");
        }
    }

    @Test
    void copy_flags_of_rclone_are_accepted() throws IOException {
        try (FakeS3Server stub = filled()) {
            Stream.of("--bwlimit=50M", "--transfers=3", "-vv", "--s3-chunk-size=16Mi", "--no-gzip-encoding")
                    .forEach(flag -> good(stub.pod(root), new String[] {flag}, "fetch"));
        }
    }
}
