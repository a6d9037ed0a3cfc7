package replaystorage.it.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.support.FileTrees;
import replaystorage.support.Pod;
import replaystorage.support.b2.B2ApiCall;
import replaystorage.support.b2.B2ApplicationKey;
import replaystorage.support.b2.B2ErrorResponse;

/** Behaviour specific to B2: caps, versions, buckets found by listing, and billed calls. */
class B2IT extends B2TestBase {

    private static Predicate<B2ApiCall> on(String call) {
        return asked -> asked.name().matches(call);
    }

    @ParameterizedTest
    @CsvSource({
        "storage_cap_exceeded, b2_upload_file, up, the storage cap",
        "storage_cap_exceeded, b2_get_upload_url, up, the storage cap",
        "storage_cap_exceeded, b2_copy_file|b2_upload_file, snapshot, the storage cap",
        "download_cap_exceeded, b2_download_file_by_id, pull ., the download cap",
        "transaction_cap_exceeded, b2_download_file_by_id, pull ., the transaction cap",
        "transaction_cap_exceeded, b2_list_file_names, pull ., the transaction cap",
        "transaction_cap_exceeded, b2_list_file_names, up, the transaction cap",
        "transaction_cap_exceeded, b2_list_buckets, pull ., the transaction cap",
        "transaction_cap_exceeded, b2_list_buckets, up, the transaction cap",
        "transaction_cap_exceeded, b2_list_buckets, fetch, the transaction cap",
        "transaction_cap_exceeded, b2_list_buckets, snapshots, the transaction cap",
        "transaction_cap_exceeded, b2_authorize_account, ls, the transaction cap",
        "cap_exceeded, b2_upload_file, up, a cap"
    })
    void reached_cap_is_reported_with_where_to_raise_it(String code, String call, String command, String cap) {
        Pod pod = pod(server.key());
        FileTrees.createFiles(pod.checkpoints(), 20, "pt");
        good(pod, "up", "checkpoints", "--settle", "0");
        Pod.write(pod.checkpoints(), "new.pt", "new", OLD);
        server.failWhen(on(call), B2ErrorResponse.of(403, code));
        Pod.CommandRun run =
                pod.run(command.replace(".", root.resolve("pulled").toString()).split(" ", 2));
        assertThat(run.status()).as(run.all()).isNotZero().isNotEqualTo(3);
        assertThat(run.err())
                .contains("Error: " + cap + " of the Backblaze account is reached", "Try: ", "Caps & Alerts")
                .doesNotContain("there is no bucket");
    }

