package replaystorage.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.progress.Lines.error;
import static replaystorage.progress.Lines.file;
import static replaystorage.progress.Lines.stats;

import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.LogLine.InFlight;
import replaystorage.rclone.LogLine.Level;
import replaystorage.rclone.LogLine.Stats;

class TallyTest {
    private static final long SECOND = 1_000_000_000L;
    private final Tally tally = new Tally(0);

    @Test
    void adds_up_the_plans_and_keeps_the_last_title() {
        tally.plan("up checkpoints", 10, 1000);
        tally.plan("up logs", 5, 500);

        assertThat(now().title()).isEqualTo("up logs");
        assertThat(now().allFiles()).isEqualTo(15);
        assertThat(now().allBytes()).isEqualTo(1500);
    }

    @Test
    void adds_up_the_latest_report_of_each_rclone_and_keeps_those_that_ended() {
        tally.plan("fetch", 10, 1000);
        tally.log(1, stats(100, 1), SECOND);
        tally.log(1, stats(300, 3), SECOND);
        tally.log(2, stats(200, 2), 100 * SECOND);

        assertThat(now().bytes()).isEqualTo(500);
        assertThat(now().files()).isEqualTo(5);
        assertThat(now().percent()).isEqualTo(50);
    }

    @Test
    void never_shows_more_than_was_planned_nor_a_hundred_percent() {
        tally.plan("fetch", 10, 1000);
        tally.log(1, stats(2500, 12), SECOND);

        assertThat(now().percent()).isEqualTo(99);
        assertThat(now().bytes()).isEqualTo(1000);
        assertThat(now().files()).isEqualTo(10);
        assertThat(now().left()).isEmpty();
    }

    @Test
    void never_shows_less_than_nothing() {
        tally.plan("fetch", 10, 1000);
        tally.log(1, stats(-5, -1), SECOND);

        assertThat(now().percent()).isZero();
        assertThat(now().bytes()).isZero();
    }

    @Test
    void counts_files_where_a_size_is_not_known() {
        tally.plan("fetch", 10, 1000);
        tally.plan("fetch", 10, -1);
        tally.log(1, stats(5000, 5), SECOND);

        assertThat(now().percent()).isEqualTo(25);
        assertThat(now().allBytes()).isEqualTo(-1);
        assertThat(now().bytes()).isEqualTo(5000);
    }

    @Test
    void counts_files_where_all_are_empty() {
        tally.plan("fetch", 4, 0);
        tally.log(1, stats(0, 1), SECOND);

        assertThat(now().percent()).isEqualTo(25);
    }

    @Test
    void knows_no_whole_before_there_is_a_plan() {
        tally.log(1, stats(5, 1), SECOND);

        assertThat(now().allBytes()).isEqualTo(-1);
        assertThat(now().bytes()).isEqualTo(5);
        assertThat(now().percent()).isZero();
    }

    @Test
    void takes_the_speed_from_the_bytes_of_all_rclones() {
        tally.plan("fetch", 10, 10_000);
        for (int half = 1; half <= 6; half++) {
            tally.log(1, stats(half * 500L, 0), half * SECOND / 2);
            tally.log(2, stats(half * 500L, 0), half * SECOND / 2);
        }

        assertThat(now().speeds()).hasSize(6);
        assertThat(now().speed()).isCloseTo(2000, Offset.offset(200.0));
        assertThat(now().left().orElseThrow()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void keeps_the_last_twenty_samples_and_does_not_guess_when_nothing_moves() {
        tally.plan("fetch", 10, 10_000);
        for (int second = 1; second <= 40; second++) {
            tally.log(1, stats(Math.min(second, 20) * 100L, 0), second * SECOND);
        }

        assertThat(now().speeds()).hasSize(20).containsOnly(0.0);
        assertThat(now().left()).isEmpty();
    }

    @Test
    void a_counter_that_falls_back_is_no_negative_speed() {
        tally.log(1, stats(1000, 0), SECOND);
        tally.log(1, stats(100, 0), 2 * SECOND);

        assertThat(now().speeds()).containsExactly(1000.0, 0.0);
    }

    @Test
    void counts_a_file_that_failed_three_times_as_one_error() {
        tally.log(1, error("a"), SECOND);
        tally.log(1, error("a"), SECOND);
        tally.log(1, error("b"), SECOND);
        tally.log(1, new LogLine(Level.ERROR, "Attempt 1/3 failed", null, null), SECOND);
        tally.log(1, stats(0, 0), SECOND);

        assertThat(now().errors()).isEqualTo(2);
    }

    @Test
    void counts_the_errors_of_each_rclone_also_after_it_began_anew() {
        tally.log(1, stats(new Stats(0, 0, 0, 0, 0, 3, List.of())), SECOND);
        tally.log(1, stats(0, 0), SECOND);
        tally.log(2, new LogLine(Level.CRITICAL, "no such remote", null, null), SECOND);

        assertThat(now().errors()).isEqualTo(4);
    }

    @Test
    void shows_the_largest_files_first_and_none_of_an_rclone_that_fell_silent() {
        tally.log(1, stats(0, 0, file("dead", 99, 1)), SECOND);
        tally.log(2, stats(0, 0, file("small", 1, 0), file("large", 50, 1)), 5 * SECOND);

        assertThat(tally.progress(5 * SECOND).inFlight())
                .extracting(InFlight::name)
                .containsExactly("large", "small");
    }

    private Progress now() {
        return tally.progress(100 * SECOND);
    }
}
