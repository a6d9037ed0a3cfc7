package replaystorage.console;

import java.util.ArrayList;
import java.util.List;
import replaystorage.host.HumanNumbers;
import replaystorage.rclone.LogLine.FileInTransfer;

/** Lines of the live display; at least one column narrower than the terminal. */
final class ProgressBlock {
    private static final int MAX_FILES = 4;
    /** The figures fit in this width, even if a narrow terminal did not report its size. */
    private static final int NUMBERS_WIDTH = 39;

    private final ProgressGlyphs glyphs;
    private final AnsiColors colors;

    ProgressBlock(ProgressGlyphs marks, AnsiColors colors) {
        this.glyphs = marks;
        this.colors = colors;
    }

    List<String> lines(ProgressSnapshot progress, int terminalWidth) {
        int width = Math.max(1, terminalWidth - 1);
        List<String> lines = new ArrayList<>();
        lines.add(barLine(progress, width));
        lines.addAll(numberLines(progress, Math.min(width, NUMBERS_WIDTH)));
        progress.inFlight().stream().limit(MAX_FILES).forEach(file -> lines.add(fileLine(file, width)));
        int more = progress.inFlight().size() - MAX_FILES;
        if (more > 0) {
            lines.add(colors.dim(DisplayWidth.truncate("  and " + HumanNumbers.count(more) + " more", width, "")));
        }
        return lines;
    }

    private String barLine(ProgressSnapshot progress, int width) {
        String percent = " " + paddedPercent(progress.percent());
        String title = DisplayWidth.truncate(
                PrintableText.escape(progress.title()), Math.max(0, width - percent.length()), glyphs.ellipsis());
        int room = width - DisplayWidth.width(title) - percent.length() - 1;
        String head = colors.bold(title) + DisplayWidth.truncate(percent, width - DisplayWidth.width(title), "");
        if (room < 5) {
            return head;
        }
        int full = room * progress.percent() / 100;
        return head + " " + colors.cyan(glyphs.barFull().repeat(full))
                + colors.dim(glyphs.barEmpty().repeat(room - full));
    }

    private List<String> numberLines(ProgressSnapshot progress, int width) {
        LineLayout flow = new LineLayout(width);
        flow.add(HumanNumbers.progressText(progress.bytes(), progress.totalBytes(), " / "));
        flow.add(HumanNumbers.progressText(progress.files(), progress.totalFiles(), " / ", "files"));
        if (progress.checks() > 0) {
            flow.add(HumanNumbers.count(progress.checks()) + " checked");
        }
        String rate = HumanNumbers.rate(progress.speed());
        String left = progress.remainingTime()
                .map(time -> HumanNumbers.duration(time) + " left")
                .orElse("");
        flow.newLine();
        int room = width - rate.length() - left.length() - 2 * LineLayout.GAP;
        flow.add(rate);
        flow.add(glyphs.sparkline(progress.speeds(), room), colors::cyan);
        flow.add(left);
        if (progress.errors() > 0) {
            flow.add(HumanNumbers.count(progress.errors(), "error"), colors::red);
        }
        return flow.lines();
    }

    private String fileLine(FileInTransfer file, int width) {
        String share = "  "
                + (file.size() < 0
                        ? HumanNumbers.bytes(file.bytes())
                        : paddedPercent(ProgressSnapshot.percent(file.bytes(), file.size())));
        String name = DisplayWidth.truncateFront(
                PrintableText.escape(file.name()), width - share.length() - 1, glyphs.ellipsis());
        return DisplayWidth.truncate(share, width, "") + (name.isEmpty() ? "" : " " + colors.dim(name));
    }

    private static String paddedPercent(int percent) {
        return (percent < 10 ? " " : "") + percent + "%";
    }
}
