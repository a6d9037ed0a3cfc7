package replaystorage.it.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replaystorage.support.Pod;
import replaystorage.support.RcloneCli;
import replaystorage.support.StorageFixture;
import replaystorage.support.StorageFixture.StorageKind;

/** The table of src/docs/conflicts.md, in both directions, on a folder, an S3 server and B2. */
class ConflictPolicyIT {
    private static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant MIDDLE = Instant.parse("2026-02-01T10:00:00Z");
    private static final Instant NEW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Pattern BESIDE = Pattern.compile("latest\\.from-.+-\\d{8}T\\d{6}\\.pt");

    @TempDir
    Path root;

    private Pod pod;
    private RcloneCli raw;
    private String replays;
    private String artifacts;

    private void start(StorageKind kind) throws IOException {
        StorageFixture depot = StorageFixture.open(kind, root);
        raw = depot.raw();
        pod = depot.pod();
        replays = depot.replays();
        artifacts = depot.artifacts();
    }

    /** Both sides are equal, and this is recorded. */
    private void withBase(StorageKind kind) throws IOException {
        start(kind);
        here("base", OLD);
        run("up", "checkpoints");
    }

    private void here(String text, Instant time) {
        pod.write("checkpoints/latest.pt", text, time);
    }

    private void there(String text, Instant time) {
        Path file = Pod.write(root.resolve("other-pod"), "latest.pt", text, time);
        raw.run("copyto", "--ignore-times", file.toString(), artifacts + "/checkpoints/latest.pt");
    }

    private Pod.CommandRun run(String... words) {
        Pod.CommandRun run = pod.runWithShortWait(words);
        assertThat(run.status()).as(run.all()).isZero();
        return run;
    }

    private String hereNow() {
        return pod.read("checkpoints/latest.pt");
    }

    private String thereNow() {
        return raw.run("cat", artifacts + "/checkpoints/latest.pt");
    }

    private List<String> besideHere() throws IOException {
        try (Stream<Path> files = Files.list(pod.checkpoints())) {
            return files.filter(file ->
                            BESIDE.matcher(file.getFileName().toString()).matches())
                    .map(file -> pod.read("checkpoints/" + file.getFileName()))
                    .toList();
        }
    }

    private List<String> besideThere() {
        return raw.run("lsf", artifacts + "/checkpoints")
                .lines()
                .filter(BESIDE.asMatchPredicate())
                .map(name -> raw.run("cat", artifacts + "/checkpoints/" + name))
                .collect(Collectors.toList());
    }

