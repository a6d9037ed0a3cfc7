package replaystorage.transfer.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.rclone.FakeRclone;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.LogLine.LogLevel;
import replaystorage.transfer.FakeStorage;
import replaystorage.transfer.copy.CopyLog;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.note.SyncRecord.Origin;
import replaystorage.transfer.note.SyncRecord.VersionPair;
import replaystorage.transfer.note.TransferOutcome;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** What is recorded and reported for each file after an upload. */
class UploadVerifierTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.25Z");
    private static final Instant ARRIVED = Instant.parse("2026-02-01T00:00:00.5Z");

    @TempDir
    Path temporary;

    private final CopyLog log = new CopyLog();
    private FakeStorage fake;
    private SyncRecord record;
    private Route route;
    private PlannedFile step;
    private FileResults results;

    private void open(String provider, String name) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("checkpoints"));
        fake = new FakeStorage(provider, temporary);
        record = SyncRecord.open(temporary.resolve("state"), "test", fake.folder, folder, text -> {});
        route = new Route("checkpoints", Route.Direction.UP, fake.folder, folder, false);
        write(name, "text", TIME);
        step = new PlannedFile(PlannedAction.COPY, name, route.localFile(name), Optional.empty());
        results = new FileResults(
                new Plan(route, List.of(step), 0, 1), fake.storage().failureDiagnosis(), fake.console());
        results.setCopyResult(new RcloneCopier.CopyResult(log, 0, false));
    }

    private void write(String name, String text, Instant time) throws IOException {
        Path file = route.localPath(name);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private FileVersion local() {
        return step.local().map(LocalFile::version).orElseThrow();
    }

    private void tellCopied() {
        log.add(new LogLine(LogLevel.INFO, "Copied (new)", step.name(), null));
    }

    private TransferOutcome verify(boolean isWorthListing, String... onServer) throws IOException {
        new UploadVerifier(fake.storage(), record, route, Instant.now())
                .verifyUploads(List.of(step), results, Set.of(onServer), isWorthListing);
        return results.saveAndSummarize(record);
    }

    private VersionPair recorded() {
        SyncRecord.RecordEntry entry = record.entry(step.name()).orElseThrow();
        assertThat(entry.origin()).isEqualTo(Origin.SENT);
        return entry.versions();
    }

    @Test
    void copied_line_proves_an_unchanged_file_without_a_request() throws IOException {
        open(FakeStorage.LISTING, "a.pt");
        tellCopied();
        TransferOutcome outcome = verify(true);
        assertThat(outcome.files()).isEqualTo(1);
        assertThat(outcome.status()).isZero();
        assertThat(recorded()).isEqualTo(new VersionPair(local(), local()));
        assertThat(fake.rclone.calls()).isEmpty();
    }

    @Test
    void remote_time_is_left_to_the_next_run_if_the_listing_lacks_it() throws IOException {
        open(FakeStorage.RECORD, "a.pt");
        tellCopied();
        assertThat(verify(false).files()).isEqualTo(1);
        assertThat(recorded()).isEqualTo(new VersionPair(local(), FileVersion.withUnknownTime(4)));
        assertThat(fake.rclone.calls()).isEmpty();
    }

    @Test
    void large_upload_is_listed_and_proven_immediately() throws IOException {
        open(FakeStorage.RECORD, "a.pt");
        tellCopied();
        fake.put("a.pt", local(), ARRIVED, null);
        assertThat(verify(true).files()).isEqualTo(1);
        assertThat(recorded()).isEqualTo(new VersionPair(local(), new FileVersion(4, ARRIVED)));
        assertThat(fake.rclone.calls("lsjson")).hasSize(2);
    }

    @Test
    void listing_in_whole_seconds_proves_nothing() throws IOException {
        open(FakeStorage.RECORD, "a.pt");
        tellCopied();
        fake.put("a.pt", local(), Instant.parse("2026-02-01T00:00:00Z"), null);
        assertThat(verify(true).files()).isEqualTo(1);
        assertThat(recorded()).isEqualTo(new VersionPair(local(), FileVersion.withUnknownTime(4)));
        assertThat(fake.rclone.calls("lsjson")).hasSize(1);
    }

    @Test
    void uploaded_file_counts_as_failed_if_it_is_not_listed() throws IOException {
        open(FakeStorage.RECORD, "a.pt");
        tellCopied();
        TransferOutcome outcome = verify(true);
        assertThat(outcome.failedFiles()).containsExactly("a.pt");
        assertThat(outcome.files()).isZero();
        assertThat(fake.messages).anyMatch(text -> text.contains("was uploaded, but the storage does not list it"));
    }

    @Test
    void file_changed_since_its_upload_is_looked_up_in_the_bucket() throws IOException {
        open(FakeStorage.LISTING, "a.pt");
        tellCopied();
        fake.put("a.pt", local(), null);
        write("a.pt", "later", ARRIVED);
        assertThat(verify(false).files()).isEqualTo(1);
        assertThat(recorded()).isEqualTo(new VersionPair(local(), local()));
    }

    @Test
    void object_of_another_pod_is_not_recorded_as_ours() throws IOException {
        open(FakeStorage.LISTING, "a.pt");
        tellCopied();
        fake.put("a.pt", new FileVersion(9, ARRIVED), null);
        write("a.pt", "later", ARRIVED);
        assertThat(verify(false).files()).isEqualTo(1);
        assertThat(record.entry("a.pt")).isEmpty();
    }

    @Test
    void growing_log_is_recorded_with_its_uploaded_size() throws IOException {
        open(FakeStorage.LISTING, "train.log");
        tellCopied();
        write("train.log", "text and more and more", ARRIVED);
        fake.put("train.log", new FileVersion(13, ARRIVED), null);
        verify(false);
        FileVersion there = new FileVersion(13, ARRIVED);
        assertThat(recorded()).isEqualTo(new VersionPair(there, there));
    }

    @Test
    void log_longer_on_the_remote_is_not_recorded() throws IOException {
        open(FakeStorage.LISTING, "train.log");
        tellCopied();
        write("train.log", "text and", ARRIVED);
        fake.put("train.log", new FileVersion(13, ARRIVED), null);
        verify(false);
        assertThat(record.entry("train.log")).isEmpty();
    }

    @Test
    void server_side_copy_is_proven_like_an_upload() throws IOException {
        open(FakeStorage.LISTING, "a.pt");
        assertThat(verify(false, "a.pt").files()).isEqualTo(1);
        assertThat(recorded()).isEqualTo(new VersionPair(local(), local()));
    }

    @Test
    void upload_with_a_lost_answer_is_proven_by_a_lookup() throws IOException {
        open(FakeStorage.RECORD, "a.pt");
        fake.put("a.pt", local(), ARRIVED, null);
        assertThat(verify(false).files()).isEqualTo(1);
        assertThat(recorded()).isEqualTo(new VersionPair(local(), FileVersion.withUnknownTime(4)));
    }

    @Test
    void file_not_uploaded_counts_as_failed_unstable_or_vanished() throws IOException {
        open(FakeStorage.LISTING, "a.pt");
        assertThat(verify(false).failedFiles()).containsExactly("a.pt");
        open(FakeStorage.LISTING, "b.pt");
        write("b.pt", "later", ARRIVED);
        assertThat(verify(false).unstableFiles()).containsExactly("b.pt");
        open(FakeStorage.LISTING, "c.pt");
        Files.delete(route.localPath("c.pt"));
        TransferOutcome vanished = verify(false);
        assertThat(vanished.failedFiles()).isEmpty();
        assertThat(vanished.status()).isZero();
        assertThat(fake.messages).anyMatch(text -> text.contains("c.pt vanished"));
        assertThat(record.entry("c.pt")).isEmpty();
    }

    @Test
    void failed_lookup_is_reported_and_proves_nothing() throws IOException {
        open(FakeStorage.RECORD, "a.pt");
        fake.rclone.on("lsjson", call -> FakeRclone.FakeOutput.failed(1, "the storage is gone"));
        assertThat(verify(false).failedFiles()).containsExactly("a.pt");
        assertThat(record.entry("a.pt")).isEmpty();
        assertThat(fake.messages).anyMatch(text -> text.contains("can't check the copied files"));
    }
}
