package replaystorage.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import replaystorage.bench.BenchContext;
import replaystorage.bench.ExternalTools;
import replaystorage.bench.contender.OtherToolCommand;
import replaystorage.bench.contender.SnapshotBenchmark;
import replaystorage.bench.contender.UploadBenchmark;
import replaystorage.bench.network.SimulatedNetwork;
import replaystorage.bench.report.BenchmarkRun;
import replaystorage.bench.report.PerformanceTarget;
import replaystorage.bench.run.SampleFiles;

/** Creates a snapshot of files that the bucket has already. */
record UnchangedSnapshotScenario(String name, String about) implements BenchScenario {
    private static final int OBJECTS = 500;
    private static final int BYTES = 300_000;

    @Override
    public ScenarioOutcome run(BenchContext ground) throws IOException {
        Path workspace = ground.data(name);
        SampleFiles.equal(
                workspace.resolve(UploadBenchmark.FOLDER), ground.options().part(OBJECTS), BYTES, "pt");
        try (SimulatedNetwork line = ground.line()) {
            SnapshotBenchmark job = SnapshotBenchmark.of(ground, ground.client(line.endpoint()), workspace);
            job.settle();
            List<OtherToolCommand> ways =
                    new ArrayList<>(List.of(OtherToolCommand.defaults(), OtherToolCommand.bestWithin()));
            if (!ground.tools().present(ExternalTools.S5CMD).isEmpty()) {
                ways.add(OtherToolCommand.s5cmd(line.endpoint(), "cp"));
            }
            List<BenchmarkRun> trials =
                    ground.race(name, job.expected()).withBytes(0).run(job.contenders(ways));
            return ScenarioOutcome.of(
                    name, trials, List.of(PerformanceTarget.speedupAtLeast(6, OtherToolCommand.DEFAULTS)));
        }
    }
}
