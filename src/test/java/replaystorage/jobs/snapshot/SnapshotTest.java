package replaystorage.jobs.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.ListedObject;

class SnapshotTest {
    private static final String DATE = "2026-01-02";

    private static ListedObject folder(String name) {
        return new ListedObject(name, new FileVersion(-1, Instant.EPOCH), true, null);
    }

    private static ListedObject file(String name, long size) {
        return new ListedObject(name, new FileVersion(size, Instant.EPOCH), false, null);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE, .complete",
        "NOT_MARKED, ''",
        "INCOMPLETE, .incomplete.pod-a",
        "INCOMPLETE, .incomplete",
        "INCOMPLETE, .complete .incomplete.pod-a",
        "NOT_MARKED, .incompleted.pod-a"
    })
    void markers_determine_the_state(Snapshot.SnapshotState state, String marks) {
        Stream<ListedObject> files =
                Stream.of(marks.split(" ")).filter(mark -> !mark.isEmpty()).map(mark -> file(DATE + mark, 9));
        List<Snapshot> snapshots =
                Snapshot.parse(Stream.concat(files, Stream.of(folder(DATE))).toList());
        assertThat(snapshots).extracting(Snapshot::date).containsExactly(DATE);
        assertThat(snapshots).extracting(Snapshot::state).containsExactly(state);
    }

    @Test
    void incomplete_reason_names_each_pod_that_did_not_finish() {
        List<Snapshot> snapshots = Snapshot.parse(List.of(
                folder(DATE),
                file(DATE + ".complete", 90),
                file(DATE + ".incomplete.pod-b", 9),
                file(DATE + ".incomplete.pod-a", 9)));
        assertThat(snapshots.get(0).incompleteReason()).isEqualTo("pod-a, pod-b started it and did not finish it");
    }

    @Test
    void emptied_marker_counts_as_deleted() {
        List<Snapshot> snapshots = Snapshot.parse(
                List.of(folder(DATE), file(DATE + ".complete", 90), file(DATE + ".incomplete.pod-a", 0)));
        assertThat(snapshots).extracting(Snapshot::state).containsExactly(Snapshot.SnapshotState.COMPLETE);
    }

    @Test
    void only_folders_named_by_a_date_are_snapshots() {
        assertThat(Snapshot.parse(List.of(
                        folder("checkpoints"),
                        folder("2026-02-30"),
                        file("2026-03-01.complete", 90),
                        file("2026-03-02.incomplete.pod-a", 9),
                        file("2026-03-03", 9))))
                .isEmpty();
    }
}
