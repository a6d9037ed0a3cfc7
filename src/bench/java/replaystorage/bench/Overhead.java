package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What ours takes beyond raw rclone with the very same flags and its listings alone, for each job. */
record Overhead(String name, String about) implements Scenario {
    private static final int OBJECTS = 300;
    private static final int BYTES = 300_000;
    private static final double MOST = 0.3;
    private static final String RAW = "rclone, same flags";
    private static final String LISTING = "its listings";

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
        Said said = Said.by(job);
        Path names = Said.names(job.expected(), ground.folder().resolve("names.txt"));
        String conf = ground.folder().resolve(Client.CONF).toString();
        Way raw =
                new Way(RAW, (from, to) -> said.copy(names, from.rclone(), to.rclone()), Map.of("RCLONE_CONFIG", conf));
        List<Contender> contenders = job.contenders(List.of(raw));
        contenders.add(new Contender(LISTING, run -> {
            // Makes the same emptiness that ours finds.
            Contender.Attempt ours = job.ours(run);
            return new Contender.Attempt(List.of("sh", "-c", said.listings(names)), ours.variables(), launch -> "");
        }));
        List<Trial> trials = ground.race(series, job.expected()).moving(0).run(contenders);
        all.trials().addAll(trials);
        all.verdicts()
                .add(Verdict.atMost(series, MOST, "s beyond raw rclone and the listing", beyond(new Results(trials))));
    }

    private static OptionalDouble beyond(Results results) {
        OptionalDouble ours = results.seconds(Results.OURS);
        OptionalDouble raw = results.seconds(RAW);
        OptionalDouble listing = results.seconds(LISTING);
        return ours.isPresent() && raw.isPresent() && listing.isPresent()
                ? OptionalDouble.of(ours.getAsDouble() - raw.getAsDouble() - listing.getAsDouble())
                : OptionalDouble.empty();
    }
}
