package replaystorage.transfer.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.host.CliException;
import replaystorage.host.ConflictName;
import replaystorage.jobs.snapshot.SnapshotDate;

class NamingRulesTest {
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
        String rclones = RcloneFileName.fromDisk(name);
        assertThat(rclones.chars()).allMatch(c -> c >= ' ' && c != 0x7f);
        assertThat(RcloneFileName.toDisk(rclones)).isEqualTo(name);
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
        ConflictName names = new ConflictName(() -> "pod/7", () -> now);
        assertThat(names.nameFor(name, taken -> false)).isEqualTo(beside);
        assertThat(names.nameFor(name, taken -> taken.contains("000-2")))
                .as("never one that was given, nor one that is there")
                .isEqualTo(beside.replace("T103000", "T103000-3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"L", "\u00e9", "\u65e5", "\ud83c\udfae", "\u201b\u240a"})
    void beside_fits_into_255_bytes_and_stays_unique(String character) {
        ConflictName names = new ConflictName(() -> "p".repeat(300), InstantSource.system());
        String stem = "a/b/" + character.repeat(250 / character.getBytes(StandardCharsets.UTF_8).length);
        String first = names.nameFor(stem + "1.pt", taken -> false);
        String second = names.nameFor(stem + "2.pt", taken -> false);
        assertThat(first).isNotEqualTo(second).startsWith("a/b/" + character).endsWith(".pt");
        for (String name : List.of(first, second)) {
            assertThat(name.substring(4).getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
            assertThat(RcloneFileName.fromDisk(RcloneFileName.toDisk(name)))
                    .as("still one of rclone's names")
                    .isEqualTo(name);
        }
    }

    @Test
    void beside_is_kept_further_up_where_the_folders_are_too_deep() {
        ConflictName names = new ConflictName(() -> "pod", InstantSource.system());
        String folders = ("f".repeat(99) + "/").repeat(10);
        String kept = names.nameFor(folders + "latest.pt", taken -> false);
        assertThat(kept)
                .startsWith(("f".repeat(99) + "/").repeat(8) + "latest~")
                .endsWith(".pt");
    }

    @ParameterizedTest
    @CsvSource({"/mewtwo,mewtwo", "mewtwo/,mewtwo", "a/b,a/b", "'',''", "/,''"})
    void slashes_at_either_end_do_not_count(String folder, String clean) {
        assertThat(RemotePath.normalize(folder)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/..", "a/./b", "a//b"})
    void a_folder_that_leads_elsewhere_is_wrong_usage(String folder) {
        assertThatThrownBy(() -> RemotePath.normalize(folder))
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
        assertThatThrownBy(() -> SnapshotDate.require(text))
                .isInstanceOf(CliException.class)
                .extracting("status")
                .isEqualTo(64);
    }

    @Test
    void a_leap_day_is_a_day() {
        assertThat(SnapshotDate.require("2028-02-29")).isEqualTo("2028-02-29");
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
        assertThat(new NameFilter(List.of(glob), List.of()).test(name)).isEqualTo(fits);
        assertThat(new NameFilter(List.of(), List.of(glob)).test(name)).isEqualTo(!fits);
    }

    @Test
    void a_pattern_that_is_none_is_wrong_usage() {
        assertThatThrownBy(() -> new NameFilter(List.of("{a"), List.of()))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("{a");
    }
}
