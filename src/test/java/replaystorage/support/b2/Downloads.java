package replaystorage.support.b2;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** The bytes of files, by name or by id, all or a range. */
final class Downloads {
    private final B2Account account;
    private final Tokens tokens;

    Downloads(B2Account account, Tokens tokens) {
        this.account = account;
        this.tokens = tokens;
    }

    void byName(B2Request request) throws IOException {
        String bucketName = request.path().get(0);
        String name = request.path().get(1);
        B2Key key = tokens.key(request.token());
        B2Bucket bucket = account.named(bucketName)
                .orElseThrow(() -> B2Error.of(404, "not_found", "Bucket does not exist: " + bucketName));
        key.require("readFiles", bucket.id(), name);
        send(request, bucket.current(name).orElseThrow(() -> B2Error.notFound("File with such name")));
    }

    void byId(B2Request request) throws IOException {
        B2Key key = tokens.key(request.token());
        FileVersion file = account.file(request.text("fileId"))
                .filter(FileVersion::isUpload)
                .orElseThrow(() -> B2Error.notFound("File with such id"));
        key.require("readFiles", file.bucket().id(), file.name());
        send(request, file);
    }

    private static void send(B2Request request, FileVersion file) throws IOException {
        HttpExchange exchange = request.exchange();
        Content content = file.content();
        String asked = request.header("Range");
        int status = 200;
        Headers headers = exchange.getResponseHeaders();
        if (asked != null) {
            Range range = Range.of(asked, content.length());
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

    private static void describe(Headers headers, FileVersion file) {
        headers.set("Accept-Ranges", "bytes");
        headers.set("Content-Type", file.type());
        headers.set("X-Bz-File-Id", file.id());
        headers.set("X-Bz-File-Name", Names.encoded(file.name()));
        headers.set("X-Bz-Content-Sha1", file.sha1());
        headers.set("X-Bz-Upload-Timestamp", String.valueOf(file.time().toEpochMilli()));
        file.info().forEach((name, value) -> headers.set("X-Bz-Info-" + name, Names.encoded(value)));
    }
}
