package replaystorage.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Formats one table for all series, with a row per tool. */
final class ResultsTable {
    static final List<String> HEAD = List.of(
            "scenario",
            "tool",
            "median s",
            "min-max",
            "times ours",
            "Mbit/s",
            "MiB resident",
            "requests at the server");

    private static final int LONGEST = 100;

    private ResultsTable() {}

    static List<List<String>> of(BenchmarkResults all) {
        List<List<String>> rows = new ArrayList<>();
        for (String series : all.series()) {
            BenchmarkResults results = all.of(series);
            results.tools().forEach(tool -> rows.add(row(series, tool, results)));
        }
        return rows;
    }

    private static List<String> row(String series, String tool, BenchmarkResults results) {
        List<BenchmarkRun> runs =
                results.by(tool).stream().filter(BenchmarkRun::counts).toList();
        if (runs.isEmpty()) {
            return List.of(
                    series,
                    tool,
                    "failed",
                    "",
                    "",
                    "",
                    "",
                    brief(results.by(tool).get(0).failure()));
        }
        double least = runs.stream().mapToDouble(BenchmarkRun::seconds).min().orElseThrow();
        double most = runs.stream().mapToDouble(BenchmarkRun::seconds).max().orElseThrow();
        return List.of(
                series,
                tool,
                number(results.seconds(tool)),
                number(OptionalDouble.of(least)) + "-" + number(OptionalDouble.of(most)),
                number(results.timesOurs(tool)),
                runs.get(0).bytes() > 0 ? rounded(results.rate(tool).orElseThrow() / 1e6) : "",
                whole(results.median(tool, BenchmarkRun::residentMib)),
                requests(runs.get(runs.size() - 1), results.by(tool).size() - runs.size()));
    }

    /** Only the CSV has the full text. */
    private static String brief(String failure) {
        return failure.length() <= LONGEST ? failure : failure.substring(0, LONGEST) + "...";
    }

    private static String requests(BenchmarkRun last, long failed) {
        RequestCountsByName requests = last.requests();
        String counts = requests.total() == 0 ? "" : requests.total() + ": " + requests;
        return failed == 0 ? counts : counts + " (" + failed + " failed)";
    }

    private static String number(OptionalDouble value) {
        if (value.isEmpty()) {
            return "";
        }
        return String.format(Locale.ROOT, value.getAsDouble() < 10 ? "%.3f" : "%.2f", value.getAsDouble());
    }

    private static String whole(OptionalDouble value) {
        return value.orElse(0) == 0 ? "" : rounded(value.getAsDouble());
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
