package replaystorage.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Request counts of a MinIO whose metrics are public. */
public final class MinioRequestMetrics {
    private static final Pattern COUNT =
            Pattern.compile("(?m)^minio_api_requests_total\\{name=\"(\\w+)\"[^}]*} ([0-9.e+]+)$");

    private MinioRequestMetrics() {}

    /** By operation, such as ListObjectsV2 or HeadObject, since its start. */
    public static Map<String, Long> of(String endpoint) throws IOException {
        URI address = URI.create(endpoint + "/minio/metrics/v3/api/requests");
        try (InputStream in = address.toURL().openStream()) {
            Map<String, Long> counts = new TreeMap<>();
            Matcher line = COUNT.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (line.find()) {
                counts.merge(line.group(1), (long) Double.parseDouble(line.group(2)), Long::sum);
            }
            return counts;
        }
    }
}
