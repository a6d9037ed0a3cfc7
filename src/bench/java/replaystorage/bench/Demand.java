package replaystorage.bench;

import java.util.OptionalDouble;

/** Something that must hold of a series of runs. */
interface Demand {
    Verdict judge(String series, Results results);

    /** @param cap bits a second */
    static Demand share(double bound, long cap) {
        return (series, results) -> {
            OptionalDouble rate = results.rate(Results.OURS);
            return Verdict.atLeast(
                    series,
                    bound,
                    "share of the cap",
                    rate.isPresent() ? OptionalDouble.of(rate.getAsDouble() / cap) : rate);
        };
    }

    /** So many times as fast as another tool. */
    static Demand faster(double bound, String tool) {
        return (series, results) -> Verdict.atLeast(series, bound, "times as fast as " + tool, results.timesOurs(tool));
    }

    /** Takes no more than so much of another tool's time. */
    static Demand within(double bound, String tool) {
        return (series, results) -> {
            OptionalDouble times = results.timesOurs(tool);
            return Verdict.atMost(
                    series,
                    bound,
                    "of the time of " + tool,
                    times.isPresent() ? OptionalDouble.of(1 / times.getAsDouble()) : times);
        };
    }

    /** No more requests than the listing takes, by pages of 1,000; and no other ones. */
    static Demand noMoreThanTheListing(long objects) {
        return (series, results) -> Verdict.atMost(
                series,
                (double) (objects / 1000 + 1),
                "requests (other than of a listing count as 1,000)",
                results.requests(Results.OURS, one -> one.total() + 1000 * one.except("ListObjects")));
    }

    /** @param objects how many there are; the listing of 1,000 is a request, and a tenth more is allowed */
    static Demand requests(long objects) {
        return (series, results) -> Verdict.atMost(
                series, Math.max(1, objects / 1000) * 1.1, "requests", results.requests(Results.OURS, Requests::total));
    }

    static Demand residentMib(double bound) {
        return (series, results) ->
                Verdict.atMost(series, bound, "MiB resident", results.median(Results.OURS, Trial::residentMib));
    }
}
