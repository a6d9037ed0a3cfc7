package replaystorage.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import replaystorage.bench.BenchContext;
import replaystorage.bench.ExternalTools;
import replaystorage.bench.contender.B2BenchmarkPod;
import replaystorage.bench.contender.BenchmarkContender;
import replaystorage.bench.contender.BenchmarkPod;
import replaystorage.bench.contender.LoggedRcloneCommands;
import replaystorage.bench.contender.OtherToolCommand;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.report.BenchmarkRun;
import replaystorage.bench.report.PerformanceTarget;
import replaystorage.bench.report.RequestCountsByName;
import replaystorage.bench.run.ExpectedFiles;
import replaystorage.bench.run.InterleavedRuns;
import replaystorage.bench.run.MeasuredProcess;
import replaystorage.bench.run.SampleFiles;
import replaystorage.support.b2.FakeB2Server;

/** Downloads small files from a B2 server, which bills requests by class. */
record B2SmallFilesScenario(String name, String about) implements BenchScenario {
    private static final int OBJECTS = 1500;
    private static final int BYTES = 2000;
    private static final String ONE = "one rclone, same flags";
    private static final String BUCKET = "source";

    @Override
    public ScenarioOutcome run(BenchContext ground) throws IOException {
        Path folder = SampleFiles.equal(ground.data(name), ground.options().part(OBJECTS), BYTES, "slp");
        ExpectedFiles contents = ExpectedFiles.of(folder);
        try (FakeB2Server server = new FakeB2Server(0, ground.options().latency)) {
            server.createBucket(BUCKET);
            for (Map.Entry<String, Long> file : contents.sizes().entrySet()) {
                server.put(BUCKET, file.getKey(), "x".repeat(Math.toIntExact(file.getValue())));
            }
            B2BenchmarkPod pod = B2BenchmarkPod.of(ground, server.endpoint(), server.masterKey(), BUCKET);
            InterleavedRuns race = new InterleavedRuns(
                    name,
                    contents.objects(),
                    contents.bytes(),
                    ground.options().runs,
                    MeasuredProcess::seconds,
                    () -> asked(server),
                    ground.log());
            List<BenchmarkRun> trials = race.run(contenders(ground, pod, contents));
            return ScenarioOutcome.of(name, trials, List.of(PerformanceTarget.speedupAtLeast(3.5, ONE)));
        }
    }

    private static RequestCountsByName asked(FakeB2Server server) {
        Map<String, Long> counts = new TreeMap<>();
        server.requests().forEach(call -> counts.merge(call.billed() + " " + call.name(), 1L, Long::sum));
        return new RequestCountsByName(counts);
    }

    private static List<BenchmarkContender> contenders(BenchContext ground, B2BenchmarkPod pod, ExpectedFiles contents)
            throws IOException {
        Path names = LoggedRcloneCommands.names(contents, ground.folder().resolve("names.txt"));
        MeasuredProcess shown = MeasuredProcess.of(
                List.of(BenchmarkPod.launcher(), "fetch", "--verbose"), pod.ours(pod.fresh("shown")));
        LoggedRcloneCommands said = LoggedRcloneCommands.of(shown.said());
        List<BenchmarkContender> all = new ArrayList<>();
        all.add(new BenchmarkContender(BenchmarkResults.OURS, run -> {
            Path workspace = pod.fresh("ours");
            return new BenchmarkContender.PreparedRun(
                    List.of(BenchmarkPod.launcher(), "fetch"),
                    pod.ours(workspace),
                    launch -> contents.differencesFrom(ExpectedFiles.of(workspace.resolve("replays"))));
        }));
        all.add(pod.other(ONE, contents, to -> said.copy(names, "b2:" + BUCKET + "/", to)));
        all.add(pod.other(
                OtherToolCommand.DEFAULTS,
                contents,
                to -> List.of(ExternalTools.RCLONE, "copy", "--copy-links", "b2:" + BUCKET, to)));
        if (!ground.tools().present(ExternalTools.B2).isEmpty()) {
            all.add(pod.other(
                    ExternalTools.B2,
                    contents,
                    to -> List.of(ExternalTools.B2, "sync", "--no-progress", "b2://" + BUCKET, to)));
        }
        return all;
    }
}
