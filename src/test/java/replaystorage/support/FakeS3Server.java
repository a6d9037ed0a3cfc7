package replaystorage.support;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** An in-memory S3 server with one bucket (path-style) whose answers a test can replace. */
public final class FakeS3Server implements AutoCloseable {
    public static final String BUCKET = "b";

    private static final String MODIFIED = "X-Amz-Meta-Mtime";
    private static final Instant OLD = Instant.parse("2026-01-01T00:00:00.123Z");

    private static final DateTimeFormatter LISTED = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

    private volatile ChronoUnit unit = ChronoUnit.MILLIS;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, StoredObject> objects = new ConcurrentSkipListMap<>();
    private final Map<String, MultipartUpload> uploads = new ConcurrentSkipListMap<>();
    private final List<S3ResponseRule> rules = new CopyOnWriteArrayList<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> refusedRequests = new ConcurrentLinkedQueue<>();
    private volatile Map.Entry<String, String> demanded;
    private volatile String encryption;

    private static final class StoredObject {
        private final byte[] bytes;
        private final Map<String, String> metadata;
        private final Instant arrived;
        private String tag;

        StoredObject(byte[] bytes, Map<String, String> metadata, Instant arrived) {
            this.bytes = bytes;
            this.metadata = metadata;
            this.arrived = arrived;
        }
    }

    private record MultipartUpload(Map<String, String> metadata, Map<Integer, byte[]> parts) {}

    private record S3ResponseRule(Predicate<S3Request> which, CustomResponse answer) {}

    /**
     * A request.
     *
     * @param key empty for a request about the bucket; bucket is empty too for one about all buckets
     * @param copy true for a server-side copy
     * @param signed true if it is signed with a key
     */
    public record S3Request(
            String method, String bucket, String key, Map<String, String> query, boolean copy, boolean signed) {}

    @FunctionalInterface
    public interface CustomResponse {
        void to(HttpExchange exchange) throws IOException;
    }

    public FakeS3Server() throws IOException {
        this(0);
    }

