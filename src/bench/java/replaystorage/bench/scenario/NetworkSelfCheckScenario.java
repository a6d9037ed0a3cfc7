package replaystorage.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import replaystorage.bench.BenchContext;
import replaystorage.bench.ExternalTools;
import replaystorage.bench.network.RawTcpTransfer;
import replaystorage.bench.network.SimulatedNetwork;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.report.BenchmarkRun;
import replaystorage.bench.report.RequestCountsByName;
import replaystorage.bench.report.TargetVerdict;

/** Checks that the simulated network caps all connections together, and is not a bottleneck without a cap. */
record NetworkSelfCheckScenario(String name, String about) implements BenchScenario {
    private static final long BYTES = 200_000_000;
    private static final int MANY = 8;

    @Override
    public ScenarioOutcome run(BenchContext ground) throws IOException {
        ScenarioOutcome all = new ScenarioOutcome(new ArrayList<>(), new ArrayList<>());
        long cap = ground.options().cap;
        for (boolean up : List.of(true, false)) {
            String way = up ? " up" : " down";
            measure(ground, all, "1 connection" + way, cap, 1, up);
            double capped = measure(ground, all, MANY + " connections" + way, cap, MANY, up);
            double open = measure(ground, all, MANY + " connections" + way + ", no cap", 0, MANY, up);
            all.verdicts().add(TargetVerdict.atMost(name, 1.02, "of the cap," + way, OptionalDouble.of(capped / cap)));
            all.verdicts().add(TargetVerdict.atLeast(name, 0.95, "of the cap," + way, OptionalDouble.of(capped / cap)));
            all.verdicts()
                    .add(TargetVerdict.atLeast(
                            name, 3, "caps where there is none," + way, OptionalDouble.of(open / cap)));
        }
        return all;
    }

    /** @return median of bits per second */
    private double measure(BenchContext ground, ScenarioOutcome all, String what, long cap, int connections, boolean up)
            throws IOException {
        long each = ground.options().part(BYTES) / connections;
        List<BenchmarkRun> trials = new ArrayList<>();
        try (RawTcpTransfer transfer = new RawTcpTransfer(each);
                SimulatedNetwork line = new SimulatedNetwork(
                        transfer.port(),
                        ground.options().latency,
                        cap,
                        ground.tools().find(ExternalTools.TOXIPROXY))) {
            for (int run = 1; run <= ground.options().runs; run++) {
                double seconds = transfer.seconds(line.port(), connections, up);
                ground.log().accept(String.format(Locale.ROOT, "%s %d %s: %.3f s", name, run, what, seconds));
                trials.add(new BenchmarkRun(
                        name, connections, each * connections, what, run, seconds, RequestCountsByName.NONE, 0, ""));
            }
        }
        all.trials().addAll(trials);
        return new BenchmarkResults(trials).rate(what).orElseThrow();
    }
}
