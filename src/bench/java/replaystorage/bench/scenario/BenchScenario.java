package replaystorage.bench.scenario;

import java.io.IOException;
import java.util.List;
import replaystorage.bench.BenchContext;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.report.BenchmarkRun;
import replaystorage.bench.report.PerformanceTarget;
import replaystorage.bench.report.TargetVerdict;

/** A benchmark and its targets. */
public interface BenchScenario {
    String name();

    String about();

    ScenarioOutcome run(BenchContext ground) throws IOException;

    record ScenarioOutcome(List<BenchmarkRun> trials, List<TargetVerdict> verdicts) {
        static ScenarioOutcome of(String series, List<BenchmarkRun> trials, List<PerformanceTarget> demands) {
            BenchmarkResults results = new BenchmarkResults(trials).of(series);
            return new ScenarioOutcome(
                    trials,
                    demands.stream().map(one -> one.judge(series, results)).toList());
        }
    }
}
