package replaystorage.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Runs that alternate between the contenders, each time in another order.
 *
 * @param clock the seconds that count of a run
 * @param counter what the server was asked so far
 * @param log is told of each run
 */
record Race(
        String series,
        long objects,
        long bytes,
        int runs,
        ToDoubleFunction<Launch> clock,
        Counter counter,
        Consumer<String> log) {

    /** A server's requests. */
    interface Counter {
        Requests requests() throws IOException;
    }

    /** The same where so many bytes have to move. */
    Race moving(long other) {
        return new Race(series, objects, other, runs, clock, counter, log);
    }

    /** The same with another clock. */
    Race by(ToDoubleFunction<Launch> other) {
        return new Race(series, objects, bytes, runs, other, counter, log);
    }

    List<Trial> run(List<Contender> contenders) throws IOException {
        List<Contender> order = new ArrayList<>(contenders);
        List<Trial> trials = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            for (Contender contender : order) {
                trials.add(trial(contender, run));
            }
            Collections.rotate(order, 1);
        }
        return trials;
    }

    private Trial trial(Contender contender, int run) throws IOException {
        Contender.Attempt attempt = contender.preparation().attempt(run);
        Requests before = counter.requests();
        Launch launch = Launch.of(attempt.command(), attempt.variables());
        Requests requests = counter.requests().minus(before);
        String failure = launch.status() == 0
                ? attempt.check().wrong(launch)
                : "status " + launch.status() + ": " + launch.end();
        double seconds = clock.applyAsDouble(launch);
        log.accept(String.format(Locale.ROOT, "%s %d %s: %.3f s %s", series, run, contender.tool(), seconds, failure));
        return new Trial(
                series, objects, bytes, contender.tool(), run, seconds, requests, launch.peakKib() / 1024.0, failure);
    }
}
