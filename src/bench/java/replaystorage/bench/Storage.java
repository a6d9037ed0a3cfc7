package replaystorage.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import replaystorage.support.RequestCounts;

/** The S3 server that is measured against: MinIO, or `rclone serve s3`, which does not tell what it was asked. */
final class Storage implements AutoCloseable {
    static final String KEY = "bench-key-0123456789";
    static final String SECRET = "bench-secret-of-no-use";

    private final int port = Service.freePort();
    private final boolean counting;
    private final Service service;

    Storage(Optional<Path> minio, Path rclone, Path data) throws IOException {
        counting = minio.isPresent();
        String address = "127.0.0.1:" + port;
        List<String> command = counting
                ? List.of(minio.get().toString(), "server", "--quiet", "--address", address, data.toString())
                : List.of(
                        rclone.toString(),
                        "serve",
                        "s3",
                        "--addr",
                        address,
                        "--auth-key",
                        KEY + "," + SECRET,
                        data.toString());
        service = Service.start(
                command,
                List.of(
                        "MINIO_ROOT_USER=" + KEY,
                        "MINIO_ROOT_PASSWORD=" + SECRET,
                        "MINIO_BROWSER=off",
                        "MINIO_PROMETHEUS_AUTH_TYPE=public"),
                port);
    }

    int port() {
        return port;
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Whether it counts its requests. */
    boolean isCounting() {
        return counting;
    }

    /** All since its start. */
    Requests requests() throws IOException {
        return counting ? new Requests(RequestCounts.of(endpoint())) : Requests.NONE;
    }

    @Override
    public void close() {
        service.close();
    }
}
