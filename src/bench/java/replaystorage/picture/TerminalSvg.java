package replaystorage.picture;

import java.util.List;
import java.util.Locale;
import replaystorage.picture.TerminalScreen.Cell;
import replaystorage.picture.TerminalScreen.Style;

/**
 * A dark terminal window as SVG, which is readable on light and on dark pages. Bars and sparklines are drawn as rectangles, and each text
 * is stretched to its columns, so that it looks the same with every monospaced font.
 */
final class TerminalSvg {
    private static final double CELL = 8.4;
    private static final double LINE = 20;
    private static final double PADDING = 18;
    private static final double BASELINE = 14.5;
    private static final double TALLEST = 14;

    /** SVG collapses other spaces. */
    private static final char NO_BREAK_SPACE = '\u00a0';

    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";

    private final StringBuilder body = new StringBuilder();
    private final double width;
    private double top = PADDING;

    TerminalSvg(int columns) {
        this.width = columns * CELL + 2 * PADDING;
    }

    /** Adds a screen below the others, separated by a line with a caption. */
    void add(String caption, List<List<Cell>> lines) {
        if (body.length() > 0) {
            top += LINE / 2;
            add("<path d=\"M0 %.1f H%.1f\" stroke=\"#30363d\"/>", top, width);
            top += LINE / 2;
        }
        add("<text x=\"%.1f\" y=\"%.1f\" class=\"caption\">%s</text>", width - PADDING, top + BASELINE, caption);
        for (List<Cell> line : lines) {
            line(line);
            top += LINE;
        }
    }

    private void line(List<Cell> cells) {
        int start = 0;
        while (start < cells.size()) {
            Cell first = cells.get(start);
            int end = start + 1;
            while (end < cells.size()
                    && cells.get(end).style().equals(first.style())
                    && shape(cells.get(end)) == shape(first)) {
                end++;
            }
            run(start, cells.subList(start, end));
            start = end;
        }
    }

    /** The character itself if it is drawn, else 0. */
    private static char shape(Cell cell) {
        char character = cell.character();
        return character == '━' || character == '─' || HEIGHTS.indexOf(character) >= 0 ? character : 0;
    }

    private void run(int column, List<Cell> cells) {
        double x = PADDING + column * CELL;
        double length = cells.size() * CELL;
        char shape = shape(cells.get(0));
        String colour = colour(cells.get(0).style());
        if (shape == '━' || shape == '─') {
            double height = shape == '━' ? 4 : 1.5;
            rectangle(x, top + (LINE - height) / 2, length, height, colour);
        } else if (shape != 0) {
            double height = (HEIGHTS.indexOf(shape) + 1) * TALLEST / HEIGHTS.length();
            for (int i = 0; i < cells.size(); i++) {
                rectangle(x + i * CELL, top + BASELINE + 1 - height, CELL - 1, height, colour);
            }
        } else {
            text(x, length, cells, colour);
        }
    }

    private void rectangle(double x, double y, double length, double height, String colour) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", x, y, length, height, colour);
    }

    private void text(double x, double length, List<Cell> cells, String colour) {
        StringBuilder text = new StringBuilder();
        cells.forEach(cell -> text.append(cell.character()));
        if (text.toString().isBlank()) {
            return;
        }
        add(
                "<text x=\"%.1f\" y=\"%.1f\" textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\" fill=\"%s\"%s>%s</text>",
                x,
                top + BASELINE,
                length,
                colour,
                cells.get(0).style().bold() ? " font-weight=\"bold\"" : "",
                text.toString().replace("&", "&amp;").replace("<", "&lt;").replace(' ', NO_BREAK_SPACE));
    }

    private static String colour(Style style) {
        return switch (style.colour()) {
            case 31 -> "#ff7b72";
            case 32 -> "#3fb950";
            case 33 -> "#d29922";
            case 36 -> "#39c5cf";
            default -> style.dim() ? "#8b949e" : "#e6edf3";
        };
    }

    private void add(String format, Object... arguments) {
        body.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    /** @param title for screen readers */
    String drawing(String title) {
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$.0f" height="%2$.0f" viewBox="0 0 %1$.0f %2$.0f" role="img">
                <title>%3$s</title>
                <style>text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace }
                .caption { font: 12px sans-serif; fill: #8b949e; text-anchor: end }</style>
                <rect x="0.5" y="0.5" width="%4$.0f" height="%5$.0f" rx="8" fill="#0d1117" stroke="#30363d"/>
                %6$s</svg>
                """, width, top + PADDING, title, width - 1, top + PADDING - 1, body);
    }
}
