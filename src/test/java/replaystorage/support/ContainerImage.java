package replaystorage.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Images of the container tests, built once. */
public enum ContainerImage {
    OURS("replay-storage:it"),
    /** A user's own image without Java and rclone, with our folder, and our scripts at the paths of the old ones. */
    USERS("replay-storage-users:it");

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final String USERS_DOCKERFILE = """
            FROM debian:bookworm-slim
            COPY --from=replay-storage:it /opt/replay-storage /opt/replay-storage
            RUN mkdir -p /app/scripts && cp /opt/replay-storage/bin/*.sh /app/scripts/
            ENTRYPOINT ["/opt/replay-storage/bin/runpod_entrypoint.sh"]
            """;

    private static boolean built;

    private final String tag;

    ContainerImage(String tag) {
        this.tag = tag;
    }

    /** The name of the built image; skips the test without a Docker engine. */
    public String tag() {
        DockerCli.assumeThere();
        build();
        return tag;
    }

    private static synchronized void build() {
        if (built) {
            return;
        }
        // Another fork of the tests may be building it; its layers are then in Docker's cache.
        try (FileChannel file = FileChannel.open(
                Files.createDirectories(Path.of("target")).resolve("image.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            file.lock();
            build("", "docker", "build", "--network", "host", "-t", OURS.tag, ".");
            build(USERS_DOCKERFILE, "docker", "build", "-t", USERS.tag, "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        built = true;
        S3Server.served("containers: Docker " + DockerCli.get("info", "--format", "{{.ServerVersion}}"));
    }

    private static void build(String input, String... command) {
        Pod.CommandRun run = DockerCli.run(PATIENCE, input, Map.of(), List.of(command));
        if (run.status() != 0) {
            throw new AssertionError("the image could not be built: " + run.all());
        }
    }
}
