package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All is at its destination already, brought by the same tool and looked at once more. */
record NothingNew(String name, String about, boolean up) implements Scenario {
    private static final int OBJECTS = 1000;
    private static final int BYTES = 300_000;
    private static final int SETTLING = 3;

    @Override
    public Outcome run(Ground ground) throws IOException {
        Path workspace = ground.data(name);
        int objects = ground.options().part(OBJECTS);
        Path folder = Samples.equal(workspace.resolve(Upload.FOLDER), objects, BYTES, "slp");
        try (Line line = ground.line()) {
            Client client = ground.client(line.endpoint());
            Job job = up ? Upload.of(ground, client, workspace, false) : Download.of(ground, client, folder, "", false);
            List<Contender> contenders = job.contenders(ways(ground.tools(), line.endpoint()));
            for (Contender contender : contenders) {
                settle(contender);
            }
            List<Trial> trials = ground.race(name, job.expected()).moving(0).run(contenders);
            return Outcome.of(
                    name,
                    trials,
                    List.of(
                            Demand.faster(15, Way.DEFAULTS),
                            Demand.faster(5, Way.FETCH_REPLAYS),
                            Demand.noMoreThanTheListing(objects)));
        }
    }

    private static void settle(Contender contender) throws IOException {
        for (int i = 0; i < SETTLING; i++) {
            Contender.Attempt attempt = contender.preparation().attempt(-i);
            Launch launch = Launch.of(attempt.command(), attempt.variables());
            if (launch.status() != 0) {
                throw new IOException(contender.tool() + ": " + launch.end());
            }
        }
    }

    private List<Way> ways(Tools tools, String endpoint) {
        List<Way> ways = new ArrayList<>(List.of(
                Way.defaults(),
                Way.fetchReplays(),
                Way.rclone(Way.BEST, "copy", "--transfers", "64", "--checkers", "64")));
        if (!tools.present(Tools.S5CMD).isEmpty()) {
            ways.add(Way.s5cmd(endpoint, "sync"));
        }
        if (!tools.present(Tools.AWS).isEmpty()) {
            ways.add(Way.aws(endpoint, "sync"));
        }
        return ways;
    }
}
