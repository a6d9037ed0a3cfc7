package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The time from the start of the process to the first byte of a request. */
record Start(String name, String about) implements Scenario {
    private static final String RAW = "raw rclone";
    private static final int TIMES_MORE = 4;

    @Override
    public Outcome run(Ground ground) throws IOException {
        ground.remote().bucket(name);
        Path workspace = Files.createDirectories(ground.data(name));
        try (Relay relay = ground.lookout()) {
            Client client = ground.client("http://127.0.0.1:" + relay.port());
            List<Contender> contenders = List.of(
                    new Contender(Results.OURS, run -> {
                        relay.forget();
                        return new Contender.Attempt(
                                List.of(Client.launcher(), "up", Upload.FOLDER),
                                client.ours(workspace, name, name),
                                launch -> came(relay));
                    }),
                    new Contender(RAW, run -> {
                        relay.forget();
                        return new Contender.Attempt(
                                List.of(Tools.RCLONE, "lsjson", "-R", "--files-only", "minio:" + name + "/"),
                                client.variables(),
                                launch -> came(relay));
                    }));
            Samples.equal(workspace.resolve(Upload.FOLDER), 1, 1, "pt");
            Race race = new Race(
                    name,
                    1,
                    0,
                    ground.options().smoke ? 1 : ground.options().runs * TIMES_MORE,
                    launch -> (relay.firstByte() - launch.started()) / 1e9,
                    ground.storage()::requests,
                    ground.log());
            return new Outcome(race.run(contenders), List.of());
        }
    }

    private static String came(Relay relay) {
        return relay.firstByte() == 0 ? "no request came" : "";
    }
}
