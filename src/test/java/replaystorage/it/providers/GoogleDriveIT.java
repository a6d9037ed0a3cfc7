package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.support.drive.FakeGoogleDrive.error;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.support.FileTrees;
import replaystorage.support.InstalledProgram;
import replaystorage.support.Pod;
import replaystorage.support.drive.FakeGoogleDrive;

/** Google Drive, with a fake API that rclone reaches through a proxy. */
class GoogleDriveIT {
    private static final Instant TIME = Instant.parse("2026-02-01T10:00:00Z");
    private static final Instant LATER = Instant.parse("2090-01-01T00:00:00Z");

    @TempDir
    Path root;

    private FakeGoogleDrive drive;
    private String melee;
    private Pod pod;

    @BeforeEach
    void start() throws IOException {
        drive = new FakeGoogleDrive(root.resolve("drive"));
        melee = drive.folder(FakeGoogleDrive.ROOT, "melee");
        pod = drive.pod(root.resolve("pod"), "melee")
                .with("GDRIVE_TOKEN", drive.tokens().token(LATER));
        pod.write("checkpoints/latest.pt", "weights", TIME);
    }

    @AfterEach
    void stop() throws IOException {
        drive.close();
    }

    private Pod.CommandRun run(String... words) {
        return InstalledProgram.on(pod).run(words);
    }

