package replaystorage.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import replaystorage.bench.BenchContext;
import replaystorage.bench.contender.BenchmarkContender;
import replaystorage.bench.contender.BenchmarkPod;
import replaystorage.bench.contender.CopyLocation;
import replaystorage.bench.contender.DownloadBenchmark;
import replaystorage.bench.contender.OtherToolCommand;
import replaystorage.bench.network.SimulatedNetwork;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.report.BenchmarkRun;
import replaystorage.bench.report.PerformanceTarget;
import replaystorage.bench.report.TargetVerdict;
import replaystorage.bench.run.ExpectedFiles;
import replaystorage.bench.run.MeasuredProcess;
import replaystorage.bench.run.SampleFiles;

/** Requests, time and memory without changes, for growing numbers of objects. */
record ObjectCountScenario(String name, String about) implements BenchScenario {
    private static final int BYTES = 1000;
    private static final double MOST_MIB = 286;
    /** Above this number, tools with a request per object take minutes. */
    private static final int FEW = 10_000;

    @Override
    public ScenarioOutcome run(BenchContext ground) throws IOException {
        ScenarioOutcome all = new ScenarioOutcome(new ArrayList<>(), new ArrayList<>());
        for (int objects : ground.options().scale) {
            measure(ground, all, objects);
        }
        BenchmarkResults results = new BenchmarkResults(all.trials());
        List<Integer> sizes = ground.options().scale;
        for (int i = 1; i < sizes.size(); i++) {
            all.verdicts().add(growth(results, sizes.get(i - 1), sizes.get(i)));
        }
        return all;
    }

    private void measure(BenchContext ground, ScenarioOutcome all, int objects) throws IOException {
        String series = name + "-" + objects;
        Path folder = SampleFiles.equal(ground.data(series).resolve("replays"), objects, BYTES, "slp");
        try (SimulatedNetwork line = ground.line()) {
            BenchmarkPod client = ground.client(line.endpoint());
            DownloadBenchmark job = DownloadBenchmark.of(ground, client, folder, "", false);
            BenchmarkContender ours = new BenchmarkContender(
                    BenchmarkResults.OURS,
                    run -> new BenchmarkContender.PreparedRun(
                            List.of(BenchmarkPod.launcher(), "fetch"),
                            client.ours(folder.getParent(), job.bucket(), job.bucket()),
                            launch -> job.expected().differencesFrom(ExpectedFiles.of(folder))));
            List<BenchmarkContender> contenders = new ArrayList<>(List.of(ours));
            if (objects <= FEW) {
                contenders.add(new BenchmarkContender(
                        OtherToolCommand.FETCH_REPLAYS,
                        run -> new BenchmarkContender.PreparedRun(
                                OtherToolCommand.fetchReplays()
                                        .words()
                                        .between(CopyLocation.there(job.bucket() + "/"), CopyLocation.here(folder)),
                                client.variables(),
                                launch -> "")));
            }
            settle(ours);
            List<BenchmarkRun> trials =
                    ground.race(series, job.expected()).withBytes(0).run(contenders);
            ScenarioOutcome one = ScenarioOutcome.of(
                    series,
                    trials,
                    List.of(PerformanceTarget.requests(objects), PerformanceTarget.residentMib(MOST_MIB)));
            all.trials().addAll(trials);
            all.verdicts().addAll(one.verdicts());
        }
        ExpectedFiles.delete(ground.data(series));
    }

    private static void settle(BenchmarkContender ours) throws IOException {
        for (int i = 0; i < 2; i++) {
            BenchmarkContender.PreparedRun attempt = ours.preparation().attempt(-i);
            MeasuredProcess launch = MeasuredProcess.of(attempt.command(), attempt.variables());
            if (launch.status() != 0) {
                throw new IOException(launch.end());
            }
        }
    }

    private TargetVerdict growth(BenchmarkResults results, int from, int to) {
        OptionalDouble less = results.of(name + "-" + from).seconds(BenchmarkResults.OURS);
        OptionalDouble more = results.of(name + "-" + to).seconds(BenchmarkResults.OURS);
        return TargetVerdict.atMost(
                name + "-" + to,
                (double) to / from,
                "times the seconds of " + from + " objects",
                less.isPresent() && more.isPresent()
                        ? OptionalDouble.of(more.getAsDouble() / less.getAsDouble())
                        : OptionalDouble.empty());
    }
}
