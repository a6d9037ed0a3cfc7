package replaystorage.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Whether a demand is met.
 *
 * @param measured empty where a tool that it needs is missing or failed
 * @param least whether the bound is the least that is allowed, else the most
 */
record Verdict(String series, String demand, OptionalDouble measured, double bound, boolean least) {
    static Verdict atLeast(String series, double bound, String demand, OptionalDouble measured) {
        return new Verdict(series, demand, measured, bound, true);
    }

    static Verdict atMost(String series, double bound, String demand, OptionalDouble measured) {
        return new Verdict(series, demand, measured, bound, false);
    }

    boolean holds() {
        return measured.isPresent() && shortfall() <= 0;
    }

    private double shortfall() {
        return least ? bound - measured.getAsDouble() : measured.getAsDouble() - bound;
    }

    /** The line that says it. */
    String text() {
        if (measured.isEmpty()) {
            return "%s: not measured: %s".formatted(series, bounded());
        }
        String judged = holds() ? "holds" : "falls short by " + number(shortfall());
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
