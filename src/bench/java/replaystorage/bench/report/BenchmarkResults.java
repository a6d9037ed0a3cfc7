package replaystorage.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** All runs, and their medians. */
public record BenchmarkResults(List<BenchmarkRun> trials) {
    public static final String OURS = "ours";

    List<String> series() {
        return trials.stream().map(BenchmarkRun::series).distinct().toList();
    }

    public BenchmarkResults of(String series) {
        return new BenchmarkResults(
                trials.stream().filter(one -> one.series().equals(series)).toList());
    }

    /** Ours first, then by name. */
    public List<String> tools() {
        List<String> names = new ArrayList<>(
                trials.stream().map(BenchmarkRun::tool).distinct().sorted().toList());
        if (names.remove(OURS)) {
            names.add(0, OURS);
        }
        return names;
    }

    List<BenchmarkRun> by(String tool) {
        return trials.stream().filter(one -> one.tool().equals(tool)).toList();
    }

    /** Median of the valid runs; empty if there are none. */
    OptionalDouble median(String tool, ToDoubleFunction<BenchmarkRun> figure) {
        double[] sorted = by(tool).stream()
                .filter(BenchmarkRun::counts)
                .mapToDouble(figure)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    public OptionalDouble seconds(String tool) {
        return median(tool, BenchmarkRun::seconds);
    }

    /** Also empty if the server did not count. */
    OptionalDouble requests(String tool, ToDoubleFunction<RequestCountsByName> figure) {
        boolean counted = by(tool).stream().anyMatch(one -> one.requests().total() > 0);
        return counted ? median(tool, one -> figure.applyAsDouble(one.requests())) : OptionalDouble.empty();
    }

    public OptionalDouble rate(String tool) {
        return median(tool, one -> one.bytes() * 8 / one.seconds());
    }

    /** Time relative to ours. */
    OptionalDouble timesOurs(String tool) {
        OptionalDouble its = seconds(tool);
        OptionalDouble ours = seconds(OURS);
        return its.isPresent() && ours.isPresent()
                ? OptionalDouble.of(its.getAsDouble() / ours.getAsDouble())
                : OptionalDouble.empty();
    }
}