    @Test
    void cap_reached_during_a_fetch_keeps_downloaded_files() {
        Pod pod = pod(server.key());
        for (int i = 0; i < 40; i++) {
            server.put(BUCKET, "greg/" + i + ".slp", "x".repeat(i + 1));
        }
        AtomicInteger downloads = new AtomicInteger();
        server.failWhen(
                call -> call.name().startsWith("b2_download_file_by_id") && downloads.incrementAndGet() > 20,
                B2ErrorResponse.of(403, "download_cap_exceeded"));
        Pod.CommandRun run = pod.run("fetch");
        assertThat(run.status()).as(run.all()).isNotZero();
        assertThat(run.err()).contains("the download cap of the Backblaze account is reached");
        assertThat(FileTrees.contents(pod.workspace().resolve("replays"))).hasSizeGreaterThan(10);
        server.removeRules();
        assertThat(good(pod, "fetch").out()).startsWith("40 .slp files");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void requests_wait_for_the_retry_after_of_the_server(int status) {
        B2ErrorResponse later = B2ErrorResponse.of(status, status == 429 ? "too_many_requests" : "service_unavailable")
                .withRetryAfter(1);
        Pod pod = pod(server.keyFor(BUCKET));
        Path checkpoints = FileTrees.createFiles(pod.checkpoints(), 20, "pt");
        server.failWhen(on("b2_authorize_account"), 1, later);
        server.failWhen(on("b2_list_file_names"), 2, later);
        server.failWhen(on("b2_upload_file"), 3, later);
        server.failWhen(on("b2_get_upload_url"), 2, later);
        server.failWhen(on("b2_download_file_by_id"), 3, later);
        good(pod, "up", "--settle", "0");
        good(pod, "pull", root.resolve("pulled").toString());
        assertThat(FileTrees.contents(root.resolve("pulled"))).isEqualTo(FileTrees.contents(checkpoints));
    }

    @Test
    void failed_bucket_lookup_is_not_reported_as_a_missing_bucket() {
        server.failWhen(on("b2_list_buckets"), 3, B2ErrorResponse.of(503, "service_unavailable"));
        Pod.CommandRun run = fails(pod(server.key()), 5, "fetch");
        assertThat(run.err()).contains("can't list b2:" + BUCKET).doesNotContain("there is no bucket");
    }

    @Test
    void hidden_files_and_old_versions_are_neither_listed_nor_downloaded_nor_counted() {
        B2ApplicationKey key = server.key();
        Pod pod = pod(key);
        server.put(BUCKET, "greg/kept.slp", "the version before, and longer");
        server.put(BUCKET, "greg/kept.slp", "now");
        server.put(BUCKET, "greg/hidden.slp", "hidden");
        server.rclone(root, key).run("deletefile", "b2:" + BUCKET + "/greg/hidden.slp");
        assertThat(good(pod, "ls").out()).isEqualTo("        3 greg/kept.slp\n");
        assertThat(good(pod, "fetch").out()).startsWith("1 .slp file, 3 B");
        assertThat(pod.read("replays/greg/kept.slp")).isEqualTo("now");
        assertThat(good(pod, "verify", "replays").out()).contains("1 file identical (compared by hash)\n");
    }

    @Test
    void missing_folder_is_reported_and_nothing_deleted() {
        Pod pod = pod(server.keyFor(BUCKET));
        server.put(BUCKET, "mewtwo/a.slp", "a");
        good(pod, "fetch", "mewtwo");
        Pod.CommandRun run = fails(pod, 3, "fetch", "mewtow");
        assertThat(run.err()).contains("mewtow", "mewtwo");
        assertThat(fails(pod, 3, "down", "--from", "snapshots/chekpoints").err())
                .contains("snapshots/chekpoints");
        assertThat(pod.read("replays/mewtwo/a.slp")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "fetch", "snapshot", "upload", "auto-sync --once"})
    void misspelt_bucket_is_reported_and_not_created(String command) {
        Pod pod = pod(server.key()).with("B2_BUCKET", "my-repalys");
        FileTrees.createFiles(pod.checkpoints(), 3, "pt");
        Path slp = FileTrees.createFiles(root.resolve("slp"), 3, "slp");
        String[] words = command.equals("upload") ? new String[] {"upload", slp.toString()} : command.split(" ", 2);
        Pod.CommandRun run = fails(pod, 3, words);
        assertThat(run.err())
                .contains(
                        "there is no bucket my-repalys (from B2_BUCKET) at Backblaze B2",
                        "Try: export B2_BUCKET=" + BUCKET);
        assertThat(server.buckets()).containsExactly(BUCKET);
    }

    @Test
    void dry_run_shows_requests_by_kind() {
        Pod pod = pod(server.keyFor(BUCKET));
        FileTrees.createFiles(pod.checkpoints(), 20, "pt");
        String uploads = good(pod, "snapshot", "2026-01-02", "--dry-run").out();
        assertThat(uploads).doesNotContain("server-side").contains("checkpoints: would upload 20 files, ");
        good(pod, "up", "--settle", "0");
        assertThat(good(pod, "snapshot", "2026-01-02", "--dry-run").out())
                .contains("20 server-side transfers")
                .contains("), less than 1 cent even without the free allowance");
        assertThat(good(pod, "up", "--dry-run").out())
                .startsWith("dry run: nothing is changed\nnothing to upload: logs and cache in ")
                .contains("checkpoints: nothing to upload, 20 files unchanged; about ", " listing");
        server.put(BUCKET, "greg/a.slp", "a");
        assertThat(good(pod, "fetch", "--dry-run").out())
                .containsPattern("about [0-9]+ requests \\([0-9]+ sign-ins, [0-9]+ listings, 1 download\\)");
    }

    @Test
    void snapshot_is_copied_by_the_server() {
        Pod pod = pod(server.keyFor(BUCKET));
        FileTrees.createFiles(pod.checkpoints(), 20, "pt");
        good(pod, "up", "--settle", "0");
        server.forgetRequests();
        good(pod, "snapshot", "2026-01-02");
        assertThat(server.count("b2_copy_file")).isEqualTo(20);
        assertThat(server.count("b2_upload_file")).as("the marks").isEqualTo(2);
        assertThat(server.requests().stream().filter(call -> call.name().startsWith("b2_download")))
                .as("looks at folders and marks")
                .hasSizeLessThan(12);
    }

    @Test
    void large_file_is_uploaded_in_parts_and_downloaded_again() throws IOException {
        Pod pod = pod(server.keyFor(BUCKET));
        Path large = pod.write("checkpoints/large.pt", "0123456789".repeat(1_200_000), OLD);
        server.failWhen(on("b2_upload_part"), 2, B2ErrorResponse.of(503, "service_unavailable"));
        good(pod, "up", "--settle", "0", "--", "--b2-chunk-size", "5Mi", "--b2-upload-cutoff", "5Mi");
        assertThat(server.count("b2_upload_part")).isGreaterThanOrEqualTo(5);
        good(pod, "pull", root.resolve("pulled").toString());
        assertThat(root.resolve("pulled/large.pt")).hasSameBinaryContentAs(large);
        assertThat(good(pod, "verify", "checkpoints").out()).contains("1 file identical (compared by hash)\n");
        server.forgetRequests();
        good(pod, "snapshot", "2026-01-02");
        assertThat(server.count("b2_upload_part")).isZero();
        assertThat(server.count("b2_upload_file")).as("the marks").isEqualTo(2);
        assertThat(Files.exists(large)).isTrue();
    }

    @Test
    void unchanged_run_needs_few_billed_calls() {
        Pod pod = pod(server.keyFor(BUCKET));
        FileTrees.createFiles(pod.checkpoints(), 20, "pt");
        good(pod, "up", "checkpoints", "--settle", "0");
        server.forgetRequests();
        good(pod, "up", "checkpoints", "--settle", "0");
        assertThat(server.requests().stream().map(B2ApiCall::name))
                .as("one listing")
                .containsExactlyInAnyOrderElementsOf(
                        List.of("b2_authorize_account", "b2_download_file_by_name", "b2_list_file_names"));
    }

    @Test
    void verify_uses_the_listing_and_no_request_per_file() {
        Pod pod = pod(server.keyFor(BUCKET));
        FileTrees.createFiles(pod.checkpoints(), 100, "pt");
        good(pod, "up", "checkpoints", "--settle", "0");
        server.forgetRequests();
        assertThat(good(pod, "verify", "checkpoints").out()).contains("100 files identical (compared by hash)");
        assertThat(server.requests()).hasSizeLessThan(20);
    }
}
