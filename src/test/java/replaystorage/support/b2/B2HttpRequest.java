package replaystorage.support.b2;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP request to the B2 API.
 *
 * @param call name of the call, or the path if it is none
 * @param path rest of the path
 * @param body JSON body, or empty
 */
record B2HttpRequest(
        HttpExchange exchange,
        String call,
        int version,
        List<String> path,
        Map<String, String> query,
        Map<String, Object> body) {
    private static final String INFO = "x-bz-info-";

    static B2HttpRequest of(HttpExchange exchange) throws IOException {
        String raw = exchange.getRequestURI().getRawPath();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        if (raw.startsWith("/file/")) {
            String[] words = raw.split("/", 4);
            List<String> path =
                    List.of(B2NameEncoding.decoded(words[2]), words.length < 4 ? "" : B2NameEncoding.decoded(words[3]));
            return new B2HttpRequest(exchange, "b2_download_file_by_name", 0, path, query, Map.of());
        }
        String[] words = raw.split("/");
        if (words.length < 4 || !words[1].equals("b2api") || !words[2].matches("v[1-4]")) {
            return new B2HttpRequest(exchange, raw, 0, List.of(), query, Map.of());
        }
        String call = words[3];
        boolean json = exchange.getRequestMethod().equals("POST") && !call.startsWith("b2_upload_");
        byte[] body = json ? exchange.getRequestBody().readAllBytes() : new byte[0];
        return new B2HttpRequest(
                exchange,
                call,
                words[2].charAt(1) - '0',
                List.of(words).subList(4, words.length),
                query,
                body.length == 0 ? Map.of() : SimpleJson.object(body));
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] words = pair.split("=", 2);
            query.put(words[0], words.length < 2 ? "" : B2NameEncoding.decoded(words[1]));
        }
        return query;
    }

    /** For counting, and for rules of a test. */
    B2ApiCall toApiCall() {
        String header = header("X-Bz-File-Name");
        String named = header == null ? text("fileName", "") : B2NameEncoding.decoded(header);
        return new B2ApiCall(call, version, call.equals("b2_download_file_by_name") ? path.get(1) : named);
    }

    boolean isUpload() {
        return call.equals("b2_upload_file") || call.equals("b2_upload_part");
    }

    boolean isHead() {
        return exchange.getRequestMethod().equals("HEAD");
    }

    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** The Authorization header, or the parameter of a download URL. */
    String token() {
        String header = header("Authorization");
        return header == null ? query.get("Authorization") : header;
    }

    /** The custom file information of an upload. */
    Map<String, String> info() {
        Map<String, String> info = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(INFO)) {
                info.put(lower.substring(INFO.length()), B2NameEncoding.decoded(values.get(0)));
            }
        });
        return info;
    }

    /** A required field of the body, or of a GET's query. */
    String text(String field) {
        String text = text(field, query.get(field));
        if (text == null) {
            throw B2ErrorResponse.badRequest("required field " + field + " is missing");
        }
        return text;
    }

    String text(String field, String otherwise) {
        return body.get(field) instanceof String text ? text : otherwise;
    }

    int number(String field, int otherwise) {
        return body.get(field) instanceof Number number ? number.intValue() : otherwise;
    }

    /** Reads the rest of the request first, otherwise a client that still sends gets a broken connection. */
    void answer(int status, Map<String, Object> json) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        byte[] bytes = SimpleJson.bytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json;charset=utf-8");
        exchange.sendResponseHeaders(status, isHead() ? -1 : bytes.length);
        if (!isHead()) {
            exchange.getResponseBody().write(bytes);
        }
    }

    List<String> texts(String field) {
        return body.get(field) instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }

    Map<String, String> map(String field) {
        Map<String, String> map = new LinkedHashMap<>();
        if (body.get(field) instanceof Map<?, ?> given) {
            given.forEach((name, value) -> map.put((String) name, (String) value));
        }
        return map;
    }
}
