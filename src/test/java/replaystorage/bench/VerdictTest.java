package replaystorage.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void a_demand_that_is_met_holds() {
        var verdict = Verdict.atLeast("fetch", 5, "times as fast as rclone", OptionalDouble.of(6.5));

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.text()).isEqualTo("fetch: holds: times as fast as rclone at least 5.00: 6.50");
    }

    @Test
    void a_demand_that_is_not_met_tells_by_how_much() {
        var verdict = Verdict.atMost("scale", 300, "MiB resident", OptionalDouble.of(412));

        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.text()).isEqualTo("scale: falls short by 112: MiB resident at most 300: 412");
    }

    @Test
    void what_could_not_be_measured_does_not_hold() {
        var verdict = Demand.within(1.2, Tools.S5CMD).judge("fetch", new Results(List.of(trial("ours", 1, ""))));

        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.text()).isEqualTo("fetch: not measured: of the time of s5cmd at most 1.20");
    }

    @Test
    void a_run_that_failed_is_not_fast() {
        var results =
                new Results(List.of(trial("ours", 1, ""), trial("rclone", 0.1, "status 1"), trial("rclone", 4, "")));

        assertThat(results.timesOurs("rclone")).hasValue(4);
        assertThat(Rows.of(results).get(1)).contains("rclone", "4.000", " (1 failed)");
    }

    @Test
    void a_request_beyond_the_listing_is_one_too_many() {
        var listing = new Requests(Map.of("ListObjectsV2", 2L));
        var more = new Requests(Map.of("ListObjectsV2", 1L, "HeadObject", 1L));

        assertThat(judged(listing).holds()).isTrue();
        assertThat(judged(more).holds()).isFalse();
    }

    private static Verdict judged(Requests requests) {
        var trial = new Trial("up", 1000, 0, Results.OURS, 1, 1, requests, 0, "");
        return Demand.noMoreThanTheListing(1000).judge("up", new Results(List.of(trial)));
    }

    private static Trial trial(String tool, double seconds, String failure) {
        return new Trial("fetch", 10, 1000, tool, 1, seconds, Requests.NONE, 0, failure);
    }
}
