package replaystorage.transfer.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.host.ConflictName;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.LogLine.LogLevel;
import replaystorage.transfer.FakeStorage;
import replaystorage.transfer.copy.CopyLog;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.note.SyncRecord.Origin;
import replaystorage.transfer.note.SyncRecord.VersionPair;
import replaystorage.transfer.note.TransferOutcome;
import replaystorage.transfer.plan.ConflictPolicy;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** What is recorded and reported for downloaded and missing files. */
class DownloadRecorderTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.25Z");
    private static final Instant ARRIVED = Instant.parse("2026-02-01T00:00:00.5Z");
    private static final Instant BEGUN = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path temporary;

    private final CopyLog log = new CopyLog();
    private FakeStorage fake;
    private SyncRecord record;
    private Route route;
    private FileResults results;

    private PlannedFile step(FileVersion listed) {
        return new PlannedFile(PlannedAction.COPY, "a.pt", Optional.empty(), Optional.of(listed));
    }

    private DownloadRecorder recorder(String provider, PlannedFile... steps) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("checkpoints"));
        fake = new FakeStorage(provider, temporary);
        record = SyncRecord.open(temporary.resolve("state"), "test", fake.folder, folder, text -> {});
        route = new Route("checkpoints", Route.Direction.DOWN, fake.folder, folder, false);
        Plan plan = new Plan(route, List.of(steps), 0, 1);
        results = new FileResults(plan, fake.storage().failureDiagnosis(), fake.console());
        results.setCopyResult(new RcloneCopier.CopyResult(log, 0, false));
        return new DownloadRecorder(fake.storage(), record, plan, BEGUN);
    }

    /** Lets the files with a text arrive, and returns the result. */
    private TransferOutcome end(DownloadRecorder recorder, String text, Instant time, PlannedFile... steps)
            throws IOException {
        try (IncomingFolder incoming = IncomingFolder.create(route.localFolder())) {
            DownloadedFilePlacement placement = new DownloadedFilePlacement(
                    new Plan(route, List.of(steps), 0, 1),
                    incoming,
                    ConflictPolicy.DOWN,
                    record,
                    Duration.ofMillis(1),
                    new ConflictName(() -> "pod", InstantSource.system()),
                    fake.console(),
                    recorder::onPlaced);
            if (text != null) {
                Files.writeString(incoming.arrivalPath("a.pt"), text);
                Files.setLastModifiedTime(incoming.arrivalPath("a.pt"), FileTime.from(time));
                placement.fileArrived("a.pt");
            }
            recorder.recordRest(List.of(steps), placement, results);
        }
        return results.saveAndSummarize(record);
    }

    private VersionPair recorded() {
        SyncRecord.RecordEntry entry = record.entry("a.pt").orElseThrow();
        assertThat(entry.origin()).isEqualTo(Origin.BROUGHT);
        return entry.versions();
    }

    @Test
    void downloaded_file_is_recorded_as_listed() throws IOException {
        PlannedFile step = step(new FileVersion(4, ARRIVED));
        TransferOutcome outcome = end(recorder(FakeStorage.RECORD, step), "text", TIME, step);
        assertThat(outcome.files()).isEqualTo(1);
        assertThat(recorded()).isEqualTo(new VersionPair(new FileVersion(4, TIME), new FileVersion(4, ARRIVED)));
        assertThat(fake.rclone.calls()).isEmpty();
    }

    @Test
    void file_of_another_size_than_listed_is_recorded_without_a_remote_time() throws IOException {
        PlannedFile step = step(new FileVersion(5, ARRIVED));
        end(recorder(FakeStorage.RECORD, step), "text", TIME, step);
        assertThat(recorded()).isEqualTo(new VersionPair(new FileVersion(4, TIME), FileVersion.withUnknownTime(4)));
    }

    @Test
    void file_of_any_size_is_recorded_if_the_listing_lacks_the_size() throws IOException {
        PlannedFile step = step(new FileVersion(-1, ARRIVED));
        end(recorder(FakeStorage.RECORD, step), "text", TIME, step);
        assertThat(recorded().remote()).isEqualTo(new FileVersion(-1, ARRIVED));
    }

    @Test
    void newest_object_of_a_listing_in_seconds_is_recorded_without_a_time() throws IOException {
        FileVersion newest = new FileVersion(4, Instant.parse("2026-02-28T23:59:59Z"));
        PlannedFile step = step(newest);
        end(recorder(FakeStorage.RECORD, step), "text", TIME, step);
        assertThat(recorded().remote()).isEqualTo(FileVersion.withUnknownTime(4));
    }

    @Test
    void older_object_of_a_listing_in_seconds_is_recorded_with_its_time() throws IOException {
        FileVersion older = new FileVersion(4, Instant.parse("2026-02-28T23:00:00Z"));
        PlannedFile step = step(older);
        PlannedFile later = new PlannedFile(
                PlannedAction.STAY,
                "b.pt",
                Optional.empty(),
                Optional.of(new FileVersion(4, Instant.parse("2026-02-28T23:59:59Z"))));
        end(recorder(FakeStorage.RECORD, step, later), "text", TIME, step);
        assertThat(recorded().remote()).isEqualTo(older);
    }

    @Test
    void recently_written_file_is_recorded_if_the_remote_still_has_its_time() throws IOException {
        Instant young = BEGUN.plusSeconds(1);
        PlannedFile step = step(new FileVersion(4, ARRIVED));
        DownloadRecorder recorder = recorder(FakeStorage.RECORD, step);
        fake.put("a.pt", new FileVersion(4, young), ARRIVED, null);
        end(recorder, "text", young, step);
        assertThat(recorded()).isEqualTo(new VersionPair(new FileVersion(4, young), new FileVersion(4, ARRIVED)));
        assertThat(fake.rclone.calls("lsjson")).hasSize(1);
    }

    @Test
    void recently_written_file_is_not_recorded_if_the_remote_has_another_version() throws IOException {
        Instant young = BEGUN.plusSeconds(1);
        PlannedFile step = step(new FileVersion(4, ARRIVED));
        DownloadRecorder recorder = recorder(FakeStorage.RECORD, step);
        fake.put("a.pt", new FileVersion(4, TIME), ARRIVED, null);
        assertThat(end(recorder, "text", young, step).files()).isEqualTo(1);
        assertThat(record.entry("a.pt")).isEmpty();
    }

    @Test
    void recently_written_file_costs_no_request_if_the_listing_has_its_time() throws IOException {
        Instant young = BEGUN.plusSeconds(1);
        PlannedFile step = step(new FileVersion(4, young));
        end(recorder(FakeStorage.LISTING, step), "text", young, step);
        assertThat(recorded()).isEqualTo(new VersionPair(new FileVersion(4, young), new FileVersion(4, young)));
        assertThat(fake.rclone.calls()).isEmpty();
    }

    @Test
    void missing_file_counts_as_vanished_if_rclone_reports_success() throws IOException {
        PlannedFile step = step(new FileVersion(4, ARRIVED));
        TransferOutcome outcome = end(recorder(FakeStorage.RECORD, step), null, null, step);
        assertThat(outcome.status()).isZero();
        assertThat(fake.messages).anyMatch(text -> text.contains("a.pt vanished"));
        assertThat(record.entry("a.pt")).isEmpty();
    }

    @Test
    void missing_file_counts_as_failed_if_rclone_reports_an_error() throws IOException {
        PlannedFile step = step(new FileVersion(4, ARRIVED));
        DownloadRecorder recorder = recorder(FakeStorage.RECORD, step);
        log.add(new LogLine(LogLevel.ERROR, "no luck", "a.pt", null));
        TransferOutcome outcome = end(recorder, null, null, step);
        assertThat(outcome.failedFiles()).containsExactly("a.pt");
        assertThat(fake.messages).anyMatch(text -> text.contains("a.pt: no luck"));
    }

    @Test
    void file_written_locally_during_the_download_stays_and_is_reported() throws IOException {
        PlannedFile step = step(new FileVersion(4, ARRIVED));
        DownloadRecorder recorder = recorder(FakeStorage.RECORD, step);
        Files.writeString(route.localPath("a.pt"), "written here");
        TransferOutcome outcome = end(recorder, "text", TIME, step);
        assertThat(outcome.unstableFiles()).containsExactly("a.pt");
        assertThat(Files.readString(route.localPath("a.pt"))).isEqualTo("written here");
        assertThat(record.entry("a.pt")).isEmpty();
    }
}