    /** @param port 0 for any */
    public FakeS3Server(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public Pod pod(Path root) {
        return new Pod(root)
                .with("S3_ENDPOINT", endpoint())
                .with("AWS_ACCESS_KEY_ID", S3Server.KEY)
                .with("AWS_SECRET_ACCESS_KEY", S3Server.SECRET)
                .with("S3_BUCKET", BUCKET);
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void put(String key, String text) {
        put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    public void put(String key, byte[] bytes) {
        objects.put(key, new StoredObject(bytes, Map.of(MODIFIED, "1767225600"), OLD));
    }

    /** @param arrived by the server's clock */
    public void put(String key, String text, Instant arrived, Instant modified) {
        Map<String, String> own = Map.of(MODIFIED, String.valueOf(modified.getEpochSecond()));
        objects.put(key, new StoredObject(text.getBytes(StandardCharsets.UTF_8), own, arrived));
    }

    public String get(String key) {
        return new String(objects.get(key).bytes, StandardCharsets.UTF_8);
    }

    public List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    /** Lists times in whole seconds, as AWS does. */
    public FakeS3Server withWholeSecondTimes() {
        unit = ChronoUnit.SECONDS;
        return this;
    }

    private String listed(Instant time) {
        return LISTED.format(time.truncatedTo(unit).atOffset(ZoneOffset.UTC));
    }

    /** All requests so far, as `METHOD /bucket/key`. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public FakeS3Server answerWhen(Predicate<S3Request> which, CustomResponse answer) {
        rules.add(new S3ResponseRule(which, answer));
        return this;
    }

    /** Encrypts by default, as AWS with aws:kms or aws:kms:dsse: ETags are not MD5 sums. */
    public FakeS3Server encrypting(String kind) {
        encryption = kind;
        return this;
    }

    /** Refuses and counts later requests without this header. */
    public FakeS3Server requireHeader(String header, String value) {
        demanded = Map.entry(header, value);
        return this;
    }

    public List<String> refusedRequests() {
        return List.copyOf(refusedRequests);
    }

    private boolean lacksHeader(HttpExchange exchange) {
        return demanded != null
                && !demanded.getValue().equals(exchange.getRequestHeaders().getFirst(demanded.getKey()));
    }

    /** For another server, for example with TLS. */
    public HttpHandler handler() {
        return this::handle;
    }

    public void removeRules() {
        rules.clear();
    }

    public static CustomResponse error(int status, String code) {
        return exchange -> reply(
                exchange,
                status,
                "application/xml",
                "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>it is so</Message></Error>");
    }

    public static CustomResponse html() {
        return exchange -> reply(exchange, 200, "text/html", "<html><body>Please log in</body></html>");
    }

    /** Sends all headers and half of the body, and then nothing. */
    public CustomResponse neverAnswer() {
        return exchange -> {
            byte[] bytes = objects.get(asked(exchange).key()).bytes;
            describe(exchange.getResponseHeaders(), objects.get(asked(exchange).key()));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        S3Request asked = asked(exchange);
        requests.add(asked.method() + " /" + asked.bucket() + "/" + asked.key());
        if (lacksHeader(exchange)) {
            refusedRequests.add(asked.method() + " /" + asked.bucket() + "/" + asked.key()
                    + (asked.query().containsKey("uploads") ? "?uploads" : ""));
            exchange.getRequestBody().readAllBytes();
            error(403, "AccessDenied").to(exchange);
            exchange.close();
            return;
        }
        for (S3ResponseRule rule : rules) {
            if (rule.which().test(asked)) {
                exchange.getRequestBody().readAllBytes();
                rule.answer().to(exchange);
                exchange.close();
                return;
            }
        }
        if (!asked.bucket().isEmpty() && !asked.bucket().equals(BUCKET)) {
            exchange.getRequestBody().readAllBytes();
            error(404, "NoSuchBucket").to(exchange);
        } else if (asked.key().isEmpty()) {
            if (asked.query().containsKey("uploads")) {
                reply(exchange, 200, "application/xml", "<ListMultipartUploadsResult></ListMultipartUploadsResult>");
            } else {
                list(exchange, asked);
            }
        } else if (asked.query().containsKey("uploads") || asked.query().containsKey("uploadId")) {
            parts(exchange, asked);
        } else {
            switch (asked.method()) {
                case "PUT" -> store(exchange, asked.key());
                case "DELETE" -> {
                    objects.remove(asked.key());
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> show(exchange, asked);
            }
        }
        exchange.close();
    }

    private static S3Request asked(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        String[] path = uri.getRawPath().substring(1).split("/", 2);
        Map<String, String> query = new TreeMap<>();
        for (String pair :
                uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
            String[] words = pair.split("=", 2);
            query.put(words[0], words.length < 2 ? "" : URLDecoder.decode(words[1], StandardCharsets.UTF_8));
        }
        return new S3Request(
                exchange.getRequestMethod(),
                path[0],
                path.length < 2 ? "" : decoded(path[1]),
                query,
                exchange.getRequestHeaders().containsKey("X-Amz-Copy-Source"),
                exchange.getRequestHeaders().containsKey("Authorization"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void list(HttpExchange exchange, S3Request asked) throws IOException {
        String prefix = asked.query().getOrDefault("prefix", "");
        String delimiter = asked.query().getOrDefault("delimiter", "");
        StringBuilder xml = new StringBuilder(
                "<?xml version=\"1.0\"?><ListBucketResult><Name>" + BUCKET + "</Name><IsTruncated>false</IsTruncated>");
        Map<String, Boolean> folders = new TreeMap<>();
        objects.forEach((key, object) -> {
            if (!key.startsWith(prefix)) {
                return;
            }
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            if (end >= 0) {
                folders.put(key.substring(0, end + 1), true);
            } else {
                xml.append("<Contents><Key>")
                        .append(URLEncoder.encode(key, StandardCharsets.UTF_8))
                        .append("</Key><LastModified>")
                        .append(listed(object.arrived))
                        .append("</LastModified><ETag>")
                        .append(tag(object))
                        .append("</ETag><Size>")
                        .append(object.bytes.length)
                        .append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
            }
        });
        folders.keySet()
                .forEach(folder -> xml.append("<CommonPrefixes><Prefix>")
                        .append(URLEncoder.encode(folder, StandardCharsets.UTF_8))
                        .append("</Prefix></CommonPrefixes>"));
        reply(
                exchange,
                200,
                "application/xml",
                xml.append("</ListBucketResult>").toString());
    }

    private void show(HttpExchange exchange, S3Request asked) throws IOException {
        StoredObject object = objects.get(asked.key());
        if (object == null) {
            error(404, "NoSuchKey").to(exchange);
            return;
        }
        describe(exchange.getResponseHeaders(), object);
        if (asked.method().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(object.bytes.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            send(exchange, 200, object.bytes);
            return;
        }
        String[] ends = range.substring("bytes=".length()).split("-", 2);
        int from = Integer.parseInt(ends[0]);
        int to = ends[1].isEmpty() ? object.bytes.length - 1 : Integer.parseInt(ends[1]);
        byte[] part = Arrays.copyOfRange(object.bytes, from, Math.min(to + 1, object.bytes.length));
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (from + part.length - 1) + "/" + object.bytes.length);
        send(exchange, 206, part);
    }

    private void describe(Headers headers, StoredObject object) {
        headers.set("ETag", tag(object));
        if (encryption != null) {
            headers.set("X-Amz-Server-Side-Encryption", encryption);
        }
        headers.set(
                "Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(object.arrived.atOffset(ZoneOffset.UTC)));
        object.metadata.forEach(headers::set);
    }

    /** Handles the requests of a multipart upload. */
    private void parts(HttpExchange exchange, S3Request asked) throws IOException {
        byte[] body = body(exchange);
        String id = asked.query().get("uploadId");
        if (id == null) {
            String begun = "upload-" + uploads.size();
            uploads.put(begun, new MultipartUpload(metadata(exchange), new TreeMap<>()));
            reply(
                    exchange,
                    200,
                    "application/xml",
                    "<InitiateMultipartUploadResult><Bucket>" + BUCKET + "</Bucket><Key>" + asked.key()
                            + "</Key><UploadId>" + begun + "</UploadId></InitiateMultipartUploadResult>");
        } else if (asked.method().equals("PUT")) {
            int number = Integer.parseInt(asked.query().get("partNumber"));
            String source = exchange.getRequestHeaders().getFirst("X-Amz-Copy-Source");
            String range = exchange.getRequestHeaders().getFirst("X-Amz-Copy-Source-Range");
            byte[] bytes = body;
            if (source != null) {
                String[] ends = range.substring("bytes=".length()).split("-", 2);
                bytes = Arrays.copyOfRange(
                        objects.get(decoded(source).replaceFirst("^/?" + BUCKET + "/", "")).bytes,
                        Integer.parseInt(ends[0]),
                        Integer.parseInt(ends[1]) + 1);
            }
            uploads.get(id).parts().put(number, bytes);
            exchange.getResponseHeaders().set("ETag", tag(bytes));
            if (source == null) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                reply(
                        exchange,
                        200,
                        "application/xml",
                        "<CopyPartResult><ETag>" + tag(bytes) + "</ETag></CopyPartResult>");
            }
        } else if (asked.method().equals("POST")) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            uploads.get(id).parts().values().forEach(whole::writeBytes);
            StoredObject stored =
                    new StoredObject(whole.toByteArray(), uploads.get(id).metadata(), Instant.now());
            ByteArrayOutputStream digests = new ByteArrayOutputStream();
            uploads.get(id).parts().values().forEach(part -> digests.writeBytes(digest(part)));
            stored.tag = hex(digest(digests.toByteArray())) + "-"
                    + uploads.get(id).parts().size();
            objects.put(asked.key(), stored);
            reply(
                    exchange,
                    200,
                    "application/xml",
                    "<CompleteMultipartUploadResult><ETag>" + tag(stored) + "</ETag></CompleteMultipartUploadResult>");
        } else {
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static Map<String, String> metadata(HttpExchange exchange) {
        Map<String, String> metadata = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.startsWith("X-amz-meta-")) {
                metadata.put(name, values.get(0));
            }
        });
        return metadata;
    }

    private void store(HttpExchange exchange, String key) throws IOException {
        byte[] body = body(exchange);
        String source = exchange.getRequestHeaders().getFirst("X-Amz-Copy-Source");
        if (source != null) {
            StoredObject copied = objects.get(decoded(source).replaceFirst("^/?" + BUCKET + "/", ""));
            objects.put(key, new StoredObject(copied.bytes, copied.metadata, Instant.now()));
            reply(
                    exchange,
                    200,
                    "application/xml",
                    "<CopyObjectResult><ETag>" + tag(objects.get(key)) + "</ETag><LastModified>" + listed(Instant.now())
                            + "</LastModified></CopyObjectResult>");
            return;
        }
        if (exchange.getRequestHeaders().containsKey("If-None-Match") && objects.containsKey(key)) {
            error(412, "PreconditionFailed").to(exchange);
            return;
        }
        String expected = exchange.getRequestHeaders().getFirst("If-Match");
        if (expected != null && (!objects.containsKey(key) || !expected.equals(tag(objects.get(key).bytes)))) {
            error(412, "PreconditionFailed").to(exchange);
            return;
        }
        objects.put(key, new StoredObject(body, metadata(exchange), Instant.now()));
        exchange.getResponseHeaders().set("ETag", tag(body));
        exchange.sendResponseHeaders(200, -1);
    }

    /** Removes the signatures of a chunked body. */
    private static byte[] body(HttpExchange exchange) throws IOException {
        byte[] raw = exchange.getRequestBody().readAllBytes();
        String kind = exchange.getRequestHeaders().getFirst("X-Amz-Content-Sha256");
        if (kind == null || !kind.startsWith("STREAMING-")) {
            return raw;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int at = 0;
        while (at < raw.length) {
            int end = at;
            while (raw[end] != '\r') {
                end++;
            }
            String head = new String(raw, at, end - at, StandardCharsets.US_ASCII);
            int length = Integer.parseInt(head.replaceFirst(";.*", ""), 16);
            if (length == 0) {
                break;
            }
            body.write(raw, end + 2, length);
            at = end + 2 + length + 2;
        }
        return body.toByteArray();
    }

    /** Sends the whole answer at once. */
    public static void reply(HttpExchange exchange, int status, String type, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        boolean none = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
        if (!none) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private String tag(StoredObject object) {
        return object.tag == null ? tag(object.bytes) : '"' + object.tag + '"';
    }

    private String tag(byte[] bytes) {
        return '"' + hex(digest(bytes)) + '"';
    }

    private static String hex(byte[] digest) {
        return String.format("%032x", new BigInteger(1, digest));
    }

    /** The MD5, or other bytes of that length if the storage encrypts. */
    private byte[] digest(byte[] bytes) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            if (encryption != null) {
                md5.update(encryption.getBytes(StandardCharsets.UTF_8));
            }
            return md5.digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
