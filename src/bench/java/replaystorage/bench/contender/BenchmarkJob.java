package replaystorage.bench.contender;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import replaystorage.bench.report.BenchmarkResults;
import replaystorage.bench.run.ExpectedFiles;

/** A transfer that each contender does with its own destination. */
public interface BenchmarkJob {
    ExpectedFiles expected();

    BenchmarkContender.PreparedRun replayStorageRun(int run, String... flags) throws IOException;

    BenchmarkContender.PreparedRun otherToolRun(OtherToolCommand way, int run) throws IOException;

    /** Our program and the other tools. */
    default List<BenchmarkContender> contenders(List<OtherToolCommand> ways) {
        List<BenchmarkContender> all =
                new ArrayList<>(List.of(new BenchmarkContender(BenchmarkResults.OURS, this::replayStorageRun)));
        ways.forEach(way -> all.add(new BenchmarkContender(way.name(), run -> otherToolRun(way, run))));
        return all;
    }
}
