package replaystorage.bench.report;

import java.util.OptionalDouble;

/** A condition on the results of a series. */
public interface PerformanceTarget {
    TargetVerdict judge(String series, BenchmarkResults results);

    static PerformanceTarget capShareAtLeast(double bound, long cap) {
        return (series, results) -> {
            OptionalDouble rate = results.rate(BenchmarkResults.OURS);
            return TargetVerdict.atLeast(
                    series,
                    bound,
                    "share of the cap",
                    rate.isPresent() ? OptionalDouble.of(rate.getAsDouble() / cap) : rate);
        };
    }

    static PerformanceTarget speedupAtLeast(double bound, String tool) {
        return (series, results) ->
                TargetVerdict.atLeast(series, bound, "times as fast as " + tool, results.timesOurs(tool));
    }

    static PerformanceTarget timeRatioAtMost(double bound, String tool) {
        return (series, results) -> {
            OptionalDouble times = results.timesOurs(tool);
            return TargetVerdict.atMost(
                    series,
                    bound,
                    "of the time of " + tool,
                    times.isPresent() ? OptionalDouble.of(1 / times.getAsDouble()) : times);
        };
    }

    /** Allows only the listing's requests, one per 1,000 objects. */
    static PerformanceTarget noMoreThanTheListing(long objects) {
        return (series, results) -> TargetVerdict.atMost(
                series,
                (double) (objects / 1000 + 1),
                "requests (other than of a listing count as 1,000)",
                results.requests(BenchmarkResults.OURS, one -> one.total() + 1000 * one.except("ListObjects")));
    }

    /** One request per 1,000 objects, plus a tenth. */
    static PerformanceTarget requests(long objects) {
        return (series, results) -> TargetVerdict.atMost(
                series,
                Math.max(1, objects / 1000) * 1.1,
                "requests",
                results.requests(BenchmarkResults.OURS, RequestCountsByName::total));
    }

    static PerformanceTarget residentMib(double bound) {
        return (series, results) -> TargetVerdict.atMost(
                series, bound, "MiB resident", results.median(BenchmarkResults.OURS, BenchmarkRun::residentMib));
    }
}
