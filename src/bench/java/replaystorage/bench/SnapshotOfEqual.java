package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A snapshot of what the bucket has already. */
record SnapshotOfEqual(String name, String about) implements Scenario {
    private static final int OBJECTS = 500;
    private static final int BYTES = 300_000;

    @Override
    public Outcome run(Ground ground) throws IOException {
        Path workspace = ground.data(name);
        Samples.equal(workspace.resolve(Upload.FOLDER), ground.options().part(OBJECTS), BYTES, "pt");
        try (Line line = ground.line()) {
            Snapshot job = Snapshot.of(ground, ground.client(line.endpoint()), workspace);
            job.settle();
            List<Way> ways = new ArrayList<>(List.of(Way.defaults(), Way.bestWithin()));
            if (!ground.tools().present(Tools.S5CMD).isEmpty()) {
                ways.add(Way.s5cmd(line.endpoint(), "cp"));
            }
            List<Trial> trials = ground.race(name, job.expected()).moving(0).run(job.contenders(ways));
            return Outcome.of(name, trials, List.of(Demand.faster(6, Way.DEFAULTS)));
        }
    }
}
