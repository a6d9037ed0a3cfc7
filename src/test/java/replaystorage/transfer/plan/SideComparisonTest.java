package replaystorage.transfer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replaystorage.transfer.FakeStorage;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.note.SyncRecord.Origin;
import replaystorage.transfer.note.SyncRecord.VersionPair;

class SideComparisonTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.25Z");
    private static final Instant OTHER_TIME = Instant.parse("2026-02-01T00:00:00.25Z");

    @TempDir
    Path temporary;

    private FakeStorage fake;
    private SyncRecord record;

    private void open(String provider) {
        fake = new FakeStorage(provider, temporary);
        record = SyncRecord.open(temporary.resolve("state"), "test", fake.folder, temporary, text -> {});
    }

    private SideComparison comparison(Instant listedAt, Map<String, FileVersion> times) {
        return new SideComparison(fake.storage(), fake.folder, record, listedAt, times);
    }

    private SideComparison comparison() {
        return comparison(Instant.now(), Map.of());
    }

    private Map<String, LocalFile> write(String text, Instant time) throws IOException {
        Path file = temporary.resolve("a.pt");
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(time));
        return Map.of("a.pt", new LocalFile(temporary, "a.pt", new FileVersion(text.length(), time)));
    }

    private static FileVersion version(Map<String, LocalFile> local) {
        return local.get("a.pt").version();
    }

    @Test
    void files_of_equal_size_and_time_are_equal_and_recorded() throws IOException {
        open(FakeStorage.LISTING);
        Map<String, LocalFile> local = write("text", TIME);
        fake.put("a.pt", version(local), null);
        assertThat(comparison().differingFiles(local, fake.listing())).isEmpty();
        assertThat(record.entry("a.pt").orElseThrow().origin()).isEqualTo(Origin.FOUND);
    }

    @Test
    void a_time_within_the_precision_of_the_storage_is_equal() throws IOException {
        open(FakeStorage.LISTING);
        Map<String, LocalFile> local = write("text", TIME.plusNanos(999_999));
        fake.put("a.pt", new FileVersion(4, TIME), null);
        assertThat(comparison().differingFiles(local, fake.listing())).isEmpty();
        Map<String, LocalFile> later = write("text", TIME.plusMillis(1));
        assertThat(comparison().differingFiles(later, fake.listing())).hasSize(1);
    }

    @Test
    void recently_written_file_is_not_recorded() throws IOException {
        open(FakeStorage.LISTING);
        Map<String, LocalFile> local = write("text", TIME);
        fake.put("a.pt", version(local), null);
        assertThat(comparison(TIME.plusMillis(50), Map.of()).differingFiles(local, fake.listing()))
                .isEmpty();
        assertThat(record.entry("a.pt")).isEmpty();
    }

    @Test
    void a_recorded_pair_costs_no_request() throws IOException {
        open(FakeStorage.RECORD);
        Map<String, LocalFile> local = write("text", TIME);
        fake.put("a.pt", version(local), null);
        Map<String, FileVersion> listing = fake.listing();
        record.recordProven("a.pt", new VersionPair(version(local), listing.get("a.pt")), Origin.SENT);
        int calls = fake.rclone.calls().size();
        assertThat(comparison().differingFiles(local, listing)).isEmpty();
        assertThat(fake.rclone.calls()).hasSize(calls);
    }

    @Test
    void modification_time_is_requested_if_the_listing_lacks_it() throws IOException {
        open(FakeStorage.RECORD);
        Map<String, LocalFile> local = write("text", TIME);
        fake.put("a.pt", version(local), null);
        Map<String, FileVersion> listing = fake.listing();
        assertThat(listing.get("a.pt")).isNotEqualTo(version(local));
        assertThat(comparison().differingFiles(local, listing)).isEmpty();
        assertThat(fake.rclone.calls("lsjson").get(1).names()).containsExactly("a.pt");
        assertThat(record.entry("a.pt").orElseThrow().versions())
                .isEqualTo(new VersionPair(version(local), listing.get("a.pt")));
    }

    @Test
    void known_modification_times_are_not_requested_again() throws IOException {
        open(FakeStorage.RECORD);
        Map<String, LocalFile> local = write("text", TIME);
        fake.put("a.pt", new FileVersion(4, OTHER_TIME), null);
        Map<String, FileVersion> listing = fake.listing();
        Map<String, FileVersion> known = Map.of("a.pt", new FileVersion(4, OTHER_TIME));
        assertThat(comparison(Instant.now(), known).differingFiles(local, listing))
                .singleElement()
                .satisfies(file -> assertThat(file.remoteTime()).isEqualTo(OTHER_TIME));
        assertThat(fake.rclone.calls()).hasSize(1);
    }

    @Test
    void object_deleted_since_the_listing_differs() throws IOException {
        open(FakeStorage.RECORD);
        Map<String, LocalFile> local = write("text", TIME);
        fake.put("a.pt", version(local), null);
        Map<String, FileVersion> listing = fake.listing();
        fake.remove("a.pt");
        assertThat(comparison().differingFiles(local, listing)).hasSize(1);
    }

    @Test
    void equal_hashes_are_equal_bytes() throws IOException {
        open(FakeStorage.LISTING);
        Map<String, LocalFile> local = write("text", TIME);
        fake.put(
                "a.pt",
                new FileVersion(4, OTHER_TIME),
                SideComparison.hashOf(temporary.resolve("a.pt"), "sha1").toUpperCase(Locale.ROOT));
        assertThat(comparison().equalNames(local, fake.listing())).containsExactly("a.pt");
        assertThat(record.entry("a.pt")).isPresent();
    }

    @Test
    void different_hashes_different_sizes_and_no_hash_are_not_equal() throws IOException {
        open(FakeStorage.LISTING);
        Map<String, LocalFile> local = write("text", TIME);
        fake.put("a.pt", new FileVersion(4, OTHER_TIME), "0123");
        assertThat(comparison().equalNames(local, fake.listing())).isEmpty();
        fake.put("a.pt", new FileVersion(4, OTHER_TIME), null);
        assertThat(comparison().equalNames(local, fake.listing())).isEmpty();
        fake.put("a.pt", new FileVersion(5, OTHER_TIME), SideComparison.hashOf(temporary.resolve("a.pt"), "sha1"));
        assertThat(comparison().equalNames(local, fake.listing())).isEmpty();
        assertThat(record.entry("a.pt")).isEmpty();
    }

    @Test
    void file_that_changes_during_hashing_is_not_equal() throws IOException {
        open(FakeStorage.LISTING);
        Map<String, LocalFile> local = write("text", TIME);
        String hash = SideComparison.hashOf(temporary.resolve("a.pt"), "sha1");
        Files.setLastModifiedTime(temporary.resolve("a.pt"), FileTime.from(OTHER_TIME));
        fake.put("a.pt", new FileVersion(4, OTHER_TIME.plusSeconds(1)), hash);
        assertThat(comparison().equalNames(local, fake.listing())).isEmpty();
    }

    @Test
    void name_on_only_one_side_is_not_equal() throws IOException {
        open(FakeStorage.LISTING);
        Map<String, LocalFile> local = write("text", TIME);
        fake.put("b.pt", version(local), null);
        assertThat(comparison().equalNames(local, fake.listing())).isEmpty();
    }

    @Test
    void unreadable_file_has_no_hash() {
        assertThat(SideComparison.hashOf(temporary.resolve("none"), "md5")).isEmpty();
    }
}
