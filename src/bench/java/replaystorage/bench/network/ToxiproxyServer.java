package replaystorage.bench.network;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import replaystorage.bench.run.BackgroundServer;

/** Shopify's toxiproxy, for latency; its bandwidth toxic applies per connection, so it can't cap a network. */
final class ToxiproxyServer implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BackgroundServer service;
    private final int port = BackgroundServer.freePort();
    private final int listening = BackgroundServer.freePort();

    ToxiproxyServer(Path binary, int server, Duration delay) throws IOException {
        service = BackgroundServer.start(
                List.of(binary.toString(), "-host", "127.0.0.1", "-port", String.valueOf(port)), List.of(), port);
        post(
                "/proxies",
                "{\"name\":\"line\",\"enabled\":true,\"listen\":\"127.0.0.1:%d\",\"upstream\":\"127.0.0.1:%d\"}"
                        .formatted(listening, server));
        for (String stream : List.of("upstream", "downstream")) {
            post(
                    "/proxies/line/toxics",
                    "{\"name\":\"%s\",\"type\":\"latency\",\"stream\":\"%s\",\"attributes\":{\"latency\":%d}}"
                            .formatted(stream, stream, delay.toMillis()));
        }
    }

    int port() {
        return listening;
    }

    private void post(String path, String json) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IOException("toxiproxy: " + answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
