package replaystorage.support.drive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replaystorage.support.FakeHttpsHosts;
import replaystorage.support.FakeS3Server;
import replaystorage.support.Pod;

/**
 * A fake Google Drive for rclone, from its public description: version 3 of the files API (list by `q` with pages, get, create, both kinds of
 * upload, change, copy) at www.googleapis.com, and tokens at oauth2.googleapis.com.
 */
public final class FakeGoogleDrive implements AutoCloseable {
    public static final String ROOT = "root-of-this-drive";

    private static final String FILES = "/drive/v3/files";
    private static final String UPLOADS = "/upload/drive/v3/files";

    private static final Pattern PARENT = Pattern.compile("'([^']+)' in parents");

    private final FakeHttpsHosts peer;
    private final FakeOAuthServer tokens = new FakeOAuthServer();
    private final Map<String, FakeDriveItem> items = new ConcurrentSkipListMap<>();
    private final Map<String, ResumableUpload> sessions = new ConcurrentHashMap<>();
    private final List<DriveResponseRule> rules = new CopyOnWriteArrayList<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ids = new AtomicInteger();

    private record ResumableUpload(String id, Map<String, String> meta, ByteArrayOutputStream bytes) {}

    private record DriveResponseRule(Predicate<String> which, FakeS3Server.CustomResponse answer) {}

    public FakeGoogleDrive(Path folder) throws IOException {
        peer = new FakeHttpsHosts(folder, this::handle, "www.googleapis.com", "oauth2.googleapis.com");
        items.put(
                ROOT,
                new FakeDriveItem(
                        ROOT, "My Drive", "", FakeDriveItem.FOLDER, null, "2026-01-01T00:00:00.000Z", false, null));
    }

    /** A pod with this storage, still without credentials. */
    public Pod pod(Path root, String bucket) {
        Pod pod = new Pod(root).with("GDRIVE_BUCKET", bucket);
        peer.configure(pod);
        return pod;
    }

    public FakeOAuthServer tokens() {
        return tokens;
    }

    public String folder(String parent, String name) {
        return add(parent, name, FakeDriveItem.FOLDER, null, null);
    }

    /** Creates a file even if the name exists, as Drive does. */
    public String file(String parent, String name, String text) {
        return add(parent, name, FakeDriveItem.FILE, latin(text.getBytes(UTF_8)), null);
    }

    public String document(String parent, String name) {
        return add(parent, name, FakeDriveItem.DOCUMENT, null, null);
    }

    public String shortcut(String parent, String name, String target) {
        return add(parent, name, FakeDriveItem.SHORTCUT, null, target);
    }

    /** A folder that another user shares. */
    public String sharedFolder(String name) {
        return add(FakeDriveItem.SHARED, name, FakeDriveItem.FOLDER, null, null);
    }

    private String add(String parent, String name, String type, String bytes, String target) {
        String id = "id-" + ids.incrementAndGet();
        items.put(id, new FakeDriveItem(id, name, parent, type, bytes, "2026-01-01T00:00:00.000Z", false, target));
        return id;
    }

