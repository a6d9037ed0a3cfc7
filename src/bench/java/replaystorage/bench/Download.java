package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder of a bucket to be brought into a folder of each tool's own.
 *
 * @param cold whether that folder is emptied before each run
 */
record Download(Client client, String bucket, String prefix, Contents expected, boolean cold) implements Job {
    /** Makes the bucket, with what is in the folder below this prefix. */
    static Download of(Ground ground, Client client, Path folder, String prefix, boolean cold) throws IOException {
        String bucket = "source";
        ground.remote().bucket(bucket);
        ground.remote().put(folder, Place.there(bucket + "/" + prefix));
        return new Download(client, bucket, prefix, Contents.of(folder), cold);
    }

    @Override
    public Contender.Attempt ours(int run, String... flags) throws IOException {
        Path workspace = ready(Results.OURS);
        boolean replays = prefix.isEmpty();
        List<String> command = new ArrayList<>(List.of(Client.launcher()));
        command.addAll(replays ? List.of("fetch") : List.of("down", "checkpoints"));
        command.addAll(List.of(flags));
        return new Contender.Attempt(
                command,
                client.ours(workspace, bucket, bucket),
                launch -> check(workspace.resolve(replays ? "replays" : "checkpoints")));
    }

    @Override
    public Contender.Attempt by(Way way, int run) throws IOException {
        Path folder = ready(way.name());
        Map<String, String> variables = new TreeMap<>(client.variables());
        variables.putAll(way.variables());
        List<String> command = way.words().between(Place.there(bucket + "/" + prefix), Place.here(folder));
        return new Contender.Attempt(command, variables, launch -> check(folder));
    }

    private String check(Path folder) throws IOException {
        return expected.against(Contents.of(folder));
    }

    private Path ready(String tool) throws IOException {
        Path folder = client.folder().resolve("down").resolve(Way.plain(tool));
        if (cold) {
            Contents.delete(folder);
        }
        return Files.createDirectories(folder);
    }
}
