package replaystorage.bench.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import replaystorage.bench.BenchContext;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.run.ExpectedFiles;

/**
 * Uploads the checkpoints of a workspace; each tool has its own bucket.
 *
 * @param cold true to empty the bucket before each run
 */
public record UploadBenchmark(
        BenchContext ground, BenchmarkPod client, Path workspace, ExpectedFiles expected, boolean cold)
        implements BenchmarkJob {
    public static final String FOLDER = "checkpoints";

    public static UploadBenchmark of(BenchContext ground, BenchmarkPod client, Path workspace, boolean cold)
            throws IOException {
        return new UploadBenchmark(ground, client, workspace, ExpectedFiles.of(workspace.resolve(FOLDER)), cold);
    }

    @Override
    public BenchmarkContender.PreparedRun replayStorageRun(int run, String... flags) throws IOException {
        CopyLocation place = ready(BenchmarkResults.OURS, run);
        if (cold) {
            ExpectedFiles.delete(workspace.resolve(".replay-storage"));
        }
        List<String> command = new ArrayList<>(List.of(BenchmarkPod.launcher(), "up", FOLDER));
        command.addAll(List.of(flags));
        String bucket = bucket(BenchmarkResults.OURS);
        return new BenchmarkContender.PreparedRun(
                command, client.ours(workspace, bucket, bucket), launch -> check(place));
    }

    @Override
    public BenchmarkContender.PreparedRun otherToolRun(OtherToolCommand way, int run) throws IOException {
        CopyLocation place = ready(way.name(), run);
        Map<String, String> variables = new TreeMap<>(client.variables());
        variables.putAll(way.variables());
        List<String> command = way.words().between(CopyLocation.here(workspace.resolve(FOLDER)), place);
        return new BenchmarkContender.PreparedRun(command, variables, launch -> check(place));
    }

    private String check(CopyLocation place) throws IOException {
        return expected.differencesFrom(ground.remote().contents(place));
    }

    private CopyLocation ready(String tool, int run) throws IOException {
        if (cold || run == 0) {
            ground.remote().bucket(bucket(tool));
        }
        return CopyLocation.there(bucket(tool) + "/" + FOLDER + "/");
    }

    private static String bucket(String tool) {
        return "up-" + OtherToolCommand.plain(tool);
    }
}