    @ParameterizedTest
    @EnumSource
    void up_uploads_a_local_change_whatever_its_time(StorageKind kind) throws IOException {
        withBase(kind);
        for (Instant time : List.of(NEW, OLD.minusSeconds(3600), OLD.plusMillis(5))) {
            here("mine at " + time, time);
            run("up", "checkpoints");
            assertThat(thereNow()).isEqualTo("mine at " + time);
        }
        assertThat(besideThere()).isEmpty();
        assertThat(besideHere()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void up_uploads_a_local_change_of_the_same_size_and_an_older_time(StorageKind kind) throws IOException {
        withBase(kind);
        here("BASE", OLD.minusSeconds(60));
        run("up", "checkpoints");
        assertThat(thereNow()).isEqualTo("BASE");
    }

    @ParameterizedTest
    @EnumSource
    void up_keeps_and_reports_a_remote_change(StorageKind kind) throws IOException {
        withBase(kind);
        for (Instant time : List.of(NEW, OLD.minusSeconds(3600))) {
            there("theirs at " + time, time);
            Pod.CommandRun run = run("up", "checkpoints");
            assertThat(thereNow()).isEqualTo("theirs at " + time);
            assertThat(run.err()).contains("latest.pt").contains("newer on the remote");
        }
        assertThat(besideThere()).isEmpty();
        assertThat(hereNow()).isEqualTo("base");
    }

    @ParameterizedTest
    @EnumSource
    void up_with_both_changed_and_local_newer_makes_the_remote_a_conflict_copy(StorageKind kind) throws IOException {
        withBase(kind);
        there("theirs", MIDDLE);
        here("mine and newer", NEW);
        Pod.CommandRun run = run("up", "checkpoints");
        assertThat(thereNow()).isEqualTo("mine and newer");
        assertThat(besideThere()).containsExactly("theirs");
        assertThat(run.err()).contains("latest.from-");
        run("up", "checkpoints");
        assertThat(besideThere()).containsExactly("theirs");
    }

    @ParameterizedTest
    @EnumSource
    void up_with_both_changed_and_remote_newer_uploads_a_conflict_copy_once(StorageKind kind) throws IOException {
        withBase(kind);
        there("theirs and newer", NEW);
        here("mine", MIDDLE);
        Pod.CommandRun run = run("up", "checkpoints");
        assertThat(thereNow()).isEqualTo("theirs and newer");
        assertThat(besideThere()).containsExactly("mine");
        assertThat(run.err()).contains("latest.from-");
        run("up", "checkpoints");
        assertThat(besideThere()).containsExactly("mine");
        assertThat(hereNow()).isEqualTo("mine");
    }

    @ParameterizedTest
    @EnumSource
    void up_without_a_base_uploads_a_newer_file_and_an_older_one_as_conflict_copy(StorageKind kind) throws IOException {
        start(kind);
        there("theirs", OLD);
        here("mine and newer", NEW);
        run("up", "checkpoints");
        assertThat(thereNow()).isEqualTo("mine and newer");
        assertThat(besideThere()).isEmpty();

        pod.with("WORKSPACE", root.resolve("second").toString());
        Pod.write(root.resolve("second"), "checkpoints/latest.pt", "second's, old", MIDDLE);
        run("up", "checkpoints");
        assertThat(thereNow()).isEqualTo("mine and newer");
        assertThat(besideThere()).containsExactly("second's, old");
    }

    @ParameterizedTest
    @EnumSource
    void up_of_a_touched_file_transfers_nothing(StorageKind kind) throws IOException {
        withBase(kind);
        here("base", NEW);
        Pod.CommandRun run = run("up", "checkpoints", "--progress=json");
        assertThat(thereNow()).isEqualTo("base");
        assertThat(besideThere()).isEmpty();
        assertThat(run.err()).doesNotContain("latest.from-");
    }

    @ParameterizedTest
    @EnumSource
    void up_deletes_nothing_and_down_restores_a_locally_deleted_file(StorageKind kind) throws IOException {
        withBase(kind);
        Files.delete(pod.checkpoints().resolve("latest.pt"));
        run("up", "checkpoints");
        assertThat(thereNow()).isEqualTo("base");
        run("down", "checkpoints");
        assertThat(hereNow()).isEqualTo("base");
    }

    @ParameterizedTest
    @EnumSource
    void down_keeps_a_local_change_whatever_its_time(StorageKind kind) throws IOException {
        withBase(kind);
        for (Instant time : List.of(NEW, OLD.minusSeconds(3600))) {
            here("mine at " + time, time);
            run("down", "checkpoints");
            assertThat(hereNow()).isEqualTo("mine at " + time);
        }
        assertThat(besideHere()).isEmpty();
        assertThat(thereNow()).isEqualTo("base");
    }

    @ParameterizedTest
    @EnumSource
    void down_downloads_a_remote_change(StorageKind kind) throws IOException {
        withBase(kind);
        for (Instant time : List.of(NEW, OLD.minusSeconds(3600))) {
            there("theirs at " + time, time);
            run("down", "checkpoints");
            assertThat(hereNow()).isEqualTo("theirs at " + time);
        }
        assertThat(besideHere()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void down_with_both_changed_and_local_newer_keeps_and_reports_the_local_file(StorageKind kind) throws IOException {
        withBase(kind);
        there("theirs", MIDDLE);
        here("mine and newer", NEW);
        Pod.CommandRun run = run("down", "checkpoints");
        assertThat(hereNow()).isEqualTo("mine and newer");
        assertThat(run.err()).contains("latest.pt");
        assertThat(besideHere()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void down_with_both_changed_and_remote_newer_makes_the_local_a_conflict_copy(StorageKind kind) throws IOException {
        withBase(kind);
        there("theirs and newer", NEW);
        here("mine", MIDDLE);
        Pod.CommandRun run = run("down", "checkpoints");
        assertThat(hereNow()).isEqualTo("theirs and newer");
        assertThat(besideHere()).containsExactly("mine");
        assertThat(run.err()).contains("latest.from-");
        run("down", "checkpoints");
        assertThat(besideHere()).containsExactly("mine");
    }

    @ParameterizedTest
    @EnumSource
    void down_without_a_base_keeps_the_newer(StorageKind kind) throws IOException {
        start(kind);
        there("theirs", MIDDLE);
        here("mine and newer", NEW);
        run("down", "checkpoints");
        assertThat(hereNow()).isEqualTo("mine and newer");
        here("mine, old", OLD);
        run("down", "checkpoints");
        assertThat(hereNow()).isEqualTo("theirs");
        assertThat(besideHere()).containsExactly("mine, old");
    }

    @ParameterizedTest
    @EnumSource
    void down_of_a_touched_file_changes_no_byte_and_makes_no_conflict_copy(StorageKind kind) throws IOException {
        withBase(kind);
        there("base", NEW);
        run("down", "checkpoints");
        here("base", MIDDLE);
        run("down", "checkpoints");
        assertThat(hereNow()).isEqualTo("base");
        assertThat(besideHere()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void down_from_a_snapshot_replaces_uploaded_files_and_keeps_others_as_conflict_copy(StorageKind kind)
            throws IOException {
        withBase(kind);
        run("snapshot", "2026-01-02");
        here("second, sent", MIDDLE);
        run("up", "checkpoints");
        run("down", "checkpoints", "--snapshot", "2026-01-02");
        assertThat(hereNow()).isEqualTo("base");
        assertThat(besideHere()).isEmpty();

        here("third, not sent", NEW);
        run("down", "checkpoints", "--snapshot", "2026-01-02");
        assertThat(hereNow()).isEqualTo("base");
        assertThat(besideHere()).containsExactly("third, not sent");
        run("up", "checkpoints");
        assertThat(thereNow()).as("the restored one is current again").isEqualTo("base");
    }

    @ParameterizedTest
    @EnumSource
    void lost_or_damaged_record_loses_no_bytes(StorageKind kind) throws IOException {
        for (String damage : List.of("", "replay-storage record 1\n", "garbage\0garbage")) {
            withBase(kind);
            try (Stream<Path> records = Files.walk(pod.workspace().resolve(".replay-storage"))) {
                for (Path record : records.filter(Files::isRegularFile).toList()) {
                    Files.writeString(record, damage);
                }
            }
            there("theirs", MIDDLE);
            here("mine", NEW);
            run("down", "checkpoints");
            assertThat(hereNow()).isEqualTo("mine");
            run("up", "checkpoints");
            assertThat(thereNow()).isEqualTo("mine");
        }
    }

    @ParameterizedTest
    @EnumSource
    void fetch_replaces_its_downloads_and_keeps_other_files_as_conflict_copies(StorageKind kind) throws IOException {
        start(kind);
        replay(replays, "a.slp", "one", OLD);
        replay(replays, "b.slp", "one", OLD);
        Pod.write(pod.workspace(), "replays/b.slp", "mine, of another size", NEW);
        run("fetch");
        assertThat(pod.read("replays/a.slp")).isEqualTo("one");
        assertThat(pod.read("replays/b.slp")).isEqualTo("one");
        assertThat(replaysHere().values()).contains("mine, of another size");

        replay(replays, "a.slp", "two, older by its time", OLD.minusSeconds(60));
        run("fetch");
        assertThat(pod.read("replays/a.slp")).isEqualTo("two, older by its time");
        assertThat(replaysHere()).hasSize(3);
    }

    private void replay(String bucket, String name, String text, Instant time) {
        Path file = Pod.write(root.resolve("home-machine"), name, text, time);
        raw.run("copyto", "--ignore-times", file.toString(), bucket + "/" + name);
    }

    private Map<String, String> replaysHere() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(pod.workspace().resolve("replays"))) {
            all.forEach(file -> files.put(file.getFileName().toString(), pod.read("replays/" + file.getFileName())));
        }
        return files;
    }
}
