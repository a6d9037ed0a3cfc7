package replaystorage.progress;

import java.util.ArrayList;
import java.util.List;
import replaystorage.rclone.LogLine.InFlight;

/** The lines of the live display. None is wider than the terminal less one column. */
final class Block {
    private static final int MOST_FILES = 4;
    /** The figures keep to this, so that they are all there also where the terminal was made this narrow and didn't say so. */
    private static final int FIGURES_WIDTH = 39;

    private final Marks marks;
    private final Paint paint;

    Block(Marks marks, Paint paint) {
        this.marks = marks;
        this.paint = paint;
    }

    List<String> lines(Progress progress, int terminalWidth) {
        int width = Math.max(1, terminalWidth - 1);
        List<String> lines = new ArrayList<>();
        lines.add(bar(progress, width));
        lines.addAll(figures(progress, Math.min(width, FIGURES_WIDTH)));
        progress.inFlight().stream().limit(MOST_FILES).forEach(file -> lines.add(file(file, width)));
        int more = progress.inFlight().size() - MOST_FILES;
        if (more > 0) {
            lines.add(paint.dim(Columns.cut("  and " + Figures.count(more) + " more", width, "")));
        }
        return lines;
    }

    private String bar(Progress progress, int width) {
        String percent = " " + padded(progress.percent());
        String title = Columns.cut(Printable.of(progress.title()), Math.max(0, width - percent.length()), marks.cut());
        int room = width - Columns.of(title) - percent.length() - 1;
        String head = paint.bold(title) + Columns.cut(percent, width - Columns.of(title), "");
        if (room < 5) {
            return head;
        }
        int full = room * progress.percent() / 100;
        return head + " " + paint.cyan(marks.full().repeat(full))
                + paint.dim(marks.empty().repeat(room - full));
    }

    private List<String> figures(Progress progress, int width) {
        Flow flow = new Flow(width);
        flow.add(Figures.share(progress.bytes(), progress.allBytes(), " / "));
        flow.add(Figures.share(progress.files(), progress.allFiles(), " / ", "files"));
        if (progress.checks() > 0) {
            flow.add(Figures.count(progress.checks()) + " checked");
        }
        String rate = Figures.rate(progress.speed());
        String left =
                progress.left().map(time -> Figures.duration(time) + " left").orElse("");
        flow.newLine();
        int room = width - rate.length() - left.length() - 2 * Flow.GAP;
        flow.add(rate);
        flow.add(marks.sparkline(progress.speeds(), room), paint::cyan);
        flow.add(left);
        if (progress.errors() > 0) {
            flow.add(Figures.count(progress.errors(), "error"), paint::red);
        }
        return flow.lines();
    }

    private String file(InFlight file, int width) {
        String share = "  "
                + (file.size() < 0 ? Figures.bytes(file.bytes()) : padded(Progress.percent(file.bytes(), file.size())));
        String name = Columns.cutFront(Printable.of(file.name()), width - share.length() - 1, marks.cut());
        return Columns.cut(share, width, "") + (name.isEmpty() ? "" : " " + paint.dim(name));
    }

    private static String padded(int percent) {
        return (percent < 10 ? " " : "") + percent + "%";
    }
}
