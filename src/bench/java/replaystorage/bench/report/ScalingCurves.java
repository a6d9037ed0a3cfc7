package replaystorage.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Draws three double-logarithmic curves over the number of objects: seconds, requests and memory. */
final class ScalingCurves {
    private static final int SIDE = 190;
    private static final int GAP = 50;
    private static final List<String> COLOURS = List.of("#1b7837", "#d95f02", "#7570b3", "#666666");

    private final SvgDrawing svg;
    private final double top;

    ScalingCurves(SvgDrawing svg, double top) {
        this.svg = svg;
        this.top = top + 24;
    }

    private record CurvePoint(String tool, double objects, double value) {}

    /** @return the height at which the drawing ends */
    double draw(BenchmarkResults all, List<String> sizes) {
        svg.title(top, "nothing new, over the number of objects");
        panel(0, "seconds", all, sizes, BenchmarkRun::seconds);
        panel(1, "requests", all, sizes, one -> one.requests().total());
        panel(2, "MiB resident", all, sizes, BenchmarkRun::residentMib);
        return top + SIDE + 60;
    }

    private void panel(
            int column, String what, BenchmarkResults all, List<String> sizes, ToDoubleFunction<BenchmarkRun> figure) {
        double left = GAP + column * (SIDE + GAP);
        double upper = top + 24;
        svg.text(left, upper - 6, "start", what);
        svg.frame(left, upper, SIDE, SIDE);
        List<CurvePoint> points = points(all, sizes, figure);
        double most = points.stream().mapToDouble(CurvePoint::value).max().orElse(1);
        double least = points.stream().mapToDouble(CurvePoint::value).min().orElse(1);
        double many = points.stream().mapToDouble(CurvePoint::objects).max().orElse(1);
        double few = points.stream().mapToDouble(CurvePoint::objects).min().orElse(1);
        svg.text(left - 4, upper + 10, "end", number(most));
        svg.text(left - 4, upper + SIDE, "end", number(least));
        svg.text(left, upper + SIDE + 14, "start", number(few));
        svg.text(left + SIDE, upper + SIDE + 14, "end", number(many));
        List<String> tools = points.stream().map(CurvePoint::tool).distinct().toList();
        for (int i = 0; i < tools.size(); i++) {
            String colour = COLOURS.get(i % COLOURS.size());
            List<String> path = new ArrayList<>();
            for (CurvePoint point : points) {
                if (point.tool().equals(tools.get(i))) {
                    double x = left + share(point.objects(), few, many) * SIDE;
                    double y = upper + (1 - share(point.value(), least, most)) * SIDE;
                    svg.dot(x, y, colour);
                    path.add(String.format(Locale.ROOT, "%.1f,%.1f", x, y));
                }
            }
            svg.line(String.join(" ", path), colour);
            svg.bar(left + 6, upper + 8 + 16 * i, 10, 10, colour);
            svg.text(left + 20, upper + 17 + 16 * i, "start", tools.get(i));
        }
    }

    private static List<CurvePoint> points(
            BenchmarkResults all, List<String> sizes, ToDoubleFunction<BenchmarkRun> figure) {
        List<CurvePoint> points = new ArrayList<>();
        for (String series : sizes) {
            BenchmarkResults results = all.of(series);
            for (String tool : results.tools()) {
                OptionalDouble value = results.median(tool, figure);
                if (value.orElse(0) > 0) {
                    points.add(new CurvePoint(tool, results.trials().get(0).objects(), value.getAsDouble()));
                }
            }
        }
        return points;
    }

    /** Logarithmic position of a value between two others. */
    private static double share(double value, double least, double most) {
        return most == least ? 0.5 : Math.log(value / least) / Math.log(most / least);
    }

    private static String number(double value) {
        return value < 10 ? String.format(Locale.ROOT, "%.2g", value) : String.format(Locale.ROOT, "%.0f", value);
    }
}
