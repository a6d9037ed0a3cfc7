package replaystorage.bench.contender;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.run.ExpectedFiles;

/** What has to be moved from where to where, by ours or in another way, each with a destination of its own. */
public interface BenchmarkJob {
    /** What has to be there in the end. */
    ExpectedFiles expected();

    BenchmarkContender.PreparedRun replayStorageRun(int run, String... flags) throws IOException;

    BenchmarkContender.PreparedRun otherToolRun(OtherToolCommand way, int run) throws IOException;

    /** Ours and these. */
    default List<BenchmarkContender> contenders(List<OtherToolCommand> ways) {
        List<BenchmarkContender> all =
                new ArrayList<>(List.of(new BenchmarkContender(BenchmarkResults.OURS, this::replayStorageRun)));
        ways.forEach(way -> all.add(new BenchmarkContender(way.name(), run -> otherToolRun(way, run))));
        return all;
    }
}
