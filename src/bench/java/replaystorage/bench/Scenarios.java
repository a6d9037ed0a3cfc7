package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** All scenarios, with what must hold. */
final class Scenarios {
    static final String SCALE = "scale";

    private static final int REPLAYS = 200;
    private static final long CHECKPOINT = 2_000_000_000;
    private static final int SMALL = 1000;
    private static final int SMALL_BYTES = 300_000;

    static final List<Scenario> ALL = List.of(
            new LineItself("line", "plain bytes over the line: does it cap truly, and nothing without the cap?"),
            down("files-down", "200 replays of 1 to 5 MB at the cap", Scenarios::replays, "", 0.95),
            up("files-up", "the same up", Scenarios::replays, 0.95),
            down("checkpoint-down", "a checkpoint of 2 GB at the cap", Scenarios::checkpoint, "checkpoints/", 0.90),
            up("checkpoint-up", "the same up", Scenarios::checkpoint, 0.88),
            new Cold(
                    "fetch-small",
                    "1,000 replays of 300 kB, no cap",
                    Scenarios::small,
                    false,
                    "",
                    false,
                    options -> List.of(
                            Demand.faster(5, Way.DEFAULTS),
                            Demand.faster(3, Way.FETCH_REPLAYS),
                            Demand.within(1.2, Way.BEST),
                            Demand.within(1.2, Tools.S5CMD))),
            new Cold("up-small", "the same up", Scenarios::small, true, "", false, options -> List.of()),
            new NothingNew("nothing-new-fetch", "the same 1,000 once more, after all was brought", false),
            new NothingNew("nothing-new-up", "the same up", true),
            new SnapshotOfEqual("snapshot", "a snapshot of 500 that the bucket has already"),
            new B2Small("b2-small", "1,500 files of 2 kB from a server of B2's API, calls by class"),
            new Overhead("overhead", "fetch, down, up and snapshot beside raw rclone with the very same flags"),
            new Start("start", "seconds from the start of the process to its first request"),
            new Scale(SCALE, "nothing new among 1,000, 10,000 and 100,000 files of 1 kB"));

    private Scenarios() {}

    private static Scenario down(String name, String about, Cold.Sample sample, String prefix, double share) {
        return new Cold(name, about, sample, false, prefix, true, options -> List.of(Demand.share(share, options.cap)));
    }

    private static Scenario up(String name, String about, Cold.Sample sample, double share) {
        return new Cold(name, about, sample, true, "", true, options -> List.of(Demand.share(share, options.cap)));
    }

    private static Path replays(Path folder, Options options) throws IOException {
        return Samples.replays(folder, options.part(REPLAYS));
    }

    private static Path checkpoint(Path folder, Options options) throws IOException {
        return Samples.equal(folder, 1, options.part(CHECKPOINT), "pt");
    }

    private static Path small(Path folder, Options options) throws IOException {
        return Samples.equal(folder, options.part(SMALL), SMALL_BYTES, "slp");
    }
}
