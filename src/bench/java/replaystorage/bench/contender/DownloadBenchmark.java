package replaystorage.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import replaystorage.bench.BenchContext;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.run.ExpectedFiles;

/**
 * Downloads a folder of a bucket; each tool has its own destination.
 *
 * @param cold true to empty the destination before each run
 */
public record DownloadBenchmark(BenchmarkPod client, String bucket, String prefix, ExpectedFiles expected, boolean cold)
        implements BenchmarkJob {
    /** Creates the bucket, and uploads the folder to this prefix. */
    public static DownloadBenchmark of(
            BenchContext ground, BenchmarkPod client, Path folder, String prefix, boolean cold) throws IOException {
        String bucket = "source";
        ground.remote().bucket(bucket);
        ground.remote().put(folder, CopyLocation.there(bucket + "/" + prefix));
        return new DownloadBenchmark(client, bucket, prefix, ExpectedFiles.of(folder), cold);
    }

    @Override
    public BenchmarkContender.PreparedRun replayStorageRun(int run, String... flags) throws IOException {
        Path workspace = ready(BenchmarkResults.OURS);
        boolean replays = prefix.isEmpty();
        List<String> command = new ArrayList<>(List.of(BenchmarkPod.launcher()));
        command.addAll(replays ? List.of("fetch") : List.of("down", "checkpoints"));
        command.addAll(List.of(flags));
        return new BenchmarkContender.PreparedRun(
                command,
                client.ours(workspace, bucket, bucket),
                launch -> check(workspace.resolve(replays ? "replays" : "checkpoints")));
    }

    @Override
    public BenchmarkContender.PreparedRun otherToolRun(OtherToolCommand way, int run) throws IOException {
        Path folder = ready(way.name());
        Map<String, String> variables = new TreeMap<>(client.variables());
        variables.putAll(way.variables());
        List<String> command =
                way.words().between(CopyLocation.there(bucket + "/" + prefix), CopyLocation.here(folder));
        return new BenchmarkContender.PreparedRun(command, variables, launch -> check(folder));
    }

    private String check(Path folder) throws IOException {
        return expected.differencesFrom(ExpectedFiles.of(folder));
    }

    private Path ready(String tool) throws IOException {
        Path folder = client.folder().resolve("down").resolve(OtherToolCommand.plain(tool));
        if (cold) {
            ExpectedFiles.delete(folder);
        }
        return Files.createDirectories(folder);
    }
}
