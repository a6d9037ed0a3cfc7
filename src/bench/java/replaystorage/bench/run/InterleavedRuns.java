package replaystorage.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import replaystorage.bench.contender.BenchmarkContender;
import replaystorage.bench.report.BenchmarkRun;
import replaystorage.bench.report.RequestCountsByName;

/**
 * Runs the contenders alternately, each round in another order.
 *
 * @param clock measures the seconds of a run
 * @param counter the server's requests so far
 * @param log receives a line for each run
 */
public record InterleavedRuns(
        String series,
        long objects,
        long bytes,
        int runs,
        ToDoubleFunction<MeasuredProcess> clock,
        RequestCounter counter,
        Consumer<String> log) {

    public interface RequestCounter {
        RequestCountsByName requests() throws IOException;
    }

    public InterleavedRuns withBytes(long other) {
        return new InterleavedRuns(series, objects, other, runs, clock, counter, log);
    }

    InterleavedRuns withClock(ToDoubleFunction<MeasuredProcess> other) {
        return new InterleavedRuns(series, objects, bytes, runs, other, counter, log);
    }

    public List<BenchmarkRun> run(List<BenchmarkContender> contenders) throws IOException {
        List<BenchmarkContender> order = new ArrayList<>(contenders);
        List<BenchmarkRun> trials = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            for (BenchmarkContender contender : order) {
                trials.add(trial(contender, run));
            }
            Collections.rotate(order, 1);
        }
        return trials;
    }

    private BenchmarkRun trial(BenchmarkContender contender, int run) throws IOException {
        BenchmarkContender.PreparedRun attempt = contender.preparation().attempt(run);
        RequestCountsByName before = counter.requests();
        MeasuredProcess launch = MeasuredProcess.of(attempt.command(), attempt.variables());
        RequestCountsByName requests = counter.requests().minus(before);
        String failure = launch.status() == 0
                ? attempt.check().findError(launch)
                : "status " + launch.status() + ": " + launch.end();
        double seconds = clock.applyAsDouble(launch);
        log.accept(String.format(Locale.ROOT, "%s %d %s: %.3f s %s", series, run, contender.tool(), seconds, failure));
        return new BenchmarkRun(
                series, objects, bytes, contender.tool(), run, seconds, requests, launch.peakKib() / 1024.0, failure);
    }
}
