package replaystorage.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Provides a key as EC2's metadata service (version 2) and a container's credential agent do. */
public final class FakeInstanceMetadata implements AutoCloseable {
    private static final String ROLE = "/latest/meta-data/iam/security-credentials/";

    private final HttpServer server;
    private final TemporaryS3Key key;

    public FakeInstanceMetadata(TemporaryS3Key key) throws IOException {
        this.key = key;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/latest/api/token", exchange -> {
            exchange.getResponseHeaders().set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "21600");
            FakeS3Server.reply(exchange, 200, "text/plain", "session-of-this-test");
        });
        server.createContext(ROLE, exchange -> {
            boolean known =
                    "session-of-this-test".equals(exchange.getRequestHeaders().getFirst("X-Aws-Ec2-Metadata-Token"));
            boolean named = exchange.getRequestURI().getPath().endsWith("/trainer");
            answer(exchange, known, named ? credentials() : "trainer");
        });
        server.createContext(
                "/container",
                exchange -> answer(
                        exchange,
                        "pod-of-this-test".equals(exchange.getRequestHeaders().getFirst("Authorization")),
                        credentials()));
        server.start();
    }

    private static void answer(HttpExchange exchange, boolean known, String text) throws IOException {
        FakeS3Server.reply(exchange, known ? 200 : 401, "application/json", known ? text : "");
        exchange.close();
    }

    private String credentials() {
        return "{\"Code\":\"Success\",\"Type\":\"AWS-HMAC\",\"LastUpdated\":\"2026-01-01T00:00:00Z\",\"AccessKeyId\":\""
                + key.id() + "\",\"SecretAccessKey\":\"" + key.secret() + "\",\"Token\":\"" + key.token()
                + "\",\"Expiration\":\""
                + Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS) + "\"}";
    }

    public void asEc2Instance(Pod pod) {
        pod.with("AWS_EC2_METADATA_SERVICE_ENDPOINT", address());
    }

    public void asContainerAgent(Pod pod) {
        pod.with("AWS_CONTAINER_CREDENTIALS_FULL_URI", address() + "/container")
                .with("AWS_CONTAINER_AUTHORIZATION_TOKEN", "pod-of-this-test");
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
