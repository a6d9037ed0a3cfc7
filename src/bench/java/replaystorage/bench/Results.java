package replaystorage.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** All runs of what is compared, and their medians. */
record Results(List<Trial> trials) {
    static final String OURS = "ours";

    List<String> series() {
        return trials.stream().map(Trial::series).distinct().toList();
    }

    /** Those of one series. */
    Results of(String series) {
        return new Results(
                trials.stream().filter(one -> one.series().equals(series)).toList());
    }

    /** In the order of their medians' table: ours first. */
    List<String> tools() {
        List<String> names = new ArrayList<>(
                trials.stream().map(Trial::tool).distinct().sorted().toList());
        if (names.remove(OURS)) {
            names.add(0, OURS);
        }
        return names;
    }

    List<Trial> by(String tool) {
        return trials.stream().filter(one -> one.tool().equals(tool)).toList();
    }

    /** Of the runs that count; empty where none does. */
    OptionalDouble median(String tool, ToDoubleFunction<Trial> figure) {
        double[] sorted = by(tool).stream()
                .filter(Trial::counts)
                .mapToDouble(figure)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    OptionalDouble seconds(String tool) {
        return median(tool, Trial::seconds);
    }

    /** Empty too where the server did not count. */
    OptionalDouble requests(String tool, ToDoubleFunction<Requests> figure) {
        boolean counted = by(tool).stream().anyMatch(one -> one.requests().total() > 0);
        return counted ? median(tool, one -> figure.applyAsDouble(one.requests())) : OptionalDouble.empty();
    }

    /** Bits a second. */
    OptionalDouble rate(String tool) {
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