    /** Path and text of each file that is not in the bin. */
    public Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        items.values().stream()
                .filter(item -> item.bytes() != null && !item.trashed())
                .forEach(item -> files.put(path(item), new String(item.bytes().getBytes(ISO_8859_1), UTF_8)));
        return files;
    }

    private String path(FakeDriveItem item) {
        FakeDriveItem parent = items.get(item.parent());
        return parent == null || parent.id().equals(ROOT) ? item.name() : path(parent) + "/" + item.name();
    }

    /** All requests so far, as `METHOD /path`. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Replaces the answers to matching requests, given as `METHOD /path`. */
    public void answerWhen(Predicate<String> which, FakeS3Server.CustomResponse answer) {
        rules.add(new DriveResponseRule(which, answer));
    }

    public void removeRules() {
        rules.clear();
    }

    /** An error in Google's format. */
    public static FakeS3Server.CustomResponse error(int status, String reason, String message) {
        return exchange -> FakeS3Server.reply(
                exchange,
                status,
                "application/json; charset=UTF-8",
                "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\",\"errors\":[{\"message\":\""
                        + message + "\",\"domain\":\"usageLimits\",\"reason\":\"" + reason + "\"}]}}");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            requests.add(asked);
            byte[] body = exchange.getRequestBody().readAllBytes();
            for (DriveResponseRule rule : rules) {
                if (rule.which().test(asked)) {
                    rule.answer().to(exchange);
                    return;
                }
            }
            if (asked.equals("POST /token")) {
                tokens.answer(exchange, form(new String(body, UTF_8)));
            } else if (!tokens.isValid(exchange.getRequestHeaders().getFirst("Authorization"))) {
                error(401, "authError", "Invalid Credentials").to(exchange);
            } else {
                answer(exchange, asked, body);
            }
        } catch (RuntimeException | Error e) {
            error(500, "backendError", e.toString().replace('"', '\'')).to(exchange);
        }
    }

    private void answer(HttpExchange exchange, String asked, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = form(String.valueOf(exchange.getRequestURI().getRawQuery()));
        String id = path.replaceFirst("^(?:" + UPLOADS + "|" + FILES + ")/?", "");
        if (path.startsWith(UPLOADS)) {
            upload(exchange, id, query, body);
        } else if (asked.equals("GET " + FILES)) {
            list(exchange, query);
        } else if (asked.equals("POST " + FILES)) {
            reply(exchange, stored(null, meta(body), null));
        } else if (id.endsWith("/copy")) {
            copy(exchange, id.replace("/copy", ""), body);
        } else if (!items.containsKey(known(id))) {
            error(404, "notFound", "File not found: " + id + ".").to(exchange);
        } else if (asked.startsWith("PATCH ")) {
            reply(exchange, stored(id, meta(body), null));
        } else if (asked.startsWith("DELETE ")) {
            items.remove(id);
            exchange.sendResponseHeaders(204, -1);
        } else if (query.containsKey("alt") && query.get("alt").equals("media")) {
            download(exchange, items.get(id).bytes().getBytes(ISO_8859_1));
        } else {
            reply(exchange, items.get(known(id)));
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private static String known(String id) {
        return id.equals("root") ? ROOT : id;
    }

    private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        Matcher parent = PARENT.matcher(query.get("q"));
        while (parent.find()) {
            if (!items.containsKey(known(parent.group(1)))) {
                // Google's own message lacks the id too.
                error(404, "notFound", "File not found: .").to(exchange);
                return;
            }
        }
        List<FakeDriveItem> found = items.values().stream()
                .filter(DriveSearchQuery.of(query.get("q")))
                .toList();
        int from = Integer.parseInt(query.getOrDefault("pageToken", "0"));
        int to = Math.min(found.size(), from + Integer.parseInt(query.getOrDefault("pageSize", "100")));
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            if (to < found.size()) {
                json.writeStringField("nextPageToken", String.valueOf(to));
            }
            json.writeArrayFieldStart("files");
            for (FakeDriveItem item : found.subList(from, to)) {
                item.write(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        FakeS3Server.reply(exchange, 200, "application/json; charset=UTF-8", text.toString());
    }

    private void upload(HttpExchange exchange, String id, Map<String, String> query, byte[] body) throws IOException {
        String session = query.get("upload_id");
        if (session != null) {
            takePart(exchange, sessions.get(session), body);
        } else if (query.get("uploadType").equals("resumable")) {
            String name = "upload-" + ids.incrementAndGet();
            sessions.put(name, new ResumableUpload(id.isEmpty() ? null : id, meta(body), new ByteArrayOutputStream()));
            exchange.getResponseHeaders()
                    .set("Location", "https://www.googleapis.com" + UPLOADS + "?upload_id=" + name);
            exchange.sendResponseHeaders(200, -1);
        } else {
            String text = new String(body, ISO_8859_1);
            String boundary = text.substring(0, text.indexOf("\r\n"));
            int meta = text.indexOf("\r\n\r\n") + 4;
            int next = text.indexOf("\r\n" + boundary, meta);
            int bytes = text.indexOf("\r\n\r\n", next) + 4;
            int end = text.lastIndexOf("\r\n" + boundary);
            reply(
                    exchange,
                    stored(
                            id.isEmpty() ? null : id,
                            meta(Arrays.copyOfRange(body, meta, next)),
                            text.substring(bytes, end)));
        }
    }

    private void takePart(HttpExchange exchange, ResumableUpload session, byte[] body) throws IOException {
        session.bytes().writeBytes(body);
        String range = exchange.getRequestHeaders().getFirst("Content-Range");
        if (session.bytes().size() == Integer.parseInt(range.replaceFirst(".*/", ""))) {
            reply(
                    exchange,
                    stored(session.id(), session.meta(), latin(session.bytes().toByteArray())));
        } else {
            exchange.getResponseHeaders()
                    .set("Range", "bytes=0-" + (session.bytes().size() - 1));
            exchange.sendResponseHeaders(308, -1);
        }
    }

    private void copy(HttpExchange exchange, String id, byte[] body) throws IOException {
        Map<String, String> meta = meta(body);
        meta.putIfAbsent("name", items.get(id).name());
        reply(exchange, stored(null, meta, items.get(id).bytes()));
    }

    /** Creates or changes an item; keeps values that are not given. */
    private FakeDriveItem stored(String id, Map<String, String> meta, String bytes) {
        FakeDriveItem before = id == null
                ? new FakeDriveItem(
                        "id-" + ids.incrementAndGet(),
                        "",
                        ROOT,
                        FakeDriveItem.FILE,
                        null,
                        Instant.now().toString(),
                        false,
                        null)
                : items.get(id);
        FakeDriveItem item = new FakeDriveItem(
                before.id(),
                meta.getOrDefault("name", before.name()),
                meta.getOrDefault("parents", before.parent()),
                meta.getOrDefault("mimeType", before.type()),
                bytes == null ? before.bytes() : bytes,
                meta.getOrDefault("modifiedTime", before.modified()),
                Boolean.parseBoolean(meta.getOrDefault("trashed", String.valueOf(before.trashed()))),
                before.target());
        items.put(item.id(), item);
        return item;
    }

    private static void reply(HttpExchange exchange, FakeDriveItem item) throws IOException {
        FakeS3Server.reply(exchange, 200, "application/json; charset=UTF-8", item.json());
    }

    private static void download(HttpExchange exchange, byte[] bytes) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceFirst("bytes=(\\d+)-.*", "$1"));
        String last = range == null ? "" : range.replaceFirst(".*-", "");
        int to = last.isEmpty() ? bytes.length : Math.min(bytes.length, Integer.parseInt(last) + 1);
        if (range != null) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, to == from ? -1 : to - from);
        exchange.getResponseBody().write(bytes, from, to - from);
    }

    /** The strings of a JSON object, and the first string of each list. */
    private static Map<String, String> meta(byte[] body) throws IOException {
        Map<String, String> meta = new TreeMap<>();
        try (JsonParser json = new JsonFactory().createParser(body)) {
            while (json.nextToken() != null) {
                if (json.currentToken().isScalarValue()
                        && json.currentToken() != JsonToken.VALUE_NULL
                        && key(json) != null) {
                    meta.putIfAbsent(key(json), json.getText());
                }
            }
        }
        return meta;
    }

    private static String key(JsonParser json) {
        var context = json.getParsingContext();
        return context.inArray() ? context.getParent().getCurrentName() : context.getCurrentName();
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : text.split("&", -1)) {
            String[] words = pair.split("=", 2);
            form.put(words[0], words.length < 2 ? "" : URLDecoder.decode(words[1], UTF_8));
        }
        return form;
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}
