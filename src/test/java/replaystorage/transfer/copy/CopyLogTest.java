package replaystorage.transfer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.LogLine.LogLevel;

class CopyLogTest {
    private final List<String> heard = new ArrayList<>();
    private final CopyLog log = new CopyLog(heard::add);

    private void add(LogLevel level, String object, String message) {
        log.add(new LogLine(level, message, object, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Copied (new)",
                "Copied (replaced existing)",
                "Copied (server-side copy)",
                "Multi-thread Copied (new)",
                "Copied (Rcat, new)"
            })
    void copied_line_marks_a_file_as_transferred_once(String message) {
        add(LogLevel.INFO, "a.pt", message);
        add(LogLevel.INFO, "a.pt", message);
        assertThat(log.isTransferred("a.pt")).isTrue();
        assertThat(log.isOnlyTimeSet("a.pt")).isFalse();
        assertThat(log.isTransferred("b.pt")).isFalse();
        assertThat(heard).containsExactly("a.pt");
    }

    @ParameterizedTest
    @CsvSource({"DEBUG, Copied (new)", "NOTICE, Copied (new)", "INFO, Unchanged skipping", "INFO, Deleted"})
    void other_lines_mark_no_file_as_transferred(LogLevel level, String message) {
        add(level, "a.pt", message);
        assertThat(log.isTransferred("a.pt")).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void line_without_a_file_is_ignored() {
        add(LogLevel.INFO, null, "Copied (new)");
        assertThat(log.isEmpty()).isTrue();
    }

    @Test
    void file_with_only_its_time_set_is_transferred_but_not_copied() {
        add(LogLevel.INFO, "a.pt", "Updated modification time in destination");
        assertThat(log.isTransferred("a.pt")).isTrue();
        assertThat(log.isOnlyTimeSet("a.pt")).isTrue();
        assertThat(heard).isEmpty();
        add(LogLevel.INFO, "a.pt", "Copied (replaced existing)");
        assertThat(log.isOnlyTimeSet("a.pt")).isFalse();
    }

    @Test
    void last_error_of_a_file_counts_and_all_are_kept_in_order() {
        add(LogLevel.ERROR, "a.pt", "first");
        add(LogLevel.NOTICE, null, "clock");
        add(LogLevel.CRITICAL, "a.pt", "second");
        add(LogLevel.PLAIN, null, "panic");
        assertThat(log.lastError("a.pt")).isEqualTo("second");
        assertThat(log.lastError("b.pt")).isNull();
        assertThat(log.generalMessages())
                .extracting(LogLine::message)
                .containsExactly("first", "clock", "second", "panic");
        assertThat(log.isTransferred("a.pt")).isFalse();
        assertThat(log.isEmpty()).isFalse();
    }

    @Test
    void removed_file_is_not_transferred() {
        add(LogLevel.INFO, "a.pt", "Copied (new)");
        log.markRemoved("a.pt");
        assertThat(log.isTransferred("a.pt")).isFalse();
        log.markCopied("a.pt");
        assertThat(log.isTransferred("a.pt")).isTrue();
    }

    @Test
    void stats_line_is_ignored() {
        log.add(new LogLine(LogLevel.ERROR, "Copied", "a.pt", new LogLine.RcloneStats(1, 1, 1, 1, 0, 0, List.of())));
        assertThat(log.isEmpty()).isTrue();
        assertThat(log.generalMessages()).isEmpty();
    }

    @Test
    void hopeless_copy_is_not_retried() {
        assertThat(new RcloneCopier.CopyResult(log, 1, false).mayRetry()).isTrue();
        log.setHopeless();
        assertThat(new RcloneCopier.CopyResult(log, 1, false).mayRetry()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "0,1,1", "1,0,1", "1,3,1", "1,137,137", "137,1,137"})
    void combined_copies_have_the_first_failure_unless_one_was_killed(int one, int other, int both) {
        RcloneCopier.CopyResult first = new RcloneCopier.CopyResult(log, one, false);
        assertThat(first.and(new RcloneCopier.CopyResult(log, other, true)))
                .isEqualTo(new RcloneCopier.CopyResult(log, both, true));
    }

    @ParameterizedTest
    @CsvSource({"0,true", "1,true", "5,true", "75,false", "3,false", "7,false", "130,false", "137,false"})
    void copy_with_a_final_status_or_ended_by_a_signal_is_not_retried(int status, boolean again) {
        assertThat(new RcloneCopier.CopyResult(log, status, false).mayRetry()).isEqualTo(again);
    }
}
