package replaystorage.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import replaystorage.bench.BenchContext;
import replaystorage.bench.ExternalTools;
import replaystorage.bench.contender.BenchmarkContender;
import replaystorage.bench.contender.BenchmarkPod;
import replaystorage.bench.contender.UploadBenchmark;
import replaystorage.bench.network.TcpRelay;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.run.InterleavedRuns;
import replaystorage.bench.run.SampleFiles;

/** Time from the start of the process to the first byte of a request. */
record StartupTimeScenario(String name, String about) implements BenchScenario {
    private static final String RAW = "raw rclone";
    private static final int TIMES_MORE = 4;

    @Override
    public ScenarioOutcome run(BenchContext ground) throws IOException {
        ground.remote().bucket(name);
        Path workspace = Files.createDirectories(ground.data(name));
        try (TcpRelay relay = ground.unlimitedRelay()) {
            BenchmarkPod client = ground.client("http://127.0.0.1:" + relay.port());
            List<BenchmarkContender> contenders = List.of(
                    new BenchmarkContender(BenchmarkResults.OURS, run -> {
                        relay.resetFirstByte();
                        return new BenchmarkContender.PreparedRun(
                                List.of(BenchmarkPod.launcher(), "up", UploadBenchmark.FOLDER),
                                client.ours(workspace, name, name),
                                launch -> came(relay));
                    }),
                    new BenchmarkContender(RAW, run -> {
                        relay.resetFirstByte();
                        return new BenchmarkContender.PreparedRun(
                                List.of(ExternalTools.RCLONE, "lsjson", "-R", "--files-only", "minio:" + name + "/"),
                                client.variables(),
                                launch -> came(relay));
                    }));
            SampleFiles.equal(workspace.resolve(UploadBenchmark.FOLDER), 1, 1, "pt");
            InterleavedRuns race = new InterleavedRuns(
                    name,
                    1,
                    0,
                    ground.options().smoke ? 1 : ground.options().runs * TIMES_MORE,
                    launch -> (relay.firstByte() - launch.started()) / 1e9,
                    ground.storage()::requests,
                    ground.log());
            return new ScenarioOutcome(race.run(contenders), List.of());
        }
    }

    private static String came(TcpRelay relay) {
        return relay.firstByte() == 0 ? "no request came" : "";
    }
}
