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
    void name_survives_the_conversion_to_rclones_spelling(String name) {
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
    void conflict_name_keeps_the_extension_last(String name, String beside) {
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
    void conflict_name_fits_into_255_bytes_and_stays_unique(String character) {
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
    void conflict_name_moves_to_a_higher_folder_if_the_path_is_too_long() {
        ConflictName names = new ConflictName(() -> "pod", InstantSource.system());
        String folders = ("f".repeat(99) + "/").repeat(10);
        String kept = names.nameFor(folders + "latest.pt", taken -> false);
        assertThat(kept)
                .startsWith(("f".repeat(99) + "/").repeat(8) + "latest~")
                .endsWith(".pt");
    }

    @ParameterizedTest
    @CsvSource({"/mewtwo,mewtwo", "mewtwo/,mewtwo", "a/b,a/b", "'',''", "/,''"})
    void leading_and_trailing_slashes_are_ignored(String folder, String clean) {
        assertThat(RemotePath.normalize(folder)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/..", "a/./b", "a//b"})
    void dots_and_empty_names_in_a_folder_are_a_usage_error(String folder) {
        assertThatThrownBy(() -> RemotePath.normalize(folder))
                .isInstanceOf(CliException.class)
                .extracting("status")
                .isEqualTo(64);
    }

    @Test
    void remote_path_refuses_an_empty_name() {
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
    void invalid_date_is_a_usage_error(String text) {
        assertThatThrownBy(() -> SnapshotDate.require(text))
                .isInstanceOf(CliException.class)
                .extracting("status")
                .isEqualTo(64);
    }

    @Test
    void leap_day_is_a_valid_date() {
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
    void invalid_pattern_is_a_usage_error() {
        assertThatThrownBy(() -> new NameFilter(List.of("{a"), List.of()))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("{a");
    }
}
