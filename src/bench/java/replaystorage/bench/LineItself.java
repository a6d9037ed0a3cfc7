package replaystorage.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Whether the line caps truly, over all connections, and is no bottleneck without its cap. */
record LineItself(String name, String about) implements Scenario {
    private static final long BYTES = 200_000_000;
    private static final int MANY = 8;

    @Override
    public Outcome run(Ground ground) throws IOException {
        Outcome all = new Outcome(new ArrayList<>(), new ArrayList<>());
        long cap = ground.options().cap;
        for (boolean up : List.of(true, false)) {
            String way = up ? " up" : " down";
            measure(ground, all, "1 connection" + way, cap, 1, up);
            double capped = measure(ground, all, MANY + " connections" + way, cap, MANY, up);
            double open = measure(ground, all, MANY + " connections" + way + ", no cap", 0, MANY, up);
            all.verdicts().add(Verdict.atMost(name, 1.02, "of the cap," + way, OptionalDouble.of(capped / cap)));
            all.verdicts().add(Verdict.atLeast(name, 0.95, "of the cap," + way, OptionalDouble.of(capped / cap)));
            all.verdicts()
                    .add(Verdict.atLeast(name, 3, "caps where there is none," + way, OptionalDouble.of(open / cap)));
        }
        return all;
    }

    /** @return bits a second, the median */
    private double measure(Ground ground, Outcome all, String what, long cap, int connections, boolean up)
            throws IOException {
        long each = ground.options().part(BYTES) / connections;
        List<Trial> trials = new ArrayList<>();
        try (PlainTransfer transfer = new PlainTransfer(each);
                Line line = new Line(
                        transfer.port(),
                        ground.options().latency,
                        cap,
                        ground.tools().find(Tools.TOXIPROXY))) {
            for (int run = 1; run <= ground.options().runs; run++) {
                double seconds = transfer.seconds(line.port(), connections, up);
                ground.log().accept(String.format(Locale.ROOT, "%s %d %s: %.3f s", name, run, what, seconds));
                trials.add(new Trial(name, connections, each * connections, what, run, seconds, Requests.NONE, 0, ""));
            }
        }
        all.trials().addAll(trials);
        return new Results(trials).rate(what).orElseThrow();
    }
}
