package replaystorage.bench.scenario;

import java.io.IOException;
import java.util.List;
import replaystorage.bench.BenchContext;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.report.BenchmarkRun;
import replaystorage.bench.report.PerformanceTarget;
import replaystorage.bench.report.TargetVerdict;

/** One thing that is measured, with what must hold. */
public interface BenchScenario {
    String name();

    /** One line for --help. */
    String about();

    ScenarioOutcome run(BenchContext ground) throws IOException;

    /** What a scenario gave. */
    record ScenarioOutcome(List<BenchmarkRun> trials, List<TargetVerdict> verdicts) {
        static ScenarioOutcome of(String series, List<BenchmarkRun> trials, List<PerformanceTarget> demands) {
            BenchmarkResults results = new BenchmarkResults(trials).of(series);
            return new ScenarioOutcome(
                    trials,
                    demands.stream().map(one -> one.judge(series, results)).toList());
        }
    }
}
