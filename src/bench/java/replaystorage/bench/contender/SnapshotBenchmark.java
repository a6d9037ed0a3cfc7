package replaystorage.bench.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import replaystorage.bench.BenchContext;
import replaystorage.bench.run.ExpectedFiles;
import replaystorage.bench.run.MeasuredProcess;

/** Creates a snapshot of checkpoints that the bucket has already. */
public record SnapshotBenchmark(BenchContext ground, BenchmarkPod client, Path workspace, ExpectedFiles expected)
        implements BenchmarkJob {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int OTHERS = 1000;

    private static final String BUCKET = "snapshots";
    private static final CopyLocation CURRENT = CopyLocation.there(BUCKET + "/" + UploadBenchmark.FOLDER + "/");

    public static SnapshotBenchmark of(BenchContext ground, BenchmarkPod client, Path workspace) throws IOException {
        Path folder = workspace.resolve(UploadBenchmark.FOLDER);
        ground.remote().bucket(BUCKET);
        ground.remote().put(folder, CURRENT);
        return new SnapshotBenchmark(ground, client, workspace, ExpectedFiles.of(folder));
    }

    @Override
    public BenchmarkContender.PreparedRun replayStorageRun(int run, String... flags) throws IOException {
        String date = FIRST.plusDays(run).toString();
        List<String> command = new ArrayList<>(List.of(BenchmarkPod.launcher(), "snapshot", date));
        command.addAll(List.of(flags));
        return new BenchmarkContender.PreparedRun(
                command, client.ours(workspace, BUCKET, BUCKET), launch -> check(place(date)));
    }

    @Override
    public BenchmarkContender.PreparedRun otherToolRun(OtherToolCommand way, int run) throws IOException {
        CopyLocation place = place(FIRST.plusDays(OTHERS + run) + "-" + OtherToolCommand.plain(way.name()));
        Map<String, String> variables = new TreeMap<>(client.variables());
        variables.putAll(way.variables());
        return new BenchmarkContender.PreparedRun(
                way.words().between(CURRENT, place), variables, launch -> check(place));
    }

    /** Lets our program record that the bucket has everything. */
    public void settle() throws IOException {
        for (int i = 0; i < 2; i++) {
            MeasuredProcess launch = MeasuredProcess.of(
                    List.of(BenchmarkPod.launcher(), "up", UploadBenchmark.FOLDER),
                    client.ours(workspace, BUCKET, BUCKET));
            if (launch.status() != 0) {
                throw new IOException(launch.end());
            }
        }
    }

    private String check(CopyLocation place) throws IOException {
        String wrong = expected.differencesFrom(ground.remote().contents(place));
        ground.remote().remove(place);
        return wrong;
    }

    private static CopyLocation place(String name) {
        return CopyLocation.there(BUCKET + "/snapshots/" + name + "/" + UploadBenchmark.FOLDER + "/");
    }
}
