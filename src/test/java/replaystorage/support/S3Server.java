package replaystorage.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.utility.DockerImageName;

/** The S3 server of the tests: MinIO in a container, else a minio binary, else `rclone serve s3`; target/served.txt tells which. */
public final class S3Server {
    public static final String KEY = "testkey-0123456789";
    public static final String SECRET = "s3cr3t-Zq81-do-not-print";

    private static S3Server shared;
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final String endpoint;
    private final Runnable stop;

    private S3Server(String endpoint, Runnable stop) {
        this.endpoint = endpoint;
        this.stop = stop;
    }

    public static synchronized S3Server shared() {
        if (shared == null) {
            shared = start();
            S3Server server = shared;
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        }
        return shared;
    }

    private static S3Server start() {
        try {
            if (DockerClientFactory.instance().isDockerAvailable()) {
                return container(Map.of());
            }
            return binary();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A separate server in a region; skips the test without MinIO. */
    public static S3Server inRegion(String region) throws IOException {
        return ofMinio("regions", Map.of("MINIO_REGION", region));
    }

    private static S3Server ofMinio(String what, Map<String, String> variables) throws IOException {
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return container(variables);
        }
        boolean there = RcloneCli.onPath("minio").isPresent();
        if (!there) {
            served(what + ": NOT TRIED, since there is no MinIO");
        }
        Assumptions.assumeTrue(there, "no MinIO");
        return binary(freePort(), Files.createTempDirectory("s3-data"), variables);
    }

    /** A separate server that counts requests; skips the test without MinIO. */
    public static S3Server counting() throws IOException {
        return ofMinio("counted requests", Map.of("MINIO_PROMETHEUS_AUTH_TYPE", "public"));
    }

    /**
     * Number of requests by operation, such as ListObjectsV2 or HeadObject.
     *
     * @throws IllegalStateException if the server does not count
     */
    public Map<String, Long> requests() {
        try {
            return MinioRequestMetrics.of(endpoint);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static S3Server container(Map<String, String> variables) throws IOException {
        String image = resource("/minio-image.txt").strip();
        MinIOContainer minio = new MinIOContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("minio/minio"))
                .withUserName(KEY)
                .withPassword(SECRET)
                .withEnv(variables);
        minio.start();
        served("S3: MinIO in a container (" + image + ")");
        return new S3Server(minio.getS3URL(), minio::stop);
    }

    /** A separate server that a test may kill. */
    public static S3Server binary() throws IOException {
        return binary(freePort(), Files.createTempDirectory("s3-data"));
    }

    /** Restarts a stopped server with its port and data. */
    public static S3Server binary(int port, Path data) throws IOException {
        return binary(port, data, Map.of());
    }

    private static S3Server binary(int port, Path data, Map<String, String> variables) throws IOException {
        String address = "127.0.0.1:" + port;
        Optional<Path> minio = RcloneCli.onPath("minio");
        List<String> command = minio.isPresent()
                ? List.of(minio.get().toString(), "server", "--address", address, data.toString())
                : List.of(
                        RcloneCli.binary().toString(),
                        "serve",
                        "s3",
                        "--addr",
                        address,
                        "--auth-key",
                        KEY + "," + SECRET,
                        data.toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of("MINIO_ROOT_USER", KEY, "MINIO_ROOT_PASSWORD", SECRET, "MINIO_BROWSER", "off"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        served(minio.isPresent() ? "S3: the minio binary" : "S3: rclone serve s3");
        S3Server server = new S3Server("http://" + address, () -> kill(process));
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        server.awaitAnswer();
        return server;
    }

    private static void kill(Process process) {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer() throws IOException {
        for (int attempt = 0; attempt < 200; attempt++) {
            try {
                HttpURLConnection connection =
                        (HttpURLConnection) URI.create(endpoint).toURL().openConnection();
                connection.getResponseCode();
                return;
            } catch (IOException e) {
                pause();
            }
        }
        throw new IOException(endpoint + " does not answer");
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public String endpoint() {
        return endpoint;
    }

    public void stop() {
        stop.run();
    }

    /** An rclone whose remote `s3` is this server. */
    public RcloneCli rclone(Path folder) {
        return rclone(folder, endpoint);
    }

    /** An rclone whose remote `s3` is a server with the same key. */
    public static RcloneCli rclone(Path folder, String endpoint) {
        try {
            Path config = Files.createDirectories(folder).resolve("raw.conf");
            Files.writeString(
                    config,
                    "[s3]\ntype = s3\nprovider = Minio\naccess_key_id = " + KEY + "\nsecret_access_key = " + SECRET
                            + "\nendpoint = " + endpoint + "\n[local]\ntype = local\n");
            return new RcloneCli(config);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String bucket(String purpose) {
        return purpose + "-" + ProcessHandle.current().pid() + "-" + BUCKETS.incrementAndGet();
    }

    private static String resource(String name) throws IOException {
        try (var in = S3Server.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reports the servers and tools of the tests at the end of the run; all test processes write to the same file. */
    public static synchronized void served(String line) {
        Path path = Path.of("target", "served.txt");
        try {
            Files.createDirectories(path.getParent());
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                file.lock();
                String all = Files.readString(path);
                String first = all.isEmpty() ? "rclone: " + RcloneCli.binary() + "\n" : "";
                if (!all.contains(line)) {
                    file.write(ByteBuffer.wrap((first + line + "\n").getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
