package replaystorage.bench.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.report.TargetVerdict;
import replaystorage.bench.run.MeasuredProcess;

/** Compares a run of our program with the rclone commands that it runs. */
public record RcloneOverheadComparison(
        BenchmarkJob job, LoggedRcloneCommands said, Path names, SnapshotMarkerFiles marks, String conf) {
    static final String RAW = "rclone, same flags";
    static final String LISTINGS = "its listings";
    static final String LOOKS = "its look afterwards";
    static final String MARKS = "its marks";
    private static final double MOST = 0.3;

    public static RcloneOverheadComparison of(Path folder, BenchmarkJob job) throws IOException {
        return new RcloneOverheadComparison(
                job,
                LoggedRcloneCommands.by(job),
                LoggedRcloneCommands.names(job.expected(), folder.resolve("names.txt")),
                SnapshotMarkerFiles.in(folder.resolve("marks")),
                folder.resolve(BenchmarkPod.CONF).toString());
    }

    public List<BenchmarkContender> contenders() {
        OtherToolCommand raw = new OtherToolCommand(
                RAW, (from, to) -> said.copy(names, from.rclone(), to.rclone()), Map.of("RCLONE_CONFIG", conf));
        List<BenchmarkContender> all = job.contenders(List.of(raw));
        // Empties the destination as for our program.
        all.add(part(LISTINGS, ShellCommandSequence.inParallel(said.listings(names)), ours -> {}));
        List<List<String>> looks = said.lookups(names);
        if (!looks.isEmpty()) {
            all.add(part(LOOKS, ShellCommandSequence.inSequence(looks), RcloneOverheadComparison::run));
        }
        List<List<String>> marking = said.marks(marks);
        if (!marking.isEmpty()) {
            all.add(part(MARKS, ShellCommandSequence.inSequence(marking), ours -> {}));
        }
        return all;
    }

    private interface PreparationStep {
        void prepare(BenchmarkContender.PreparedRun ours) throws IOException;
    }

    private BenchmarkContender part(String name, List<String> command, PreparationStep before) {
        return new BenchmarkContender(name, run -> {
            BenchmarkContender.PreparedRun ours = job.replayStorageRun(run);
            before.prepare(ours);
            return new BenchmarkContender.PreparedRun(command, ours.variables(), launch -> "");
        });
    }

    private static void run(BenchmarkContender.PreparedRun ours) throws IOException {
        MeasuredProcess launch = MeasuredProcess.of(ours.command(), ours.variables());
        if (launch.status() != 0) {
            throw new IOException(launch.end());
        }
    }

    /** Our time minus that of the copy, the listings and the lookups; marker files count as ours. */
    public static TargetVerdict overheadVerdict(String series, BenchmarkResults results) {
        List<String> less = new ArrayList<>(List.of(RAW, LISTINGS));
        boolean looks = results.tools().contains(LOOKS);
        if (looks) {
            less.add(LOOKS);
        }
        OptionalDouble left = results.seconds(BenchmarkResults.OURS);
        for (String part : less) {
            OptionalDouble its = results.seconds(part);
            left = left.isPresent() && its.isPresent()
                    ? OptionalDouble.of(left.getAsDouble() - its.getAsDouble())
                    : OptionalDouble.empty();
        }
        String beyond = looks ? "raw rclone, the listings and the look afterwards" : "raw rclone and the listings";
        return TargetVerdict.atMost(series, MOST, "s beyond " + beyond, left);
    }
}
