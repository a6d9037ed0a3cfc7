package replaystorage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.settings.CliException;

class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.pt",
                "new\nline",
                "bell\u0007",
                "del\u007f",
                "␊",
                "‛",
                "‛␊",
                "a‛",
                "-dash",
                "🎮 é",
                "tab\tx"
            })
    void a_name_comes_back_from_rclones_spelling(String name) {
        String rclones = RcloneName.of(name);
        assertThat(rclones.chars()).allMatch(c -> c >= ' ' && c != 0x7f);
        assertThat(RcloneName.onDisk(rclones)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "latest.pt,latest.from-pod-7-20261125T103000.pt",
        "a.b/model,a.b/model.from-pod-7-20261125T103000",
        "x/.hidden,x/.hidden.from-pod-7-20261125T103000"
    })
    void beside_keeps_the_extension_last(String name, String beside) {
        Instant now = LocalDateTime.of(2026, 11, 25, 10, 30)
                .atZone(ZoneId.systemDefault())
                .toInstant();
        assertThat(new Beside(() -> "pod/7", now).name(name)).isEqualTo(beside);
    }

    @ParameterizedTest
    @CsvSource({"/mewtwo,mewtwo", "mewtwo/,mewtwo", "a/b,a/b", "'',''", "/,''"})
    void slashes_at_either_end_do_not_count(String folder, String clean) {
        assertThat(RemotePath.clean(folder)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/..", "a/./b", "a//b"})
    void a_folder_that_leads_elsewhere_is_wrong_usage(String folder) {
        assertThatThrownBy(() -> RemotePath.clean(folder))
                .isInstanceOf(CliException.class)
                .extracting("status")
                .isEqualTo(64);
    }

    @Test
    void a_remote_path_never_has_a_hole() {
        assertThatThrownBy(() -> new RemotePath("b2", "", "checkpoints")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29",
                "2026-13-01",
                "2026-1-1",
                "..",
                "--help",
                "2026-01-01/..",
                "20260101",
                "",
                "2026-01-01 "
            })
    void what_is_no_day_of_the_calendar_is_no_snapshot(String text) {
        assertThatThrownBy(() -> SnapshotDate.of(text))
                .isInstanceOf(CliException.class)
                .extracting("status")
                .isEqualTo(64);
    }

    @Test
    void a_leap_day_is_a_day() {
        assertThat(SnapshotDate.of("2028-02-29")).isEqualTo("2028-02-29");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*.pt|a.pt|true",
                "*.pt|x/y/a.pt|true",
                "/*.pt|x/a.pt|false",
                "/x/**|x/y/z|true",
                "x/|q/x/y|true",
                "*.{pt,bin}|a.bin|true",
                "a^b-c]|a^b-c]|true",
                "[a-c].pt|b.pt|true",
                "a?.pt|ab.pt|true",
                "a?.pt|a/.pt|false",
                "[ab].pt|b.pt|true",
                "[^a].pt|a.pt|false",
                "a+b|a+b|true",
                "*.pt|a.pt.x|false"
            })
    void filters_are_rclones_globs(String glob, String name, boolean fits) {
        assertThat(new Filter(List.of(glob), List.of()).test(name)).isEqualTo(fits);
        assertThat(new Filter(List.of(), List.of(glob)).test(name)).isEqualTo(!fits);
    }

    @Test
    void a_pattern_that_is_none_is_wrong_usage() {
        assertThatThrownBy(() -> new Filter(List.of("{a"), List.of()))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("{a");
    }
}
