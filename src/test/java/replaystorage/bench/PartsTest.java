package replaystorage.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    @Test
    void a_look_afterwards_is_taken_off_and_named() {
        var results = new Results(List.of(
                trial(Results.OURS, 2), trial(Parts.RAW, 1), trial(Parts.LISTINGS, 0.25), trial(Parts.LOOKS, 0.5)));

        assertThat(Parts.beyond("up", results).text())
                .isEqualTo("up: holds: s beyond raw rclone, the listings and the look afterwards at most 0.300: 0.250");
    }

    @Test
    void marks_stay_in() {
        var results = new Results(List.of(
                trial(Results.OURS, 2), trial(Parts.RAW, 1), trial(Parts.LISTINGS, 0.25), trial(Parts.MARKS, 0.5)));

        assertThat(Parts.beyond("snapshot", results).text())
                .isEqualTo("snapshot: falls short by 0.450: s beyond raw rclone and the listings at most 0.300: 0.750");
    }

    @Test
    void without_raw_rclone_nothing_is_measured() {
        var results = new Results(List.of(trial(Results.OURS, 2), trial(Parts.LISTINGS, 0.25)));

        assertThat(Parts.beyond("up", results).measured()).isEmpty();
    }

    private static Trial trial(String part, double seconds) {
        return new Trial("up", 10, 0, part, 1, seconds, Requests.NONE, 0, "");
    }
}
