package replaystorage.support.b2;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls about one file without content. */
final class B2FileCalls {
    private final FakeB2Account account;
    private final B2AuthTokens tokens;

    B2FileCalls(FakeB2Account account, B2AuthTokens tokens) {
        this.account = account;
        this.tokens = tokens;
    }

    Map<String, Object> info(B2HttpRequest request, B2ApplicationKey key) {
        B2FileVersion file = account.file(request.text("fileId")).orElseThrow(() -> B2ErrorResponse.notFound("file"));
        key.require("readFiles", file.bucket().id(), file.name());
        return file.json();
    }

    Map<String, Object> hide(B2HttpRequest request, B2ApplicationKey key) {
        FakeB2Bucket bucket = account.bucket(request.text("bucketId"));
        String name = request.text("fileName");
        key.require("writeFiles", bucket.id(), name);
        B2FileVersion newest = bucket.from(name).stream()
                .filter(version ->
                        version.name().equals(name) && !version.action().equals("start"))
                .findFirst()
                .orElseThrow(() -> B2ErrorResponse.of(400, "no_such_file", "File not present: " + name));
        if (newest.action().equals("hide")) {
            throw B2ErrorResponse.of(400, "already_hidden", "File already hidden: " + name);
        }
        return account.add(new B2FileVersion(
                        account.id(60),
                        bucket,
                        name,
                        "hide",
                        StoredContent.NONE,
                        null,
                        "application/x-bz-hide-marker",
                        Map.of(),
                        account.now()))
                .json();
    }

    Map<String, Object> deleteVersion(B2HttpRequest request, B2ApplicationKey key) {
        B2FileVersion file = account.file(request.text("fileId"))
                .filter(version -> version.name().equals(request.text("fileName")))
                .orElseThrow(() ->
                        B2ErrorResponse.of(400, "file_not_present", "File not present: " + request.text("fileName")));
        key.require("deleteFiles", file.bucket().id(), file.name());
        account.remove(file);
        return SimpleJson.of("fileId", file.id(), "fileName", file.name());
    }

    /** Copies within the server, also between buckets of the account. */
    Map<String, Object> copy(B2HttpRequest request, B2ApplicationKey key) throws IOException {
        B2FileVersion source =
                account.file(request.text("sourceFileId")).orElseThrow(() -> B2ErrorResponse.notFound("file"));
        FakeB2Bucket bucket = account.bucket(
                request.text("destinationBucketId", source.bucket().id()));
        String name = request.text("fileName");
        key.require("readFiles", source.bucket().id(), source.name());
        key.require("writeFiles", bucket.id(), name);
        boolean replaces = request.text("metadataDirective", "COPY").equals("REPLACE");
        if (!replaces && request.body().get("fileInfo") != null) {
            throw B2ErrorResponse.badRequest("fileInfo must not be given with the metadataDirective COPY");
        }
        String range = request.text("range", null);
        StoredContent content = range == null
                ? source.content()
                : ByteRange.of(range, source.content().length()).of(source.content());
        return account.add(new B2FileVersion(
                        account.id(60),
                        bucket,
                        name,
                        "upload",
                        content,
                        range == null ? source.sha1() : content.sha1(),
                        replaces ? B2UploadCalls.type(request.text("contentType")) : source.type(),
                        replaces ? request.map("fileInfo") : source.info(),
                        account.now()))
                .json();
    }

    Map<String, Object> downloadAuthorization(B2HttpRequest request, B2ApplicationKey key) {
        FakeB2Bucket bucket = account.bucket(request.text("bucketId"));
        String prefix = request.text("fileNamePrefix");
        key.require("shareFiles", bucket.id(), prefix);
        B2ApplicationKey reader =
                new B2ApplicationKey(key.id(), "", "", Set.of("readFiles"), List.of(bucket.id()), prefix, 1);
        return SimpleJson.of(
                "authorizationToken", tokens.issue("3", reader), "bucketId", bucket.id(), "fileNamePrefix", prefix);
    }
}
