package replaystorage.support.b2;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Downloads by name or id, of all bytes or a range. */
final class B2DownloadCalls {
    private final FakeB2Account account;
    private final B2AuthTokens tokens;

    B2DownloadCalls(FakeB2Account account, B2AuthTokens tokens) {
        this.account = account;
        this.tokens = tokens;
    }

    void byName(B2HttpRequest request) throws IOException {
        String bucketName = request.path().get(0);
        String name = request.path().get(1);
        B2ApplicationKey key = tokens.key(request.token());
        FakeB2Bucket bucket = account.named(bucketName)
                .orElseThrow(() -> B2ErrorResponse.of(404, "not_found", "Bucket does not exist: " + bucketName));
        key.require("readFiles", bucket.id(), name);
        send(request, bucket.current(name).orElseThrow(() -> B2ErrorResponse.notFound("File with such name")));
    }

    void byId(B2HttpRequest request) throws IOException {
        B2ApplicationKey key = tokens.key(request.token());
        B2FileVersion file = account.file(request.text("fileId"))
                .filter(B2FileVersion::isUpload)
                .orElseThrow(() -> B2ErrorResponse.notFound("File with such id"));
        key.require("readFiles", file.bucket().id(), file.name());
        send(request, file);
    }

    private static void send(B2HttpRequest request, B2FileVersion file) throws IOException {
        HttpExchange exchange = request.exchange();
        StoredContent content = file.content();
        String asked = request.header("Range");
        int status = 200;
        Headers headers = exchange.getResponseHeaders();
        if (asked != null) {
            ByteRange range = ByteRange.of(asked, content.length());
            headers.set("Content-Range", "bytes " + range.from() + "-" + range.to() + "/" + content.length());
            content = range.of(content);
            status = 206;
        }
        describe(headers, file);
        if (request.isHead() || content.length() == 0) {
            headers.set("Content-Length", String.valueOf(content.length()));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, content.length());
            content.writeTo(exchange.getResponseBody());
        }
    }

    private static void describe(Headers headers, B2FileVersion file) {
        headers.set("Accept-Ranges", "bytes");
        headers.set("Content-Type", file.type());
        headers.set("X-Bz-File-Id", file.id());
        headers.set("X-Bz-File-Name", B2NameEncoding.encoded(file.name()));
        headers.set("X-Bz-Content-Sha1", file.sha1());
        headers.set("X-Bz-Upload-Timestamp", String.valueOf(file.time().toEpochMilli()));
        file.info().forEach((name, value) -> headers.set("X-Bz-Info-" + name, B2NameEncoding.encoded(value)));
    }
}
