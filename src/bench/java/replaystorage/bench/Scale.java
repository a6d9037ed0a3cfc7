package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Nothing new among ever more objects: requests, seconds, memory. */
record Scale(String name, String about) implements Scenario {
    private static final int BYTES = 1000;
    private static final double MOST_MIB = 286;
    /** Beyond it the ways that ask for each object take minutes. */
    private static final int FEW = 10_000;

    @Override
    public Outcome run(Ground ground) throws IOException {
        Outcome all = new Outcome(new ArrayList<>(), new ArrayList<>());
        for (int objects : ground.options().scale) {
            measure(ground, all, objects);
        }
        Results results = new Results(all.trials());
        List<Integer> sizes = ground.options().scale;
        for (int i = 1; i < sizes.size(); i++) {
            all.verdicts().add(growth(results, sizes.get(i - 1), sizes.get(i)));
        }
        return all;
    }

    private void measure(Ground ground, Outcome all, int objects) throws IOException {
        String series = name + "-" + objects;
        Path folder = Samples.equal(ground.data(series).resolve("replays"), objects, BYTES, "slp");
        try (Line line = ground.line()) {
            Client client = ground.client(line.endpoint());
            Download job = Download.of(ground, client, folder, "", false);
            Contender ours = new Contender(
                    Results.OURS,
                    run -> new Contender.Attempt(
                            List.of(Client.launcher(), "fetch"),
                            client.ours(folder.getParent(), job.bucket(), job.bucket()),
                            launch -> job.expected().against(Contents.of(folder))));
            List<Contender> contenders = new ArrayList<>(List.of(ours));
            if (objects <= FEW) {
                contenders.add(new Contender(
                        Way.FETCH_REPLAYS,
                        run -> new Contender.Attempt(
                                Way.fetchReplays().words().between(Place.there(job.bucket() + "/"), Place.here(folder)),
                                client.variables(),
                                launch -> "")));
            }
            settle(ours);
            List<Trial> trials = ground.race(series, job.expected()).moving(0).run(contenders);
            Outcome one = Outcome.of(series, trials, List.of(Demand.requests(objects), Demand.residentMib(MOST_MIB)));
            all.trials().addAll(trials);
            all.verdicts().addAll(one.verdicts());
        }
        Contents.delete(ground.data(series));
    }

    private static void settle(Contender ours) throws IOException {
        for (int i = 0; i < 2; i++) {
            Contender.Attempt attempt = ours.preparation().attempt(-i);
            Launch launch = Launch.of(attempt.command(), attempt.variables());
            if (launch.status() != 0) {
                throw new IOException(launch.end());
            }
        }
    }

    private Verdict growth(Results results, int from, int to) {
        OptionalDouble less = results.of(name + "-" + from).seconds(Results.OURS);
        OptionalDouble more = results.of(name + "-" + to).seconds(Results.OURS);
        return Verdict.atMost(
                name + "-" + to,
                (double) to / from,
                "times the seconds of " + from + " objects",
                less.isPresent() && more.isPresent()
                        ? OptionalDouble.of(more.getAsDouble() / less.getAsDouble())
                        : OptionalDouble.empty());
    }
}