    private Pod.CommandRun good(String... words) {
        Pod.CommandRun run = run(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    private Pod.CommandRun bad(String... words) {
        Pod.CommandRun run = run(words);
        assertThat(run.status()).as(run.all()).isNotZero();
        assertThat(run.err()).contains("Error: ").contains("Try: ");
        return run;
    }

    @Test
    void every_data_command_works() throws IOException {
        drive.file(drive.folder(melee, "mewtwo"), "game.slp", "a game");

        assertThat(good("configure", "--check").out()).contains("melee: ok, can be listed");
        pod.with("REPLAY_STORAGE_BIN", root.resolve("bin").toString());
        assertThat(good("doctor").out())
                .contains("may list, write, read, delete")
                .doesNotContain("warning", "error");
        good("fetch");
        good("up");
        good("up");
        good("snapshot", "2026-02-02");
        assertThat(good("snapshots").out()).isEqualTo("2026-02-02  complete\n");
        assertThat(good("checkpoints", "--remote").out()).contains("latest.pt");
        pod.write("checkpoints/latest.pt", "newer weights", TIME.plusSeconds(60));
        good("auto-sync", "--once");
        pod.write("more/other.slp", "another game", TIME);
        good("upload", pod.workspace().resolve("more").toString(), "greg");
        good("verify", "checkpoints", "replays");
        assertThat(good("ls", "replays").out()).contains("greg/other.slp");
        good("down", "--to", root.resolve("down").toString());
        good("pull", root.resolve("pulled").toString());

        assertThat(pod.read("replays/mewtwo/game.slp")).isEqualTo("a game");
        assertThat(root.resolve("pulled/latest.pt")).hasContent("newer weights");
        assertThat(drive.files())
                .containsOnlyKeys(
                        "melee/mewtwo/game.slp",
                        "melee/greg/other.slp",
                        "melee/checkpoints/latest.pt",
                        "melee/snapshots/2026-02-02/checkpoints/latest.pt",
                        "melee/snapshots/2026-02-02.complete")
                .containsEntry("melee/checkpoints/latest.pt", "newer weights")
                .containsEntry("melee/snapshots/2026-02-02/checkpoints/latest.pt", "weights");
        assertThat(drive.requests()).anyMatch(request -> request.endsWith("/copy"));
    }

    @Test
    void uploads_a_large_file_in_parts_and_lists_in_pages() throws IOException {
        String large = "0123456789abcdef".repeat(600_000);
        pod.write("checkpoints/large.pt", large, TIME);
        String mewtwo = drive.folder(melee, "mewtwo");
        for (int i = 0; i < 1100; i++) {
            drive.file(mewtwo, "game" + i + ".slp", "");
        }

        good("up", "checkpoints", "--", "--drive-chunk-size", "1M");
        assertThat(drive.files().get("melee/checkpoints/large.pt")).isEqualTo(large);
        assertThat(drive.requests())
                .filteredOn("POST /upload/drive/v3/files"::equals)
                .hasSizeGreaterThan(9);
        assertThat(good("ls", "replays").out().lines()).hasSize(1100);
        good("down", "checkpoints", "--to", root.resolve("down").toString());
        assertThat(root.resolve("down/large.pt")).hasContent(large);
    }

    @Test
    void service_account_key_works_from_a_file_or_a_variable() throws IOException {
        pod.with("GDRIVE_TOKEN", null)
                .with(
                        "GDRIVE_SERVICE_ACCOUNT_FILE",
                        Files.writeString(
                                        root.resolve("key.json"), drive.tokens().serviceAccount())
                                .toString());
        good("up", "checkpoints");
        assertThat(drive.files()).containsKey("melee/checkpoints/latest.pt");

        pod.with("GDRIVE_SERVICE_ACCOUNT_FILE", null)
                .with("GDRIVE_SERVICE_ACCOUNT_JSON", drive.tokens().serviceAccount());
        Files.delete(pod.conf());
        good("down", "checkpoints", "--to", root.resolve("down").toString());
        assertThat(root.resolve("down/latest.pt")).hasContent("weights");
    }

    @Test
    void reports_a_service_account_key_that_google_does_not_accept() throws IOException {
        try (FakeGoogleDrive another = new FakeGoogleDrive(root.resolve("another"))) {
            pod.with("GDRIVE_TOKEN", null)
                    .with("GDRIVE_SERVICE_ACCOUNT_JSON", another.tokens().serviceAccount());
        }
        Pod.CommandRun run = bad("up", "checkpoints");
        assertThat(run.status()).isEqualTo(78);
        assertThat(run.err()).contains("no longer accepts this service account's key");
    }

    @Test
    void token_refreshed_by_rclone_stays_in_rclone_conf() throws IOException {
        pod.with("GDRIVE_TOKEN", drive.tokens().token(Instant.parse("2026-01-01T00:00:00Z")));
        drive.tokens().expire();
        good("configure");
        int before = drive.tokens().issuedTokens();

        good("up", "checkpoints");
        assertThat(drive.tokens().issuedTokens()).isEqualTo(before + 1);
        String refreshed = Files.readString(pod.conf());
        assertThat(refreshed).contains("ya29.access-" + (before + 1));

        good("configure");
        good("fetch");
        good("snapshot", "2026-02-02");
        assertThat(Files.readString(pod.conf())).isEqualTo(refreshed);
        assertThat(drive.tokens().issuedTokens()).isEqualTo(before + 1);
    }

    @Test
    void expiring_tokens_are_refreshed_and_the_last_one_stays() throws IOException {
        pod.with("GDRIVE_TOKEN", drive.tokens().token(Instant.parse("2026-01-01T00:00:00Z")));
        drive.tokens().setLifetime(Duration.ofSeconds(11));
        for (int i = 0; i < 8; i++) {
            pod.write("checkpoints/" + i + ".pt", "weights " + i, TIME);
        }
        good("configure");
        int before = drive.tokens().issuedTokens();

        good("up", "checkpoints", "--", "--tpslimit", "4");

        assertThat(drive.tokens().issuedTokens()).isGreaterThan(before + 2);
        assertThat(drive.files()).hasSize(9);
        String last = "ya29.access-" + drive.tokens().issuedTokens();
        assertThat(Files.readString(pod.conf())).contains(last);
        good("configure");
        assertThat(Files.readString(pod.conf())).contains(last);
    }

    @Test
    void reports_a_revoked_token_with_the_command_for_a_new_one() {
        pod.with(
                "GDRIVE_TOKEN",
                drive.tokens()
                        .token(Instant.parse("2026-01-01T00:00:00Z"))
                        .replace("1//refresh-of-this-test", "1//revoked"));

        Pod.CommandRun run = bad("up", "checkpoints");

        assertThat(run.status()).isEqualTo(78);
        assertThat(run.err()).contains("has expired or was revoked").contains("rclone authorize drive");
        assertThat(run.all()).doesNotContain("1//revoked");
    }

    @Test
    void all_files_are_below_the_given_root_folder() {
        String deep = drive.folder(drive.folder(FakeGoogleDrive.ROOT, "lab"), "runs");
        drive.folder(deep, "melee");
        pod.with("GDRIVE_ROOT_FOLDER_ID", deep);

        good("up", "checkpoints");
        assertThat(drive.files()).containsOnlyKeys("lab/runs/melee/checkpoints/latest.pt");

        pod.with("GDRIVE_ROOT_FOLDER_ID", "id-that-is-not-there");
        assertThat(bad("up", "checkpoints").err()).contains("no folder with the id in GDRIVE_ROOT_FOLDER_ID");
    }

    @Test
    void shared_folders_are_found_if_enabled() {
        drive.file(drive.sharedFolder("theirs"), "game.slp", "their game");
        pod.with("GDRIVE_BUCKET", "theirs");
        assertThat(run("fetch").status()).isEqualTo(3);

        pod.with("GDRIVE_SHARED_WITH_ME", "true");
        good("fetch");
        assertThat(pod.read("replays/game.slp")).isEqualTo("their game");
        good("up", "checkpoints");
        assertThat(drive.files()).containsEntry("theirs/checkpoints/latest.pt", "weights");
    }

    @Test
    void reports_two_files_of_one_name_with_the_remedy() {
        String checkpoints = drive.folder(melee, "checkpoints");
        drive.file(checkpoints, "twin.pt", "one");
        drive.file(checkpoints, "twin.pt", "the other");

        Pod.CommandRun run = good("down", "checkpoints");

        assertThat(run.err()).contains("several files named twin.pt").contains("rclone dedupe");
    }

    @Test
    void documents_are_skipped_and_shortcut_loops_end() {
        String checkpoints = drive.folder(melee, "checkpoints");
        drive.file(checkpoints, "a.pt", "a");
        drive.document(checkpoints, "notes");
        drive.shortcut(checkpoints, "self", checkpoints);
        drive.shortcut(checkpoints, "again", melee);

        Pod.CommandRun run = good("down", "checkpoints");

        assertThat(FileTrees.contents(pod.checkpoints()))
                .as(run.all())
                .containsOnlyKeys("a.pt", "latest.pt", "again/checkpoints/a.pt");
        assertThat(run.all()).doesNotContain("-1 B").doesNotContainPattern("1[0-9][1-9]%");
        assertThat(drive.requests()).hasSizeLessThan(50);
    }

    @Test
    void reports_a_full_drive_within_a_minute() {
        drive.answerWhen(
                request -> request.startsWith("POST /upload"),
                error(403, "storageQuotaExceeded", "The user's Drive storage quota has been exceeded."));

        Duration time = InstalledProgram.time(
                () -> assertThat(bad("up", "checkpoints").err()).contains("Google Drive is full"));

        assertThat(time).isLessThan(Duration.ofMinutes(1));
        assertThat(drive.files()).isEmpty();
    }

    @Test
    void rate_limited_requests_are_retried() {
        AtomicInteger refusals = new AtomicInteger();
        drive.answerWhen(
                request -> !request.endsWith("/token") && refusals.incrementAndGet() % 3 == 1,
                error(403, "userRateLimitExceeded", "Rate Limit Exceeded"));
        good("up", "checkpoints");
        drive.removeRules();
        drive.answerWhen(
                request -> !request.endsWith("/token") && refusals.incrementAndGet() % 3 == 1,
                error(429, "rateLimitExceeded", "Too many requests"));
        good("down", "checkpoints", "--to", root.resolve("down").toString());
        assertThat(root.resolve("down/latest.pt")).hasContent("weights");
    }

    @Test
    void endless_rate_limit_is_reported() {
        drive.answerWhen(
                request -> request.startsWith("GET /drive/v3/files"),
                error(403, "userRateLimitExceeded", "Rate Limit Exceeded"));

        assertThat(bad("fetch").err()).contains("asks for fewer requests").contains("GDRIVE_CLIENT_ID");
    }

    @Test
    void endless_rate_limit_of_an_upload_is_reported() {
        drive.answerWhen(
                request -> request.startsWith("POST /upload"),
                error(403, "userRateLimitExceeded", "Rate Limit Exceeded"));

        Duration time = InstalledProgram.time(
                () -> assertThat(bad("up", "checkpoints").err()).contains("asks for fewer requests"));

        assertThat(time).isLessThan(Duration.ofSeconds(100));
    }

    @Test
    void reports_missing_write_permission() {
        drive.answerWhen(
                request -> request.startsWith("POST "),
                error(
                        403,
                        "insufficientFilePermissions",
                        "The user does not have sufficient permissions for this file."));

        assertThat(bad("up", "checkpoints").err()).contains("may not write to this folder");
    }
}
