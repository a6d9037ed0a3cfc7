package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Raw rclone straight at the server, past the line, to set up and to look at what a run has left. */
record Remote(Path config, String path) {
    /** @return of a remote named `minio` */
    static String section(String endpoint) {
        return """
                [minio]
                type = s3
                provider = Minio
                access_key_id = %s
                secret_access_key = %s
                endpoint = %s
                """.formatted(Storage.KEY, Storage.SECRET, endpoint);
    }

    static Remote at(String endpoint, Path folder, String path) throws IOException {
        Path config = folder.resolve("direct.conf");
        Files.writeString(config, section(endpoint));
        return new Remote(config, path);
    }

    /** An empty bucket of this name. */
    void bucket(String name) throws IOException {
        Launch gone = launch("purge", "--fast-list", "--checkers", "64", "minio:" + name);
        if (gone.status() != 0
                && !gone.said().contains("not found")
                && !gone.said().contains("NoSuchBucket")) {
            throw new IOException(gone.end());
        }
        run("mkdir", "minio:" + name);
    }

    void removeAll() throws IOException {
        for (String bucket : run("lsf", "minio:").lines().toList()) {
            run("purge", "--fast-list", "--checkers", "64", "minio:" + bucket);
        }
    }

    void remove(Place place) throws IOException {
        run("delete", "--fast-list", "--checkers", "64", place.rclone());
    }

    void put(Path folder, Place place) throws IOException {
        run(
                "copy",
                "--transfers",
                "32",
                "--s3-no-head",
                "--s3-no-check-bucket",
                "--no-check-dest",
                folder.toString(),
                place.rclone());
    }

    Contents contents(Place place) throws IOException {
        return Contents.of(run("lsf", "-R", "--files-only", "--fast-list", "--format", "sp", place.rclone()));
    }

    private String run(String... words) throws IOException {
        Launch launch = launch(words);
        if (launch.status() != 0) {
            throw new IOException("rclone " + String.join(" ", words) + ": " + launch.end());
        }
        return launch.said();
    }

    private Launch launch(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Tools.RCLONE, "--config", config.toString()));
        command.addAll(List.of(words));
        return Launch.of(
                command, Map.of("PATH", path, "HOME", config.getParent().toString()));
    }
}
