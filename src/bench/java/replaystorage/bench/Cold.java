package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All has to be moved: nothing of it is at its destination.
 *
 * @param sample makes the data
 * @param prefix where it is in the bucket; of an upload always the checkpoints'
 * @param capped whether the line has the cap
 */
record Cold(String name, String about, Sample sample, boolean up, String prefix, boolean capped, Must must)
        implements Scenario {

    /** Makes data in a folder. */
    interface Sample {
        Path in(Path folder, Options options) throws IOException;
    }

    /** What must hold, under these options. */
    interface Must {
        List<Demand> under(Options options);
    }

    @Override
    public Outcome run(Ground ground) throws IOException {
        Path workspace = ground.data(name);
        Path folder = sample.in(workspace.resolve(Upload.FOLDER), ground.options());
        try (Line line = ground.line(capped ? ground.options().cap : 0)) {
            Client client = ground.client(line.endpoint());
            Job job =
                    up ? Upload.of(ground, client, workspace, true) : Download.of(ground, client, folder, prefix, true);
            List<Trial> trials =
                    ground.race(name, job.expected()).run(job.contenders(ways(ground.tools(), line.endpoint())));
            return Outcome.of(name, trials, must.under(ground.options()));
        }
    }

    private List<Way> ways(Tools tools, String endpoint) {
        List<Way> ways =
                new ArrayList<>(List.of(Way.defaults(), Way.fetchReplays(), up ? Way.bestUp() : Way.bestDown()));
        if (!tools.present(Tools.S5CMD).isEmpty()) {
            ways.add(Way.s5cmd(endpoint, "cp"));
        }
        if (!tools.present(Tools.AWS).isEmpty()) {
            ways.add(Way.aws(endpoint, "sync"));
        }
        return ways;
    }
}
