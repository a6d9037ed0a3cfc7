package replaystorage.support.b2;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls about buckets. */
final class B2BucketCalls {
    private static final Set<String> SETTINGS = Set.of("bucketType", "bucketInfo", "corsRules", "lifecycleRules");

    private final FakeB2Account account;

    B2BucketCalls(FakeB2Account account) {
        this.account = account;
    }

    /** A key for one bucket must name it; only API version 1 then lists just that bucket. */
    Map<String, Object> list(B2HttpRequest request, B2ApplicationKey key) {
        key.require("listBuckets");
        String id = request.text("bucketId", null);
        String name = request.text("bucketName", null);
        boolean asksForAll = id == null && name == null;
        if (asksForAll && key.isForOneBucket() && request.version() > 1) {
            throw B2ErrorResponse.unauthorized();
        }
        List<FakeB2Bucket> found = account.buckets().stream()
                .filter(bucket -> id == null || bucket.id().equals(id))
                .filter(bucket -> name == null || bucket.name().equals(name))
                .filter(bucket ->
                        !asksForAll || !key.isForOneBucket() || key.buckets().contains(bucket.id()))
                .sorted(Comparator.comparing(FakeB2Bucket::name))
                .toList();
        boolean isTheirs = found.stream().map(FakeB2Bucket::id).allMatch(key.buckets()::contains);
        if (key.isForOneBucket() && (found.isEmpty() || !isTheirs)) {
            throw B2ErrorResponse.unauthorized();
        }
        return SimpleJson.of("buckets", found.stream().map(FakeB2Bucket::json).toList());
    }

    Map<String, Object> create(B2HttpRequest request, B2ApplicationKey key) {
        key.require("writeBuckets");
        if (key.isForOneBucket()) {
            throw B2ErrorResponse.unauthorized();
        }
        String name = request.text("bucketName");
        if (!name.matches("[A-Za-z0-9-]{6,63}") || name.startsWith("b2-")) {
            throw B2ErrorResponse.badRequest("invalid bucketName: " + name);
        }
        return account.create(name, settings(request)).json();
    }

    Map<String, Object> update(B2HttpRequest request, B2ApplicationKey key) {
        FakeB2Bucket bucket = account.bucket(request.text("bucketId"));
        key.require("writeBuckets", bucket.id(), key.prefix());
        bucket.update(settings(request));
        return bucket.json();
    }

    private static Map<String, Object> settings(B2HttpRequest request) {
        Map<String, Object> settings = new HashMap<>(request.body());
        settings.keySet().retainAll(SETTINGS);
        settings.values().removeIf(value -> value == null);
        return settings;
    }

    Map<String, Object> delete(B2HttpRequest request, B2ApplicationKey key) {
        FakeB2Bucket bucket = account.bucket(request.text("bucketId"));
        key.require("deleteBuckets", bucket.id(), key.prefix());
        if (!bucket.isEmpty()) {
            throw B2ErrorResponse.of(400, "cannot_delete_non_empty_bucket", "Cannot delete non-empty bucket");
        }
        account.remove(bucket);
        return bucket.json();
    }
}
