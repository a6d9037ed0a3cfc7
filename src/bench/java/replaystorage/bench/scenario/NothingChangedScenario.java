package replaystorage.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import replaystorage.bench.BenchContext;
import replaystorage.bench.ExternalTools;
import replaystorage.bench.contender.BenchmarkContender;
import replaystorage.bench.contender.BenchmarkJob;
import replaystorage.bench.contender.BenchmarkPod;
import replaystorage.bench.contender.DownloadBenchmark;
import replaystorage.bench.contender.OtherToolCommand;
import replaystorage.bench.contender.UploadBenchmark;
import replaystorage.bench.network.SimulatedNetwork;
import replaystorage.bench.report.BenchmarkRun;
import replaystorage.bench.report.PerformanceTarget;
import replaystorage.bench.run.MeasuredProcess;
import replaystorage.bench.run.SampleFiles;

/** Transfers again with nothing to do: the same tool has brought everything before. */
record NothingChangedScenario(String name, String about, boolean up) implements BenchScenario {
    private static final int OBJECTS = 1000;
    private static final int BYTES = 300_000;
    private static final int SETTLING = 3;

    @Override
    public ScenarioOutcome run(BenchContext ground) throws IOException {
        Path workspace = ground.data(name);
        int objects = ground.options().part(OBJECTS);
        Path folder = SampleFiles.equal(workspace.resolve(UploadBenchmark.FOLDER), objects, BYTES, "slp");
        try (SimulatedNetwork line = ground.line()) {
            BenchmarkPod client = ground.client(line.endpoint());
            BenchmarkJob job = up
                    ? UploadBenchmark.of(ground, client, workspace, false)
                    : DownloadBenchmark.of(ground, client, folder, "", false);
            List<BenchmarkContender> contenders = job.contenders(ways(ground.tools(), line.endpoint()));
            for (BenchmarkContender contender : contenders) {
                settle(contender);
            }
            List<BenchmarkRun> trials =
                    ground.race(name, job.expected()).withBytes(0).run(contenders);
            return ScenarioOutcome.of(
                    name,
                    trials,
                    List.of(
                            PerformanceTarget.speedupAtLeast(15, OtherToolCommand.DEFAULTS),
                            PerformanceTarget.speedupAtLeast(5, OtherToolCommand.FETCH_REPLAYS),
                            PerformanceTarget.noMoreThanTheListing(objects)));
        }
    }

    private static void settle(BenchmarkContender contender) throws IOException {
        for (int i = 0; i < SETTLING; i++) {
            BenchmarkContender.PreparedRun attempt = contender.preparation().attempt(-i);
            MeasuredProcess launch = MeasuredProcess.of(attempt.command(), attempt.variables());
            if (launch.status() != 0) {
                throw new IOException(contender.tool() + ": " + launch.end());
            }
        }
    }

    private List<OtherToolCommand> ways(ExternalTools tools, String endpoint) {
        List<OtherToolCommand> ways = new ArrayList<>(List.of(
                OtherToolCommand.defaults(),
                OtherToolCommand.fetchReplays(),
                OtherToolCommand.rclone(OtherToolCommand.BEST, "copy", "--transfers", "64", "--checkers", "64")));
        if (!tools.present(ExternalTools.S5CMD).isEmpty()) {
            ways.add(OtherToolCommand.s5cmd(endpoint, "sync"));
        }
        if (!tools.present(ExternalTools.AWS).isEmpty()) {
            ways.add(OtherToolCommand.aws(endpoint, "sync"));
        }
        return ways;
    }
}
