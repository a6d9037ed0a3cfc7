package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import replaystorage.support.b2.B2Server;

/** Small files from a server of B2's own API, whose requests are billed by class. */
record B2Small(String name, String about) implements Scenario {
    private static final int OBJECTS = 1500;
    private static final int BYTES = 2000;
    private static final String ONE = "one rclone, same flags";
    private static final String BUCKET = "source";

    @Override
    public Outcome run(Ground ground) throws IOException {
        Path folder = Samples.equal(ground.data(name), ground.options().part(OBJECTS), BYTES, "slp");
        Contents contents = Contents.of(folder);
        try (B2Server server = new B2Server(0, ground.options().latency)) {
            server.createBucket(BUCKET);
            for (Map.Entry<String, Long> file : contents.sizes().entrySet()) {
                server.put(BUCKET, file.getKey(), "x".repeat(Math.toIntExact(file.getValue())));
            }
            B2Pod pod = B2Pod.of(ground, server.endpoint(), server.masterKey(), BUCKET);
            Race race = new Race(
                    name,
                    contents.objects(),
                    contents.bytes(),
                    ground.options().runs,
                    Launch::seconds,
                    () -> asked(server),
                    ground.log());
            List<Trial> trials = race.run(contenders(ground, pod, contents));
            return Outcome.of(name, trials, List.of(Demand.faster(3.5, ONE)));
        }
    }

    private static Requests asked(B2Server server) {
        Map<String, Long> counts = new TreeMap<>();
        server.asked().forEach(call -> counts.merge(call.billed() + " " + call.name(), 1L, Long::sum));
        return new Requests(counts);
    }

    private static List<Contender> contenders(Ground ground, B2Pod pod, Contents contents) throws IOException {
        Path names = Said.names(contents, ground.folder().resolve("names.txt"));
        Launch shown = Launch.of(List.of(Client.launcher(), "fetch", "--verbose"), pod.ours(pod.fresh("shown")));
        Said said = Said.of(shown.said());
        List<Contender> all = new ArrayList<>();
        all.add(new Contender(Results.OURS, run -> {
            Path workspace = pod.fresh("ours");
            return new Contender.Attempt(
                    List.of(Client.launcher(), "fetch"),
                    pod.ours(workspace),
                    launch -> contents.against(Contents.of(workspace.resolve("replays"))));
        }));
        all.add(pod.other(ONE, contents, to -> said.copy(names, "b2:" + BUCKET + "/", to)));
        all.add(pod.other(
                Way.DEFAULTS, contents, to -> List.of(Tools.RCLONE, "copy", "--copy-links", "b2:" + BUCKET, to)));
        if (!ground.tools().present(Tools.B2).isEmpty()) {
            all.add(pod.other(
                    Tools.B2, contents, to -> List.of(Tools.B2, "sync", "--no-progress", "b2://" + BUCKET, to)));
        }
        return all;
    }
}
