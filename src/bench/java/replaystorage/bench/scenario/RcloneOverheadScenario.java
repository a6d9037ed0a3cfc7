package replaystorage.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import replaystorage.bench.BenchContext;
import replaystorage.bench.contender.BenchmarkContender;
import replaystorage.bench.contender.BenchmarkJob;
import replaystorage.bench.contender.BenchmarkPod;
import replaystorage.bench.contender.DownloadBenchmark;
import replaystorage.bench.contender.RcloneOverheadComparison;
import replaystorage.bench.contender.SnapshotBenchmark;
import replaystorage.bench.contender.UploadBenchmark;
import replaystorage.bench.network.SimulatedNetwork;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.report.BenchmarkRun;
import replaystorage.bench.run.SampleFiles;

/** Measures our overhead for each job, compared with rclone with the same flags and queries. */
record RcloneOverheadScenario(String name, String about) implements BenchScenario {
    private static final int OBJECTS = 300;
    private static final int BYTES = 300_000;

    @Override
    public ScenarioOutcome run(BenchContext ground) throws IOException {
        Path workspace = ground.data(name);
        Path folder = SampleFiles.equal(
                workspace.resolve(UploadBenchmark.FOLDER), ground.options().part(OBJECTS), BYTES, "slp");
        ScenarioOutcome all = new ScenarioOutcome(new ArrayList<>(), new ArrayList<>());
        try (SimulatedNetwork line = ground.line()) {
            BenchmarkPod client = ground.client(line.endpoint());
            measure(ground, all, "fetch", DownloadBenchmark.of(ground, client, folder, "", true));
            measure(
                    ground,
                    all,
                    "down",
                    DownloadBenchmark.of(ground, client, folder, UploadBenchmark.FOLDER + "/", true));
            measure(ground, all, "up", UploadBenchmark.of(ground, client, workspace, true));
            SnapshotBenchmark snapshot = SnapshotBenchmark.of(ground, client, workspace);
            snapshot.settle();
            measure(ground, all, "snapshot", snapshot);
        }
        return all;
    }

    private void measure(BenchContext ground, ScenarioOutcome all, String which, BenchmarkJob job) throws IOException {
        String series = name + "-" + which;
        List<BenchmarkContender> parts =
                RcloneOverheadComparison.of(ground.folder(), job).contenders();
        List<BenchmarkRun> trials =
                ground.race(series, job.expected()).withBytes(0).run(parts);
        all.trials().addAll(trials);
        all.verdicts().add(RcloneOverheadComparison.overheadVerdict(series, new BenchmarkResults(trials)));
    }
}
