package replaystorage.transfer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.transfer.FakeStorage;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.note.SyncRecord.Origin;
import replaystorage.transfer.note.SyncRecord.VersionPair;

/** All combinations of changed sides, newer sides and policies. */
class PlannerTest {
    private static final Instant OLD = Instant.parse("2026-01-01T00:00:00.25Z");
    private static final Instant LATER = Instant.parse("2026-02-01T00:00:00.25Z");
    private static final Instant LATEST = Instant.parse("2026-03-01T00:00:00.25Z");

    @TempDir
    Path temporary;

    private Path folder;
    private FakeStorage fake;
    private SyncRecord record;

    @BeforeEach
    void setUp() throws IOException {
        folder = Files.createDirectories(temporary.resolve("checkpoints"));
        fake = new FakeStorage(FakeStorage.LISTING, temporary);
        record = SyncRecord.open(temporary.resolve("state"), "test", fake.folder, folder, text -> {});
    }

    private Route route(Route.Direction direction) {
        return new Route("checkpoints", direction, fake.folder, folder, false);
    }

    private Planner planner(Route.Direction direction, ConflictPolicy policy) {
        SideComparison comparison = new SideComparison(fake.storage(), fake.folder, record, Instant.now());
        return new Planner(route(direction), comparison, policy, record);
    }

