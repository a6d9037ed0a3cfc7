package replaystorage.jobs.autosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replaystorage.stability.StableFileDetector.UnstableReason;

final class AutoSyncScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "600,0,600",
        "600,1,10",
        "600,2,20",
        "600,5,160",
        "600,6,300",
        "600,40,300",
        "60,9,60",
        "3,1,10",
        "3,0,3"
    })
    void failed_rounds_are_retried_with_increasing_pauses(int interval, int failures, int pause) {
        AutoSyncSchedule schedule = new AutoSyncSchedule(Duration.ofSeconds(interval));
        assertThat(schedule.pauseBefore(FolderScan.EMPTY, failures)).isEqualTo(Duration.ofSeconds(pause));
    }

    @Test
    void unstable_file_is_checked_with_increasing_pauses() {
        AutoSyncSchedule schedule = new AutoSyncSchedule(Duration.ofSeconds(60));
        FolderScan writing = new FolderScan(List.of(), Map.of("a.pt", UnstableReason.WRITING), 0);
        assertThat(List.of(
                        schedule.pauseBefore(writing, 0),
                        schedule.pauseBefore(writing, 0),
                        schedule.pauseBefore(writing, 0)))
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
        FolderScan other = new FolderScan(List.of(), Map.of("b.pt", UnstableReason.WRITING), 0);
        assertThat(schedule.pauseBefore(other, 0)).isEqualTo(Duration.ofSeconds(2));
    }
}
