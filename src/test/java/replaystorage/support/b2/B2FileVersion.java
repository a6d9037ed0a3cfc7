package replaystorage.support.b2;

import java.time.Instant;
import java.util.Map;

/**
 * A version of a file, a hide marker, or an unfinished large file.
 *
 * @param action upload, hide or start
 * @param sha1 as B2 shows it: `none` for a large file, `unverified:...` if the client sent none
 */
record B2FileVersion(
        String id,
        FakeB2Bucket bucket,
        String name,
        String action,
        StoredContent content,
        String sha1,
        String type,
        Map<String, String> info,
        Instant time) {

    private static final Map<String, Object> NO_RETENTION = SimpleJson.of("mode", null, "retainUntilTimestamp", null);

    boolean isUpload() {
        return action.equals("upload");
    }

    Map<String, Object> json() {
        return SimpleJson.of(
                "accountId",
                FakeB2Account.ID,
                "action",
                action,
                "bucketId",
                bucket.id(),
                "contentLength",
                content.length(),
                "contentMd5",
                null,
                "contentSha1",
                sha1,
                "contentType",
                type,
                "fileId",
                id,
                "fileInfo",
                info,
                "fileName",
                name,
                "fileRetention",
                SimpleJson.of("isClientAuthorizedToRead", true, "value", NO_RETENTION),
                "legalHold",
                SimpleJson.of("isClientAuthorizedToRead", true, "value", null),
                "serverSideEncryption",
                SimpleJson.of("algorithm", null, "mode", null),
                "size",
                content.length(),
                "uploadTimestamp",
                time.toEpochMilli());
    }

    static Map<String, Object> folder(String name) {
        return SimpleJson.of(
                "action",
                "folder",
                "contentLength",
                0,
                "contentSha1",
                null,
                "contentType",
                null,
                "fileId",
                null,
                "fileInfo",
                Map.of(),
                "fileName",
                name,
                "size",
                0,
                "uploadTimestamp",
                0);
    }
}