    private FileVersion write(String name, String text, Instant time) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(time));
        return new FileVersion(text.length(), time);
    }

    private Map<String, LocalFile> local(String... names) {
        Map<String, LocalFile> files = new HashMap<>();
        for (String name : names) {
            files.put(name, route(Route.Direction.UP).localFile(name).orElseThrow());
        }
        return files;
    }

    private static Map<String, PlannedAction> actions(Plan plan) {
        return plan.plannedFiles().stream().collect(Collectors.toMap(PlannedFile::name, PlannedFile::action));
    }

    private Plan planUpload(boolean mirror, String... names) {
        return planner(Route.Direction.UP, ConflictPolicy.UP).planUpload(local(names), fake.listing(), mirror);
    }

    private Plan planDownload(ConflictPolicy policy) {
        return planner(Route.Direction.DOWN, policy).planDownload(fake.listing());
    }

    /** Writes both sides of "a.pt" and, if there is a base, its record; the sizes of both differ. */
    private void differ(String base, String localSide, String remoteSide, String newer) throws IOException {
        boolean isLocalNewer = newer.equals("local");
        FileVersion here = write("a.pt", "local", isLocalNewer ? LATEST : LATER);
        FileVersion there = new FileVersion(7, isLocalNewer ? LATER : LATEST);
        fake.put("a.pt", there, null);
        if (!base.equals("none")) {
            FileVersion local = localSide.equals("same") ? here : new FileVersion(3, OLD);
            FileVersion remote = remoteSide.equals("same") ? there : new FileVersion(3, OLD);
            record.recordProven("a.pt", new VersionPair(local, remote), Origin.valueOf(base));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // base, local side, remote side, newer: UP, DOWN, REPLAYS, RESTORE
        "none,    changed, changed, local,  COPY,        STAY,       KEEP_LOCAL, KEEP_LOCAL",
        "none,    changed, changed, remote, SEND_BESIDE, KEEP_LOCAL, KEEP_LOCAL, KEEP_LOCAL",
        "SENT,    changed, same,    local,  COPY,        STAY,       KEEP_LOCAL, KEEP_LOCAL",
        "SENT,    changed, same,    remote, COPY,        STAY,       KEEP_LOCAL, KEEP_LOCAL",
        "SENT,    same,    changed, local,  STAY,        COPY,       KEEP_LOCAL, KEEP_LOCAL",
        "SENT,    same,    changed, remote, STAY,        COPY,       KEEP_LOCAL, KEEP_LOCAL",
        "SENT,    changed, changed, local,  KEEP_REMOTE, STAY,       KEEP_LOCAL, KEEP_LOCAL",
        "SENT,    changed, changed, remote, SEND_BESIDE, KEEP_LOCAL, KEEP_LOCAL, KEEP_LOCAL",
        "FOUND,   changed, same,    local,  COPY,        STAY,       KEEP_LOCAL, KEEP_LOCAL",
        "FOUND,   same,    changed, remote, STAY,        COPY,       KEEP_LOCAL, KEEP_LOCAL",
        "FOUND,   changed, changed, local,  KEEP_REMOTE, STAY,       KEEP_LOCAL, KEEP_LOCAL",
        "FOUND,   changed, changed, remote, SEND_BESIDE, KEEP_LOCAL, KEEP_LOCAL, KEEP_LOCAL",
        "BROUGHT, changed, same,    local,  COPY,        STAY,       KEEP_LOCAL, KEEP_LOCAL",
        "BROUGHT, changed, same,    remote, COPY,        STAY,       KEEP_LOCAL, KEEP_LOCAL",
        "BROUGHT, same,    changed, local,  STAY,        COPY,       COPY,       KEEP_LOCAL",
        "BROUGHT, same,    changed, remote, STAY,        COPY,       COPY,       KEEP_LOCAL",
        "BROUGHT, changed, changed, local,  KEEP_REMOTE, STAY,       KEEP_LOCAL, KEEP_LOCAL",
        "BROUGHT, changed, changed, remote, SEND_BESIDE, KEEP_LOCAL, KEEP_LOCAL, KEEP_LOCAL",
        // A kept conflict copy is not a base.
        "KEPT,    changed, changed, local,  COPY,        STAY,       KEEP_LOCAL, KEEP_LOCAL",
        "KEPT,    changed, changed, remote, SEND_BESIDE, KEEP_LOCAL, KEEP_LOCAL, KEEP_LOCAL",
        "KEPT,    same,    changed, remote, STAY,        KEEP_LOCAL, KEEP_LOCAL, KEEP_LOCAL",
        "KEPT,    same,    changed, local,  COPY,        STAY,       KEEP_LOCAL, KEEP_LOCAL",
    })
    void side_changed_since_the_base_wins_and_otherwise_the_newer(
            String base,
            String local,
            String remote,
            String newer,
            PlannedAction up,
            PlannedAction down,
            PlannedAction replays,
            PlannedAction restore)
            throws IOException {
        differ(base, local, remote, newer);
        assertThat(actions(planUpload(false, "a.pt"))).containsExactly(Map.entry("a.pt", up));
        assertThat(actions(planDownload(ConflictPolicy.DOWN))).containsExactly(Map.entry("a.pt", down));
        assertThat(actions(planDownload(ConflictPolicy.REPLAYS))).containsExactly(Map.entry("a.pt", replays));
        assertThat(actions(planDownload(ConflictPolicy.RESTORE))).containsExactly(Map.entry("a.pt", restore));
    }

    @Test
    void remote_keeps_the_name_if_sizes_differ_and_times_are_equal() throws IOException {
        write("a.pt", "local", OLD);
        fake.put("a.pt", new FileVersion(7, OLD), null);
        assertThat(actions(planUpload(false, "a.pt"))).containsExactly(Map.entry("a.pt", PlannedAction.SEND_BESIDE));
        assertThat(actions(planDownload(ConflictPolicy.DOWN)))
                .containsExactly(Map.entry("a.pt", PlannedAction.KEEP_LOCAL));
    }

    @Test
    void file_missing_on_one_side_is_copied_there() throws IOException {
        write("here.pt", "local", OLD);
        fake.put("there.pt", new FileVersion(7, OLD), null);
        assertThat(actions(planUpload(false, "here.pt"))).containsExactly(Map.entry("here.pt", PlannedAction.COPY));
        assertThat(actions(planDownload(ConflictPolicy.DOWN)))
                .containsExactly(Map.entry("there.pt", PlannedAction.COPY));
    }

    @Test
    void equal_files_are_only_counted() throws IOException {
        fake.put("a.pt", write("a.pt", "local", OLD), null);
        fake.put("new.pt", new FileVersion(7, OLD), null);
        Plan plan = planDownload(ConflictPolicy.DOWN);
        assertThat(actions(plan)).containsOnlyKeys("new.pt");
        assertThat(plan.equalFiles()).isEqualTo(1);
        assertThat(plan.equalBytes()).isEqualTo(5);
        assertThat(plan.listedObjects()).isEqualTo(2);
        assertThat(plan.transferredBytes()).isEqualTo(7);
    }

    @Test
    void mirror_deletes_locally_missing_files_but_not_omitted_ones() throws IOException {
        write("a.pt", "local", OLD);
        write("left-out.pt", "local", OLD);
        fake.put("gone.pt", new FileVersion(7, OLD), null);
        fake.put("left-out.pt", new FileVersion(7, OLD), null);
        assertThat(actions(planUpload(true, "a.pt")))
                .containsOnly(Map.entry("a.pt", PlannedAction.COPY), Map.entry("gone.pt", PlannedAction.DELETE));
        assertThat(actions(planUpload(false, "a.pt"))).containsOnlyKeys("a.pt");
    }

    @Test
    void mirror_deletes_nothing_below_a_broken_link() throws IOException {
        write("a.pt", "local", OLD);
        Files.createSymbolicLink(folder.resolve("disk"), temporary.resolve("unplugged"));
        Files.createSymbolicLink(folder.resolve("link.pt"), temporary.resolve("unplugged"));
        fake.put("disk/gone.pt", new FileVersion(7, OLD), null);
        fake.put("link.pt", new FileVersion(7, OLD), null);
        assertThat(actions(planUpload(true, "a.pt"))).containsOnlyKeys("a.pt");
    }

    @Test
    void download_never_deletes() throws IOException {
        write("only-here.pt", "local", OLD);
        fake.put("there.pt", new FileVersion(7, OLD), null);
        assertThat(actions(planDownload(ConflictPolicy.REPLAYS))).containsOnlyKeys("there.pt");
    }

    @Test
    void empty_checkpoint_waits_and_does_not_replace_one_with_content() throws IOException {
        write("a.pt", "", LATEST);
        fake.put("a.pt", new FileVersion(7, OLD), null);
        assertThat(actions(planUpload(false, "a.pt"))).containsExactly(Map.entry("a.pt", PlannedAction.WAIT));
    }

    @Test
    void version_uploaded_as_conflict_copy_is_not_uploaded_again() throws IOException {
        differ("KEPT", "same", "changed", "remote");
        assertThat(actions(planUpload(false, "a.pt"))).containsExactly(Map.entry("a.pt", PlannedAction.STAY));
    }

    @Test
    void equal_bytes_with_different_times_are_equal_by_their_hash() throws IOException {
        FileVersion here = write("a.pt", "local", LATER);
        String hash = SideComparison.hashOf(folder.resolve("a.pt"), "sha1");
        fake.put("a.pt", new FileVersion(here.size(), OLD), hash);
        Plan plan = planUpload(false, "a.pt");
        assertThat(plan.plannedFiles()).isEmpty();
        assertThat(plan.equalFiles()).isEqualTo(1);
        assertThat(record.entry("a.pt")).isPresent();
    }

    @Test
    void log_that_is_only_copied_needs_no_hash() throws IOException {
        FileVersion here = write("train.log", "local", LATER);
        fake.put("train.log", new FileVersion(here.size(), OLD), null);
        SideComparison comparison = new SideComparison(fake.storage(), fake.folder, record, Instant.now());
        Route logs = new Route("logs", Route.Direction.UP, fake.folder, folder, true);
        Plan plan = new Planner(logs, comparison, ConflictPolicy.UP, record)
                .planUpload(local("train.log"), fake.listing(), false);
        assertThat(actions(plan)).containsExactly(Map.entry("train.log", PlannedAction.COPY));
        assertThat(fake.rclone.calls()).noneMatch(call -> call.arguments().contains("--hash"));
    }

    @Test
    void a_plan_is_sorted_by_name() throws IOException {
        for (String name : List.of("c.pt", "a.pt", "b.pt")) {
            write(name, "local", OLD);
        }
        assertThat(planUpload(false, "c.pt", "a.pt", "b.pt").plannedFiles())
                .extracting(PlannedFile::name)
                .containsExactly("a.pt", "b.pt", "c.pt");
    }
}
