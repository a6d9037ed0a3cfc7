package replaystorage.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Draws bars for each series, and curves over the number of objects. */
final class ResultsPlot {
    private static final String OURS = "#1b7837";
    private static final String OTHERS = "#9aa5b1";
    private static final int LEFT = 180;
    private static final int LONGEST = 470;
    private static final int ROW = 20;

    private final SvgDrawing svg = new SvgDrawing();
    private double y = 10;

    /** @param scale prefix of the series by number of objects */
    static String of(BenchmarkResults all, String scale) {
        ResultsPlot plot = new ResultsPlot();
        List<String> sizes = all.series().stream()
                .filter(one -> one.matches(scale + "-\\d+"))
                .toList();
        all.series().stream().filter(one -> !sizes.contains(one)).forEach(one -> plot.bars(one, all.of(one)));
        if (!sizes.isEmpty()) {
            plot.y = new ScalingCurves(plot.svg, plot.y).draw(all, sizes);
        }
        return plot.svg.drawing(plot.y + 10);
    }

    private void bars(String series, BenchmarkResults results) {
        y += ROW;
        svg.title(y, series + ", s");
        y += 6;
        double most = results.tools().stream()
                .map(results::seconds)
                .mapToDouble(one -> one.orElse(0))
                .max()
                .orElse(1);
        for (String tool : results.tools()) {
            OptionalDouble seconds = results.seconds(tool);
            svg.text(LEFT - 8, y + 14, "end", tool);
            double width = seconds.orElse(0) / most * LONGEST;
            svg.bar(LEFT, y + 3, width, ROW - 6, tool.equals(BenchmarkResults.OURS) ? OURS : OTHERS);
            String value = seconds.isPresent() ? String.format(Locale.ROOT, "%.2f", seconds.getAsDouble()) : "failed";
            svg.text(LEFT + width + 6, y + 14, "start", value);
            y += ROW;
        }
    }
}
