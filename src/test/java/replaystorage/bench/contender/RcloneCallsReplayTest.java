package replaystorage.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.report.BenchmarkRun;
import replaystorage.bench.report.RequestCountsByName;

class RcloneCallsReplayTest {
    @Test
    void overhead_excludes_lookups_after_the_copy() {
        var results = new BenchmarkResults(List.of(
                trial(BenchmarkResults.OURS, 2),
                trial(RcloneOverheadComparison.RAW, 1),
                trial(RcloneOverheadComparison.LISTINGS, 0.25),
                trial(RcloneOverheadComparison.LOOKS, 0.5)));

        assertThat(RcloneOverheadComparison.overheadVerdict("up", results).text())
                .isEqualTo("up: holds: s beyond raw rclone, the listings and the look afterwards at most 0.300: 0.250");
    }

    @Test
    void overhead_includes_snapshot_markers() {
        var results = new BenchmarkResults(List.of(
                trial(BenchmarkResults.OURS, 2),
                trial(RcloneOverheadComparison.RAW, 1),
                trial(RcloneOverheadComparison.LISTINGS, 0.25),
                trial(RcloneOverheadComparison.MARKS, 0.5)));

        assertThat(RcloneOverheadComparison.overheadVerdict("snapshot", results).text())
                .isEqualTo("snapshot: falls short by 0.450: s beyond raw rclone and the listings at most 0.300: 0.750");
    }

    @Test
    void overhead_is_not_measured_without_raw_rclone() {
        var results = new BenchmarkResults(
                List.of(trial(BenchmarkResults.OURS, 2), trial(RcloneOverheadComparison.LISTINGS, 0.25)));

        assertThat(RcloneOverheadComparison.overheadVerdict("up", results).measured())
                .isEmpty();
    }

    private static BenchmarkRun trial(String part, double seconds) {
        return new BenchmarkRun("up", 10, 0, part, 1, seconds, RequestCountsByName.NONE, 0, "");
    }
}
