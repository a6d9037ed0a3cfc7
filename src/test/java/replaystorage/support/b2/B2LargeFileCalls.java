package replaystorage.support.b2;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The calls about multipart uploads. */
final class B2LargeFileCalls {
    static final int MINIMUM_PART = 5_000_000;
    private static final int PAGE = 100;

    private final FakeB2Account account;
    private final Map<String, NavigableMap<Integer, StoredContent>> parts = new ConcurrentHashMap<>();

    B2LargeFileCalls(FakeB2Account account) {
        this.account = account;
    }

    Map<String, Object> start(B2HttpRequest request, B2ApplicationKey key) {
        FakeB2Bucket bucket = account.bucket(request.text("bucketId"));
        String name = request.text("fileName");
        key.require("writeFiles", bucket.id(), name);
        B2FileVersion started = account.add(new B2FileVersion(
                account.id(60),
                bucket,
                name,
                "start",
                StoredContent.NONE,
                "none",
                B2UploadCalls.type(request.text("contentType")),
                request.map("fileInfo"),
                account.now()));
        parts.put(started.id(), new ConcurrentSkipListMap<>());
        return started.json();
    }

    /** @throws B2ErrorResponse if it is unknown, finished or cancelled */
    B2FileVersion started(String id, B2ApplicationKey key) {
        B2FileVersion file = account.file(id)
                .filter(version -> version.action().equals("start"))
                .orElseThrow(() -> B2ErrorResponse.badRequest("No active upload for: " + id));
        key.require("writeFiles", file.bucket().id(), file.name());
        return file;
    }

    Map<String, Object> add(B2FileVersion file, int number, StoredContent part) {
        if (number < 1 || number > 10_000) {
            throw B2ErrorResponse.badRequest("partNumber must be between 1 and 10000, not " + number);
        }
        parts.get(file.id()).put(number, part);
        return part(file, number, part);
    }

    Map<String, Object> copyPart(B2HttpRequest request, B2ApplicationKey key) throws IOException {
        B2FileVersion source =
                account.file(request.text("sourceFileId")).orElseThrow(() -> B2ErrorResponse.notFound("file"));
        key.require("readFiles", source.bucket().id(), source.name());
        B2FileVersion file = started(request.text("largeFileId"), key);
        ByteRange range =
                ByteRange.of(request.text("range", "bytes=0-"), source.content().length());
        return add(file, request.number("partNumber", 0), range.of(source.content()));
    }

    Map<String, Object> finish(B2HttpRequest request, B2ApplicationKey key) {
        B2FileVersion file = started(request.text("fileId"), key);
        List<StoredContent> all = List.copyOf(parts.get(file.id()).values());
        List<String> hashes = request.texts("partSha1Array");
        if (hashes.size() != all.size() || parts.get(file.id()).lastKey() != all.size()) {
            throw B2ErrorResponse.of(400, "missing_part", "there are " + all.size() + " parts, not " + hashes.size());
        }
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).sha1().equals(hashes.get(i))) {
                throw B2ErrorResponse.of(400, "part_sha1_mismatch", "part " + (i + 1) + " has another SHA-1");
            }
            if (i < all.size() - 1 && all.get(i).length() < MINIMUM_PART) {
                throw B2ErrorResponse.badRequest("part " + (i + 1) + " is smaller than " + MINIMUM_PART + " bytes");
            }
        }
        parts.remove(file.id());
        return account.add(new B2FileVersion(
                        file.id(),
                        file.bucket(),
                        file.name(),
                        "upload",
                        StoredContent.concatenated(all),
                        "none",
                        file.type(),
                        file.info(),
                        file.time()))
                .json();
    }

    Map<String, Object> cancel(B2HttpRequest request, B2ApplicationKey key) {
        B2FileVersion file = started(request.text("fileId"), key);
        account.remove(file);
        parts.remove(file.id());
        return SimpleJson.of(
                "accountId", FakeB2Account.ID,
                "bucketId", file.bucket().id(),
                "fileId", file.id(),
                "fileName", file.name());
    }

    Map<String, Object> listParts(B2HttpRequest request, B2ApplicationKey key) {
        B2FileVersion file = started(request.text("fileId"), key);
        int most = request.number("maxPartCount", PAGE);
        List<Map.Entry<Integer, StoredContent>> from = List.copyOf(parts.get(file.id())
                .tailMap(request.number("startPartNumber", 1))
                .entrySet());
        return SimpleJson.of(
                "parts",
                from.stream()
                        .limit(most)
                        .map(entry -> part(file, entry.getKey(), entry.getValue()))
                        .toList(),
                "nextPartNumber",
                from.size() > most ? from.get(most).getKey() : null);
    }

    private static Map<String, Object> part(B2FileVersion file, int number, StoredContent part) {
        return SimpleJson.of(
                "contentLength", part.length(),
                "contentSha1", part.sha1(),
                "fileId", file.id(),
                "partNumber", number,
                "uploadTimestamp", file.time().toEpochMilli());
    }

    Map<String, Object> listUnfinished(B2HttpRequest request, B2ApplicationKey key) {
        FakeB2Bucket bucket = account.bucket(request.text("bucketId"));
        String prefix = request.text("namePrefix", "");
        key.require("listFiles", bucket.id(), prefix);
        int most = request.number("maxFileCount", PAGE);
        List<B2FileVersion> from = bucket.from(prefix).stream()
                .filter(file -> file.action().equals("start") && file.name().startsWith(prefix))
                .filter(file -> file.id().compareTo(request.text("startFileId", "")) >= 0)
                .sorted(Comparator.comparing(B2FileVersion::id))
                .toList();
        return SimpleJson.of(
                "files",
                from.stream().limit(most).map(B2FileVersion::json).toList(),
                "nextFileId",
                from.size() > most ? from.get(most).id() : null);
    }
}
