package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.console.LogLineFixtures.error;
import static replaystorage.console.LogLineFixtures.file;
import static replaystorage.console.LogLineFixtures.stats;

import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.LogLine.FileInTransfer;
import replaystorage.rclone.LogLine.LogLevel;
import replaystorage.rclone.LogLine.RcloneStats;

class ProgressAggregatorTest {
    private static final long SECOND = 1_000_000_000L;
    private final ProgressAggregator tally = new ProgressAggregator(0);

    @Test
    void adds_up_the_plans_and_keeps_the_last_title() {
        tally.addPlanned("up checkpoints", 10, 1000);
        tally.addPlanned("up logs", 5, 500);

        assertThat(now().title()).isEqualTo("up logs");
        assertThat(now().totalFiles()).isEqualTo(15);
        assertThat(now().totalBytes()).isEqualTo(1500);
    }

    @Test
    void adds_up_the_latest_stats_of_each_rclone_including_ended_ones() {
        tally.addPlanned("fetch", 10, 1000);
        tally.handleLogLine(1, stats(100, 1), SECOND);
        tally.handleLogLine(1, stats(300, 3), SECOND);
        tally.handleLogLine(2, stats(200, 2), 100 * SECOND);

        assertThat(now().bytes()).isEqualTo(500);
        assertThat(now().files()).isEqualTo(5);
        assertThat(now().percent()).isEqualTo(50);
    }

    @Test
    void never_exceeds_the_plan_or_99_percent() {
        tally.addPlanned("fetch", 10, 1000);
        tally.handleLogLine(1, stats(2500, 12), SECOND);

        assertThat(now().percent()).isEqualTo(99);
        assertThat(now().bytes()).isEqualTo(1000);
        assertThat(now().files()).isEqualTo(10);
        assertThat(now().remainingTime()).isEmpty();
    }

    @Test
    void never_shows_negative_progress() {
        tally.addPlanned("fetch", 10, 1000);
        tally.handleLogLine(1, stats(-5, -1), SECOND);

        assertThat(now().percent()).isZero();
        assertThat(now().bytes()).isZero();
    }

    @Test
    void percent_counts_files_if_a_size_is_unknown() {
        tally.addPlanned("fetch", 10, 1000);
        tally.addPlanned("fetch", 10, -1);
        tally.handleLogLine(1, stats(5000, 5), SECOND);

        assertThat(now().percent()).isEqualTo(25);
        assertThat(now().totalBytes()).isEqualTo(-1);
        assertThat(now().bytes()).isEqualTo(5000);
    }

    @Test
    void percent_counts_files_if_all_are_empty() {
        tally.addPlanned("fetch", 4, 0);
        tally.handleLogLine(1, stats(0, 1), SECOND);

        assertThat(now().percent()).isEqualTo(25);
    }

    @Test
    void total_is_unknown_without_a_plan() {
        tally.handleLogLine(1, stats(5, 1), SECOND);

        assertThat(now().totalBytes()).isEqualTo(-1);
        assertThat(now().bytes()).isEqualTo(5);
        assertThat(now().percent()).isZero();
    }

    @Test
    void speed_is_the_sum_of_all_rclones() {
        tally.addPlanned("fetch", 10, 10_000);
        for (int half = 1; half <= 6; half++) {
            tally.handleLogLine(1, stats(half * 500L, 0), half * SECOND / 2);
            tally.handleLogLine(2, stats(half * 500L, 0), half * SECOND / 2);
        }

        assertThat(now().speeds()).hasSize(6);
        assertThat(now().speed()).isCloseTo(2000, Offset.offset(200.0));
        assertThat(now().remainingTime().orElseThrow()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void keeps_20_speed_samples_and_shows_no_remaining_time_if_nothing_moves() {
        tally.addPlanned("fetch", 10, 10_000);
        for (int second = 1; second <= 40; second++) {
            tally.handleLogLine(1, stats(Math.min(second, 20) * 100L, 0), second * SECOND);
        }

        assertThat(now().speeds()).hasSize(20).containsOnly(0.0);
        assertThat(now().remainingTime()).isEmpty();
    }

    @Test
    void decreasing_counter_is_not_a_negative_speed() {
        tally.handleLogLine(1, stats(1000, 0), SECOND);
        tally.handleLogLine(1, stats(100, 0), 2 * SECOND);

        assertThat(now().speeds()).containsExactly(1000.0, 0.0);
    }

    @Test
    void counts_repeated_errors_of_a_file_as_one() {
        tally.handleLogLine(1, error("a"), SECOND);
        tally.handleLogLine(1, error("a"), SECOND);
        tally.handleLogLine(1, error("b"), SECOND);
        tally.handleLogLine(1, new LogLine(LogLevel.ERROR, "Attempt 1/3 failed", null, null), SECOND);
        tally.handleLogLine(1, stats(0, 0), SECOND);

        assertThat(now().errors()).isEqualTo(2);
    }

    @Test
    void counts_errors_of_each_rclone_also_after_its_counter_was_reset() {
        tally.handleLogLine(1, stats(new RcloneStats(0, 0, 0, 0, 0, 3, List.of())), SECOND);
        tally.handleLogLine(1, stats(0, 0), SECOND);
        tally.handleLogLine(2, new LogLine(LogLevel.CRITICAL, "no such remote", null, null), SECOND);

        assertThat(now().errors()).isEqualTo(4);
    }

    @Test
    void shows_the_largest_files_first_and_omits_a_silent_rclone() {
        tally.handleLogLine(1, stats(0, 0, file("dead", 99, 1)), SECOND);
        tally.handleLogLine(2, stats(0, 0, file("small", 1, 0), file("large", 50, 1)), 5 * SECOND);

        assertThat(tally.progress(5 * SECOND).inFlight())
                .extracting(FileInTransfer::name)
                .containsExactly("large", "small");
    }

    private ProgressSnapshot now() {
        return tally.progress(100 * SECOND);
    }
}
