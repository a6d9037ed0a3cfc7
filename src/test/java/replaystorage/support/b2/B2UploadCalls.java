package replaystorage.support.b2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Upload URLs and uploads. A URL serves one upload at a time, and is invalid after a failure. */
final class B2UploadCalls {
    private static final String AT_END = "hex_digits_at_end";
    private static final String UNVERIFIED = "do_not_verify";
    private static final int DIGITS = 40;

    private final FakeB2Account account;
    private final B2AuthTokens tokens;
    private final B2LargeFileCalls largeFiles;
    private final String url;
    private final Map<String, AtomicBoolean> busy = new ConcurrentHashMap<>();

    B2UploadCalls(FakeB2Account account, B2AuthTokens tokens, B2LargeFileCalls largeFiles, String url) {
        this.account = account;
        this.tokens = tokens;
        this.largeFiles = largeFiles;
        this.url = url;
    }

    Map<String, Object> url(B2HttpRequest request, B2ApplicationKey key) {
        FakeB2Bucket bucket = account.bucket(request.text("bucketId"));
        key.require("writeFiles", bucket.id(), key.prefix());
        Map<String, Object> answer = address("b2_upload_file", bucket.id(), key);
        answer.put("bucketId", bucket.id());
        return answer;
    }

    Map<String, Object> partUrl(B2HttpRequest request, B2ApplicationKey key) {
        B2FileVersion file = largeFiles.started(request.text("fileId"), key);
        Map<String, Object> answer = address("b2_upload_part", file.id(), key);
        answer.put("fileId", file.id());
        return answer;
    }

    private Map<String, Object> address(String call, String id, B2ApplicationKey key) {
        String slot = account.id(24);
        busy.put(slot, new AtomicBoolean());
        return SimpleJson.of(
                "authorizationToken",
                tokens.issue("5", key),
                "uploadUrl",
                url + "/b2api/v4/" + call + "/" + id + "/" + slot);
    }

    /** The client must then ask for another one. */
    void invalidateUrl(B2HttpRequest request) {
        busy.remove(request.path().get(1));
    }

    Map<String, Object> file(B2HttpRequest request) throws IOException {
        return oneAtATime(request, () -> {
            B2ApplicationKey key = tokens.key(request.header("Authorization"));
            FakeB2Bucket bucket = account.bucket(request.path().get(0));
            String name = checked(B2NameEncoding.decoded(header(request, "X-Bz-File-Name")));
            key.require("writeFiles", bucket.id(), name);
            String type = type(header(request, "Content-Type"));
            StoredContent content = verified(request);
            boolean unverified = UNVERIFIED.equals(request.header("X-Bz-Content-Sha1"));
            return account.add(new B2FileVersion(
                            account.id(60),
                            bucket,
                            name,
                            "upload",
                            content,
                            (unverified ? "unverified:" : "") + content.sha1(),
                            type,
                            request.info(),
                            account.now()))
                    .json();
        });
    }

    Map<String, Object> part(B2HttpRequest request) throws IOException {
        return oneAtATime(request, () -> {
            B2ApplicationKey key = tokens.key(request.header("Authorization"));
            B2FileVersion file = largeFiles.started(request.path().get(0), key);
            int number = Integer.parseInt(header(request, "X-Bz-Part-Number"));
            return largeFiles.add(file, number, verified(request));
        });
    }

    private interface UploadHandler {
        Map<String, Object> run() throws IOException;
    }

    private Map<String, Object> oneAtATime(B2HttpRequest request, UploadHandler upload) throws IOException {
        AtomicBoolean slot = busy.get(request.path().get(1));
        if (slot == null) {
            throw B2ErrorResponse.of(503, "service_unavailable", "this pod takes no more uploads by this address");
        }
        if (!slot.compareAndSet(false, true)) {
            throw B2ErrorResponse.of(
                    400,
                    "auth_token_limit",
                    "more than one upload using auth token " + request.header("Authorization"));
        }
        try {
            return upload.run();
        } finally {
            slot.set(false);
        }
    }

    private StoredContent verified(B2HttpRequest request) throws IOException {
        String sha1 = header(request, "X-Bz-Content-Sha1");
        long length = Long.parseLong(header(request, "Content-Length"));
        boolean atEnd = sha1.equals(AT_END);
        InputStream in = request.exchange().getRequestBody();
        StoredContent content = StoredContent.read(in, atEnd ? length - DIGITS : length, account.folder());
        String expected = atEnd ? new String(in.readNBytes(DIGITS), StandardCharsets.US_ASCII) : sha1;
        if (!expected.equals(UNVERIFIED) && !expected.equalsIgnoreCase(content.sha1())) {
            throw B2ErrorResponse.badRequest("Sha1 did not match data received");
        }
        return content;
    }

    private static String header(B2HttpRequest request, String name) {
        return Optional.ofNullable(request.header(name))
                .orElseThrow(() -> B2ErrorResponse.badRequest("Missing header: " + name));
    }

    private static String checked(String name) {
        if (name.isEmpty() || name.startsWith("/") || name.endsWith("/") || name.contains("//")) {
            throw B2ErrorResponse.badRequest("File names must not start or end with '/', nor contain '//'");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > 1024 || name.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw B2ErrorResponse.badRequest(
                    "File names must be no longer than 1024 bytes, without control characters");
        }
        return name;
    }

    static String type(String asked) {
        return asked.equals("b2/x-auto") ? "application/octet-stream" : asked;
    }
}
