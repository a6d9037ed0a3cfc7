package replaystorage.bench.report;

import java.util.OptionalDouble;

/** Something that must hold of a series of runs. */
public interface PerformanceTarget {
    TargetVerdict judge(String series, BenchmarkResults results);

    /** @param cap bits a second */
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

    /** So many times as fast as another tool. */
    static PerformanceTarget speedupAtLeast(double bound, String tool) {
        return (series, results) ->
                TargetVerdict.atLeast(series, bound, "times as fast as " + tool, results.timesOurs(tool));
    }

    /** Takes no more than so much of another tool's time. */
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

    /** No more requests than the listing takes, by pages of 1,000; and no other ones. */
    static PerformanceTarget noMoreThanTheListing(long objects) {
        return (series, results) -> TargetVerdict.atMost(
                series,
                (double) (objects / 1000 + 1),
                "requests (other than of a listing count as 1,000)",
                results.requests(BenchmarkResults.OURS, one -> one.total() + 1000 * one.except("ListObjects")));
    }

    /** @param objects how many there are; the listing of 1,000 is a request, and a tenth more is allowed */
    static PerformanceTarget requests(long objects) {
        return (series, results) -> TargetVerdict.atMost(
                series,
                Math.max(1, objects / 1000) * 1.1,
                "requests",
                results.requests(BenchmarkResults.OURS, RequestTally::total));
    }

    static PerformanceTarget residentMib(double bound) {
        return (series, results) -> TargetVerdict.atMost(
                series, bound, "MiB resident", results.median(BenchmarkResults.OURS, BenchmarkRun::residentMib));
    }
}
