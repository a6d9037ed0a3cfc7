package replaystorage.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import replaystorage.bench.report.RequestCountsByName;
import replaystorage.support.MinioRequestMetrics;

/** The S3 server of the benchmarks: MinIO, or `rclone serve s3`, which does not count requests. */
public final class BenchmarkS3Server implements AutoCloseable {
    public static final String KEY = "bench-key-0123456789";
    public static final String SECRET = "bench-secret-of-no-use";

    private final int port = BackgroundServer.freePort();
    private final boolean counting;
    private final BackgroundServer service;

    public BenchmarkS3Server(Optional<Path> minio, Path rclone, Path data) throws IOException {
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
        service = BackgroundServer.start(
                command,
                List.of(
                        "MINIO_ROOT_USER=" + KEY,
                        "MINIO_ROOT_PASSWORD=" + SECRET,
                        "MINIO_BROWSER=off",
                        "MINIO_PROMETHEUS_AUTH_TYPE=public"),
                port);
    }

    public int port() {
        return port;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    boolean isCounting() {
        return counting;
    }

    /** All requests since its start. */
    public RequestCountsByName requests() throws IOException {
        return counting ? new RequestCountsByName(MinioRequestMetrics.of(endpoint())) : RequestCountsByName.NONE;
    }

    @Override
    public void close() {
        service.close();
    }
}
