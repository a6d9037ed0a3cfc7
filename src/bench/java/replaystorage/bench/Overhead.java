package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What ours takes beyond raw rclone with the very same flags and its questions alone, for each job. */
record Overhead(String name, String about) implements Scenario {
    private static final int OBJECTS = 300;
    private static final int BYTES = 300_000;

    @Override
    public Outcome run(Ground ground) throws IOException {
        Path workspace = ground.data(name);
        Path folder =
                Samples.equal(workspace.resolve(Upload.FOLDER), ground.options().part(OBJECTS), BYTES, "slp");
        Outcome all = new Outcome(new ArrayList<>(), new ArrayList<>());
        try (Line line = ground.line()) {
            Client client = ground.client(line.endpoint());
            measure(ground, all, "fetch", Download.of(ground, client, folder, "", true));
            measure(ground, all, "down", Download.of(ground, client, folder, Upload.FOLDER + "/", true));
            measure(ground, all, "up", Upload.of(ground, client, workspace, true));
            Snapshot snapshot = Snapshot.of(ground, client, workspace);
            snapshot.settle();
            measure(ground, all, "snapshot", snapshot);
        }
        return all;
    }

    private void measure(Ground ground, Outcome all, String which, Job job) throws IOException {
        String series = name + "-" + which;
        List<Contender> parts = Parts.of(ground.folder(), job).contenders();
        List<Trial> trials = ground.race(series, job.expected()).moving(0).run(parts);
        all.trials().addAll(trials);
        all.verdicts().add(Parts.beyond(series, new Results(trials)));
    }
}
