package replaystorage.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import replaystorage.bench.ExternalTools;
import replaystorage.bench.contender.CopyLocation;

/** Runs plain rclone directly at the server, to prepare data and inspect results. */
public record DirectRclone(Path config, String path) {
    /** @return the section of a remote `minio` */
    public static String section(String endpoint) {
        return """
                [minio]
                type = s3
                provider = Minio
                access_key_id = %s
                secret_access_key = %s
                endpoint = %s
                """.formatted(BenchmarkS3Server.KEY, BenchmarkS3Server.SECRET, endpoint);
    }

    public static DirectRclone create(String endpoint, Path folder, String path) throws IOException {
        Path config = folder.resolve("direct.conf");
        Files.writeString(config, section(endpoint));
        return new DirectRclone(config, path);
    }

    /** Creates an empty bucket. */
    public void bucket(String name) throws IOException {
        MeasuredProcess gone = launch("purge", "--fast-list", "--checkers", "64", "minio:" + name);
        if (gone.status() != 0
                && !gone.said().contains("not found")
                && !gone.said().contains("NoSuchBucket")) {
            throw new IOException(gone.end());
        }
        run("mkdir", "minio:" + name);
    }

    public void removeAll() throws IOException {
        for (String bucket : run("lsf", "minio:").lines().toList()) {
            run("purge", "--fast-list", "--checkers", "64", "minio:" + bucket);
        }
    }

    public void remove(CopyLocation place) throws IOException {
        run("delete", "--fast-list", "--checkers", "64", place.rclone());
    }

    public void put(Path folder, CopyLocation place) throws IOException {
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

    public ExpectedFiles contents(CopyLocation place) throws IOException {
        return ExpectedFiles.of(run("lsf", "-R", "--files-only", "--fast-list", "--format", "sp", place.rclone()));
    }

    private String run(String... words) throws IOException {
        MeasuredProcess launch = launch(words);
        if (launch.status() != 0) {
            throw new IOException("rclone " + String.join(" ", words) + ": " + launch.end());
        }
        return launch.said();
    }

    private MeasuredProcess launch(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(ExternalTools.RCLONE, "--config", config.toString()));
        command.addAll(List.of(words));
        return MeasuredProcess.of(
                command, Map.of("PATH", path, "HOME", config.getParent().toString()));
    }
}
