package replaystorage.bench.report;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Result of a target.
 *
 * @param measured empty if a required tool is missing or failed
 * @param least true for a minimum, false for a maximum
 */
public record TargetVerdict(String series, String demand, OptionalDouble measured, double bound, boolean least) {
    public static TargetVerdict atLeast(String series, double bound, String demand, OptionalDouble measured) {
        return new TargetVerdict(series, demand, measured, bound, true);
    }

    public static TargetVerdict atMost(String series, double bound, String demand, OptionalDouble measured) {
        return new TargetVerdict(series, demand, measured, bound, false);
    }

    boolean isMet() {
        return measured.isPresent() && shortfall() <= 0;
    }

    private double shortfall() {
        return least ? bound - measured.getAsDouble() : measured.getAsDouble() - bound;
    }

    public String text() {
        if (measured.isEmpty()) {
            return "%s: not measured: %s".formatted(series, bounded());
        }
        String judged = isMet() ? "holds" : "falls short by " + number(shortfall());
        return "%s: %s: %s: %s".formatted(series, judged, bounded(), number(measured.getAsDouble()));
    }

    private String bounded() {
        return "%s %s %s".formatted(demand, least ? "at least" : "at most", number(bound));
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size < 10 ? "%.3g" : "%.0f", value);
    }
}
