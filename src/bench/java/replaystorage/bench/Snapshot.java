package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The checkpoints of a workspace that are in the bucket already, to be kept there under a date. */
record Snapshot(Ground ground, Client client, Path workspace, Contents expected) implements Job {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int OTHERS = 1000;

    private static final String BUCKET = "snapshots";
    private static final Place CURRENT = Place.there(BUCKET + "/" + Upload.FOLDER + "/");

    static Snapshot of(Ground ground, Client client, Path workspace) throws IOException {
        Path folder = workspace.resolve(Upload.FOLDER);
        ground.remote().bucket(BUCKET);
        ground.remote().put(folder, CURRENT);
        return new Snapshot(ground, client, workspace, Contents.of(folder));
    }

    @Override
    public Contender.Attempt ours(int run, String... flags) throws IOException {
        String date = FIRST.plusDays(run).toString();
        List<String> command = new ArrayList<>(List.of(Client.launcher(), "snapshot", date));
        command.addAll(List.of(flags));
        return new Contender.Attempt(command, client.ours(workspace, BUCKET, BUCKET), launch -> check(place(date)));
    }

    @Override
    public Contender.Attempt by(Way way, int run) throws IOException {
        Place place = place(FIRST.plusDays(OTHERS + run) + "-" + Way.plain(way.name()));
        Map<String, String> variables = new TreeMap<>(client.variables());
        variables.putAll(way.variables());
        return new Contender.Attempt(way.words().between(CURRENT, place), variables, launch -> check(place));
    }

    /** Sees to it that ours knows that the bucket has all. */
    void settle() throws IOException {
        for (int i = 0; i < 2; i++) {
            Launch launch =
                    Launch.of(List.of(Client.launcher(), "up", Upload.FOLDER), client.ours(workspace, BUCKET, BUCKET));
            if (launch.status() != 0) {
                throw new IOException(launch.end());
            }
        }
    }

    private String check(Place place) throws IOException {
        String wrong = expected.against(ground.remote().contents(place));
        ground.remote().remove(place);
        return wrong;
    }

    private static Place place(String name) {
        return Place.there(BUCKET + "/snapshots/" + name + "/" + Upload.FOLDER + "/");
    }
}
