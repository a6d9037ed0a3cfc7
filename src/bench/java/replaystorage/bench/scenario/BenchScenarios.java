package replaystorage.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import replaystorage.bench.BenchOptions;
import replaystorage.bench.ExternalTools;
import replaystorage.bench.contender.OtherToolCommand;
import replaystorage.bench.report.PerformanceTarget;
import replaystorage.bench.run.SampleFiles;

public final class BenchScenarios {
    public static final String SCALE = "scale";

    private static final int REPLAYS = 200;
    private static final long CHECKPOINT = 2_000_000_000;
    private static final int SMALL = 1000;
    private static final int SMALL_BYTES = 300_000;

    public static final List<BenchScenario> ALL = List.of(
            new NetworkSelfCheckScenario(
                    "line", "plain bytes over the line: does it cap truly, and nothing without the cap?"),
            down("files-down", "200 replays of 1 to 5 MB at the cap", BenchScenarios::replays, "", 0.95),
            up("files-up", "the same up", BenchScenarios::replays, 0.95),
            down(
                    "checkpoint-down",
                    "a checkpoint of 2 GB at the cap",
                    BenchScenarios::checkpoint,
                    "checkpoints/",
                    0.90),
            up("checkpoint-up", "the same up", BenchScenarios::checkpoint, 0.88),
            new FullTransferScenario(
                    "fetch-small",
                    "1,000 replays of 300 kB, no cap",
                    BenchScenarios::small,
                    false,
                    "",
                    false,
                    options -> List.of(
                            PerformanceTarget.speedupAtLeast(5, OtherToolCommand.DEFAULTS),
                            PerformanceTarget.speedupAtLeast(3, OtherToolCommand.FETCH_REPLAYS),
                            PerformanceTarget.timeRatioAtMost(1.2, OtherToolCommand.BEST),
                            PerformanceTarget.timeRatioAtMost(1.2, ExternalTools.S5CMD))),
            new FullTransferScenario(
                    "up-small", "the same up", BenchScenarios::small, true, "", false, options -> List.of()),
            new NothingChangedScenario("nothing-new-fetch", "the same 1,000 once more, after all was brought", false),
            new NothingChangedScenario("nothing-new-up", "the same up", true),
            new UnchangedSnapshotScenario("snapshot", "a snapshot of 500 that the bucket has already"),
            new B2SmallFilesScenario("b2-small", "1,500 files of 2 kB from a server of B2's API, calls by class"),
            new RcloneOverheadScenario(
                    "overhead", "fetch, down, up and snapshot beside raw rclone with the very same flags"),
            new StartupTimeScenario("start", "seconds from the start of the process to its first request"),
            new ObjectCountScenario(SCALE, "nothing new among 1,000, 10,000 and 100,000 files of 1 kB"));

    private BenchScenarios() {}

    private static BenchScenario down(
            String name, String about, FullTransferScenario.SampleWriter sample, String prefix, double share) {
        return new FullTransferScenario(
                name,
                about,
                sample,
                false,
                prefix,
                true,
                options -> List.of(PerformanceTarget.capShareAtLeast(share, options.cap)));
    }

    private static BenchScenario up(String name, String about, FullTransferScenario.SampleWriter sample, double share) {
        return new FullTransferScenario(
                name,
                about,
                sample,
                true,
                "",
                true,
                options -> List.of(PerformanceTarget.capShareAtLeast(share, options.cap)));
    }

    private static Path replays(Path folder, BenchOptions options) throws IOException {
        return SampleFiles.replays(folder, options.part(REPLAYS));
    }

    private static Path checkpoint(Path folder, BenchOptions options) throws IOException {
        return SampleFiles.equal(folder, 1, options.part(CHECKPOINT), "pt");
    }

    private static Path small(Path folder, BenchOptions options) throws IOException {
        return SampleFiles.equal(folder, options.part(SMALL), SMALL_BYTES, "slp");
    }
}
