package replaystorage.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import replaystorage.bench.BenchContext;
import replaystorage.bench.BenchOptions;
import replaystorage.bench.ExternalTools;
import replaystorage.bench.contender.BenchmarkJob;
import replaystorage.bench.contender.BenchmarkPod;
import replaystorage.bench.contender.DownloadBenchmark;
import replaystorage.bench.contender.OtherToolCommand;
import replaystorage.bench.contender.UploadBenchmark;
import replaystorage.bench.network.SimulatedNetwork;
import replaystorage.bench.report.BenchmarkRun;
import replaystorage.bench.report.PerformanceTarget;

/**
 * Transfers everything: the destination is empty.
 *
 * @param sample creates the data
 * @param prefix folder in the bucket; uploads always use that of the checkpoints
 * @param capped true to limit the bandwidth
 */
record FullTransferScenario(
        String name,
        String about,
        SampleWriter sample,
        boolean up,
        String prefix,
        boolean capped,
        TargetsForOptions must)
        implements BenchScenario {

    interface SampleWriter {
        Path in(Path folder, BenchOptions options) throws IOException;
    }

    interface TargetsForOptions {
        List<PerformanceTarget> targets(BenchOptions options);
    }

    @Override
    public ScenarioOutcome run(BenchContext ground) throws IOException {
        Path workspace = ground.data(name);
        Path folder = sample.in(workspace.resolve(UploadBenchmark.FOLDER), ground.options());
        try (SimulatedNetwork line = ground.line(capped ? ground.options().cap : 0)) {
            BenchmarkPod client = ground.client(line.endpoint());
            BenchmarkJob job = up
                    ? UploadBenchmark.of(ground, client, workspace, true)
                    : DownloadBenchmark.of(ground, client, folder, prefix, true);
            List<BenchmarkRun> trials =
                    ground.race(name, job.expected()).run(job.contenders(ways(ground.tools(), line.endpoint())));
            return ScenarioOutcome.of(name, trials, must.targets(ground.options()));
        }
    }

    private List<OtherToolCommand> ways(ExternalTools tools, String endpoint) {
        List<OtherToolCommand> ways = new ArrayList<>(List.of(
                OtherToolCommand.defaults(),
                OtherToolCommand.fetchReplays(),
                up ? OtherToolCommand.bestUp() : OtherToolCommand.bestDown()));
        if (!tools.present(ExternalTools.S5CMD).isEmpty()) {
            ways.add(OtherToolCommand.s5cmd(endpoint, "cp"));
        }
        if (!tools.present(ExternalTools.AWS).isEmpty()) {
            ways.add(OtherToolCommand.aws(endpoint, "sync"));
        }
        return ways;
    }
}
