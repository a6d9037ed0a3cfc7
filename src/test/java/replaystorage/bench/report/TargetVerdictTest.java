package replaystorage.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import replaystorage.bench.ExternalTools;

class TargetVerdictTest {
    @Test
    void met_target_holds() {
        var verdict = TargetVerdict.atLeast("fetch", 5, "times as fast as rclone", OptionalDouble.of(6.5));

        assertThat(verdict.isMet()).isTrue();
        assertThat(verdict.text()).isEqualTo("fetch: holds: times as fast as rclone at least 5.00: 6.50");
    }

    @Test
    void missed_target_says_by_how_much() {
        var verdict = TargetVerdict.atMost("scale", 300, "MiB resident", OptionalDouble.of(412));

        assertThat(verdict.isMet()).isFalse();
        assertThat(verdict.text()).isEqualTo("scale: falls short by 112: MiB resident at most 300: 412");
    }

    @Test
    void unmeasured_target_is_not_met() {
        var verdict = PerformanceTarget.timeRatioAtMost(1.2, ExternalTools.S5CMD)
                .judge("fetch", new BenchmarkResults(List.of(trial("ours", 1, ""))));

        assertThat(verdict.isMet()).isFalse();
        assertThat(verdict.text()).isEqualTo("fetch: not measured: of the time of s5cmd at most 1.20");
    }

    @Test
    void failed_run_does_not_count_in_the_time() {
        var results = new BenchmarkResults(
                List.of(trial("ours", 1, ""), trial("rclone", 0.1, "status 1"), trial("rclone", 4, "")));

        assertThat(results.timesOurs("rclone")).hasValue(4);
        assertThat(ResultsTable.of(results).get(1)).contains("rclone", "4.000", " (1 failed)");
    }

    @Test
    void any_request_besides_listings_misses_the_target() {
        var listing = new RequestCountsByName(Map.of("ListObjectsV2", 2L));
        var more = new RequestCountsByName(Map.of("ListObjectsV2", 1L, "HeadObject", 1L));

        assertThat(judged(listing).isMet()).isTrue();
        assertThat(judged(more).isMet()).isFalse();
    }

    private static TargetVerdict judged(RequestCountsByName requests) {
        var trial = new BenchmarkRun("up", 1000, 0, BenchmarkResults.OURS, 1, 1, requests, 0, "");
        return PerformanceTarget.noMoreThanTheListing(1000).judge("up", new BenchmarkResults(List.of(trial)));
    }

    private static BenchmarkRun trial(String tool, double seconds, String failure) {
        return new BenchmarkRun("fetch", 10, 1000, tool, 1, seconds, RequestCountsByName.NONE, 0, failure);
    }
}
