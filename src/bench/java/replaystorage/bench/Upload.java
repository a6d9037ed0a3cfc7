package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The checkpoints of a workspace to be sent into a bucket of each tool's own.
 *
 * @param cold whether that bucket is emptied before each run
 */
record Upload(Ground ground, Client client, Path workspace, Contents expected, boolean cold) implements Job {
    static final String FOLDER = "checkpoints";

    static Upload of(Ground ground, Client client, Path workspace, boolean cold) throws IOException {
        return new Upload(ground, client, workspace, Contents.of(workspace.resolve(FOLDER)), cold);
    }

    @Override
    public Contender.Attempt ours(int run, String... flags) throws IOException {
        Place place = ready(Results.OURS, run);
        if (cold) {
            Contents.delete(workspace.resolve(".replay-storage"));
        }
        List<String> command = new ArrayList<>(List.of(Client.launcher(), "up", FOLDER));
        command.addAll(List.of(flags));
        String bucket = bucket(Results.OURS);
        return new Contender.Attempt(command, client.ours(workspace, bucket, bucket), launch -> check(place));
    }

    @Override
    public Contender.Attempt by(Way way, int run) throws IOException {
        Place place = ready(way.name(), run);
        Map<String, String> variables = new TreeMap<>(client.variables());
        variables.putAll(way.variables());
        List<String> command = way.words().between(Place.here(workspace.resolve(FOLDER)), place);
        return new Contender.Attempt(command, variables, launch -> check(place));
    }

    private String check(Place place) throws IOException {
        return expected.against(ground.remote().contents(place));
    }

    private Place ready(String tool, int run) throws IOException {
        if (cold || run == 0) {
            ground.remote().bucket(bucket(tool));
        }
        return Place.there(bucket(tool) + "/" + FOLDER + "/");
    }

    private static String bucket(String tool) {
        return "up-" + Way.plain(tool);
    }
}
