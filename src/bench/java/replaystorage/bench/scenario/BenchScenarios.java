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
            new NetworkSelfCheckScenario("line", "checks the simulated network: plain TCP with and without the cap"),
            down("files-down", "downloads 200 replays of 1 to 5 MB, with the cap", BenchScenarios::replays, "", 0.95),
            up("files-up", "uploads 200 replays of 1 to 5 MB, with the cap", BenchScenarios::replays, 0.95),
            down(
                    "checkpoint-down",
                    "downloads a checkpoint of 2 GB, with the cap",
                    BenchScenarios::checkpoint,
                    "checkpoints/",
                    0.90),
            up("checkpoint-up", "uploads a checkpoint of 2 GB, with the cap", BenchScenarios::checkpoint, 0.88),
            new FullTransferScenario(
                    "fetch-small",
                    "downloads 1,000 replays of 300 kB, without a cap",
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
                    "up-small",
                    "uploads 1,000 replays of 300 kB, without a cap",
                    BenchScenarios::small,
                    true,
                    "",
                    false,
                    options -> List.of()),
            new NothingChangedScenario("nothing-new-fetch", "downloads 1,000 replays again, with nothing to do", false),
            new NothingChangedScenario("nothing-new-up", "uploads 1,000 replays again, with nothing to do", true),
            new UnchangedSnapshotScenario("snapshot", "creates a snapshot of 500 files that the bucket has already"),
            new B2SmallFilesScenario(
                    "b2-small", "downloads 1,500 files of 2 kB from a fake B2 server; counts calls by class"),
            new RcloneOverheadScenario(
                    "overhead", "compares fetch, down, up and snapshot with rclone with the same flags"),
            new StartupTimeScenario("start", "time from the start of the process to its first request"),
            new ObjectCountScenario(SCALE, "1,000, 10,000 and 100,000 files of 1 kB, with nothing to do"));

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
