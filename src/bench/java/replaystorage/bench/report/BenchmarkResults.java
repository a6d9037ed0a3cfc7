package replaystorage.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** All runs of what is compared, and their medians. */
public record BenchmarkResults(List<BenchmarkRun> trials) {
    public static final String OURS = "ours";

    List<String> series() {
        return trials.stream().map(BenchmarkRun::series).distinct().toList();
    }

    /** Those of one series. */
    public BenchmarkResults of(String series) {
        return new BenchmarkResults(
                trials.stream().filter(one -> one.series().equals(series)).toList());
    }

    /** In the order of their medians' table: ours first. */
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

    /** Of the runs that count; empty where none does. */
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

    /** Empty too where the server did not count. */
    OptionalDouble requests(String tool, ToDoubleFunction<RequestTally> figure) {
        boolean counted = by(tool).stream().anyMatch(one -> one.requests().total() > 0);
        return counted ? median(tool, one -> figure.applyAsDouble(one.requests())) : OptionalDouble.empty();
    }

    /** Bits a second. */
    public OptionalDouble rate(String tool) {
        return median(tool, one -> one.bytes() * 8 / one.seconds());
    }

    /** How many times as long as ours it takes. */
    OptionalDouble timesOurs(String tool) {
        OptionalDouble its = seconds(tool);
        OptionalDouble ours = seconds(OURS);
        return its.isPresent() && ours.isPresent()
                ? OptionalDouble.of(its.getAsDouble() / ours.getAsDouble())
                : OptionalDouble.empty();
    }
}
