package replaystorage.console;

import static org.assertj.core.api.Assertions.assertThat;
import static replaystorage.console.LogLineFixtures.file;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replaystorage.rclone.LogLine.FileInTransfer;

class ProgressBlockTest {
    private static final List<Double> SPEEDS = List.of(0.0, 12_500_000.0, 25_000_000.0);

    @Test
    void shows_bar_figures_and_files() {
        assertThat(lines(60, file("fox/a.slp", 200, 50), file("doc", -1, 1500)))
                .containsExactly(
                        "fetch 45% ━━━━━━━━━━━━━━━━━━━━━━───────────────────────────",
                        "135.0 / 300.2 MB  450 / 1,000 files",
                        "12.5 MB/s  ▁▅█  14s left  2 errors",
                        "  25% fox/a.slp",
                        "  1.5 kB doc");
    }

    @Test
    void shows_at_most_four_files_and_none_at_100_percent() {
        FileInTransfer done = file("a", 10, 10);

        assertThat(lines(60, done, done, done, done, done))
                .filteredOn(line -> line.endsWith(" a"))
                .hasSize(4)
                .containsOnly("  99% a");
        assertThat(lines(60, Collections.nCopies(64, done).toArray(FileInTransfer[]::new)))
                .last()
                .isEqualTo("  and 60 more");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 20, 39, 40, 41, 80, 200})
    void leaves_one_column_free_at_any_width(int width) {
        FileInTransfer wide = file("日本語".repeat(60) + ".slp", 10, 3);
        FileInTransfer rude = file("\u001b[2J" + "\uD83D\uDE00".repeat(99), -1, 3);

        assertThat(lines(width, wide, rude)).allMatch(line -> DisplayWidth.width(line) <= Math.max(1, width - 1));
    }

    @Test
    void fits_every_figure_into_40_columns() {
        String shown = String.join("\n", lines(40));

        assertThat(shown).contains("45%", "135.0 / 300.2 MB", "450 / 1,000 files", "12.5 MB/s", "14s left", "2 errors");
    }

    @Test
    void keeps_the_end_of_a_long_name() {
        assertThat(lines(40, file("mewtwo/" + "x".repeat(40) + "/Game_1.slp", 100, 5)))
                .last()
                .asString()
                .startsWith("   5% …xxx")
                .endsWith("xxx/Game_1.slp")
                .hasSize(39);
    }

    @Test
    void draws_in_ascii_with_ascii_glyphs() {
        assertThat(String.join(
                        "", new ProgressBlock(ProgressGlyphs.ASCII, new AnsiColors(false)).lines(progress(), 40)))
                .matches("\\p{ASCII}*")
                .contains("###...", "_+@");
    }

    @Test
    void colors_do_not_change_the_text() {
        List<String> coloured =
                new ProgressBlock(ProgressGlyphs.UNICODE, new AnsiColors(true)).lines(progress(file("a", 2, 1)), 60);

        assertThat(String.join("\n", coloured)).contains("\u001b[");
        assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9]*m", "")))
                .isEqualTo(lines(60, file("a", 2, 1)));
    }

    @Test
    void sparkline_shows_the_newest_samples_and_is_flat_if_nothing_moves() {
        assertThat(ProgressGlyphs.UNICODE.sparkline(List.of(9.0, 0.0, 1.0), 2)).isEqualTo("▁█");
        assertThat(ProgressGlyphs.UNICODE.sparkline(Collections.nCopies(3, 0.0), 20))
                .isEqualTo("▁▁▁");
        assertThat(ProgressGlyphs.UNICODE.sparkline(SPEEDS, -4)).isEmpty();
    }

    private static List<String> lines(int width, FileInTransfer... files) {
        return new ProgressBlock(ProgressGlyphs.UNICODE, new AnsiColors(false)).lines(progress(files), width);
    }

    private static ProgressSnapshot progress(FileInTransfer... files) {
        return new ProgressSnapshot("fetch", 45, 135_000_000, 300_200_000, 450, 1000, 0, 2, SPEEDS, List.of(files));
    }
}
