package replaystorage.console;

import java.util.List;

/** Characters of the live display: Unicode if the terminal supports it, else ASCII. */
record ProgressGlyphs(
        String barFull, String barEmpty, String ellipsis, String success, String failure, String sparkLevels) {
    static final ProgressGlyphs UNICODE = new ProgressGlyphs("━", "─", "…", "✓ ", "✗ ", "▁▂▃▄▅▆▇█");
    static final ProgressGlyphs ASCII = new ProgressGlyphs("#", ".", "~", "", "", "_.-=+*#@");

    /** The newest samples that fit, relative to their maximum. */
    String sparkline(List<Double> samples, int room) {
        List<Double> shown =
                samples.subList(samples.size() - Math.max(0, Math.min(room, samples.size())), samples.size());
        double highest = shown.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (double sample : shown) {
            double height = highest <= 0 ? 0 : sample / highest * (sparkLevels.length() - 1);
            line.append(sparkLevels.charAt((int) Math.round(height)));
        }
        return line.toString();
    }
}
