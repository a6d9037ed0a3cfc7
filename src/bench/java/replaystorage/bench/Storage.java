package replaystorage.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The S3 server that is measured against: MinIO, or `rclone serve s3`, which does not tell what it was asked. */
final class Storage implements AutoCloseable {
    static final String KEY = "bench-key-0123456789";
    static final String SECRET = "bench-secret-of-no-use";
    private static final Pattern COUNT =
            Pattern.compile("(?m)^minio_api_requests_total\\{name=\"(\\w+)\"[^}]*} ([0-9.e+]+)$");

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
        if (!counting) {
            return Requests.NONE;
        }
        Map<String, Long> counts = new TreeMap<>();
        URI address = URI.create(endpoint() + "/minio/metrics/v3/api/requests");
        try (InputStream in = address.toURL().openStream()) {
            Matcher line = COUNT.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (line.find()) {
                counts.merge(line.group(1), (long) Double.parseDouble(line.group(2)), Long::sum);
            }
        }
        return new Requests(counts);
    }

    @Override
    public void close() {
        service.close();
    }
}
