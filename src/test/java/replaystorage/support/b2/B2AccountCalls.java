package replaystorage.support.b2;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls about the account and its keys. */
final class B2AccountCalls {
    /** A tenth of the real size, so that tests of parts transfer less. */
    private static final long RECOMMENDED_PART = 10_000_000;

    private static final int KEYS_IN_A_PAGE = 100;

    private final FakeB2Account account;
    private final B2AuthTokens tokens;
    private final String url;

    B2AccountCalls(FakeB2Account account, B2AuthTokens tokens, String url) {
        this.account = account;
        this.tokens = tokens;
        this.url = url;
    }

    /** Signs in; describes the key's permissions in the format of the API version. */
    Map<String, Object> authorize(B2HttpRequest request) {
        B2ApplicationKey key = signedIn(request.header("Authorization"));
        int version = request.version();
        if (version < key.oldestApi()) {
            throw B2ErrorResponse.badRequest(
                    "This request is not currently supported on API version number " + version);
        }
        Map<String, Object> storage = SimpleJson.of(
                "absoluteMinimumPartSize", B2LargeFileCalls.MINIMUM_PART,
                "apiUrl", url,
                "downloadUrl", url,
                "infoType", "storageApi",
                "recommendedPartSize", RECOMMENDED_PART,
                "s3ApiUrl", url);
        Map<String, Object> answer =
                SimpleJson.of("accountId", FakeB2Account.ID, "authorizationToken", tokens.issue("4", key));
        if (version >= 3) {
            storage.putAll(version == 3 ? oneBucket(key) : Map.of("allowed", allowed(key)));
            answer.put("apiInfo", SimpleJson.of("storageApi", storage));
            answer.put("applicationKeyExpirationTimestamp", null);
        } else {
            answer.putAll(storage);
            answer.put("minimumPartSize", RECOMMENDED_PART);
            answer.put("allowed", oneBucket(key));
        }
        return answer;
    }

    private B2ApplicationKey signedIn(String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            throw B2ErrorResponse.unauthorized();
        }
        byte[] decoded = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
        String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        return account.key(pair[0])
                .filter(key -> pair.length == 2 && key.secret().equals(pair[1]))
                .orElseThrow(B2ErrorResponse::unauthorized);
    }

    private Map<String, Object> oneBucket(B2ApplicationKey key) {
        Optional<FakeB2Bucket> bucket = key.buckets().stream().findFirst().map(account::bucket);
        return SimpleJson.of(
                "bucketId", bucket.map(FakeB2Bucket::id).orElse(null),
                "bucketName", bucket.map(FakeB2Bucket::name).orElse(null),
                "capabilities", key.capabilities(),
                "namePrefix", prefix(key));
    }

    private Map<String, Object> allowed(B2ApplicationKey key) {
        List<Map<String, Object>> buckets = key.buckets().stream()
                .map(id -> SimpleJson.of("id", id, "name", account.bucket(id).name()))
                .toList();
        return SimpleJson.of(
                "buckets", buckets.isEmpty() ? null : buckets,
                "capabilities", key.capabilities(),
                "namePrefix", prefix(key));
    }

    private static String prefix(B2ApplicationKey key) {
        return key.prefix().isEmpty() ? null : key.prefix();
    }

    Map<String, Object> createKey(B2HttpRequest request, B2ApplicationKey key) {
        key.require("writeKeys");
        List<String> buckets = request.version() < 4
                ? Optional.ofNullable(request.text("bucketId", null)).stream().toList()
                : request.texts("bucketIds");
        buckets.forEach(account::bucket);
        B2ApplicationKey made = new B2ApplicationKey(
                account.id(25),
                "K001" + account.id(27),
                request.text("keyName"),
                new HashSet<>(request.texts("capabilities")),
                buckets,
                request.text("namePrefix", ""),
                request.version() < 4 || buckets.isEmpty() ? 1 : 4);
        account.add(made);
        Map<String, Object> answer = json(made);
        answer.put("applicationKey", made.secret());
        return answer;
    }

    Map<String, Object> listKeys(B2HttpRequest request, B2ApplicationKey key) {
        key.require("listKeys");
        int most = request.number("maxKeyCount", KEYS_IN_A_PAGE);
        List<B2ApplicationKey> from = account.keys().stream()
                .filter(other -> other.id().compareTo(request.text("startApplicationKeyId", "")) >= 0)
                .toList();
        return SimpleJson.of(
                "keys",
                from.stream().limit(most).map(B2AccountCalls::json).toList(),
                "nextApplicationKeyId",
                from.size() > most ? from.get(most).id() : null);
    }

    Map<String, Object> deleteKey(B2HttpRequest request, B2ApplicationKey key) {
        key.require("deleteKeys");
        B2ApplicationKey other = account.key(request.text("applicationKeyId"))
                .orElseThrow(() -> B2ErrorResponse.badRequest("application key does not exist"));
        account.remove(other);
        return json(other);
    }

    private static Map<String, Object> json(B2ApplicationKey key) {
        return SimpleJson.of(
                "accountId", FakeB2Account.ID,
                "applicationKeyId", key.id(),
                "bucketIds", key.buckets().isEmpty() ? null : key.buckets(),
                "capabilities", key.capabilities(),
                "expirationTimestamp", null,
                "keyName", key.name(),
                "namePrefix", prefix(key),
                "options", List.of("s3"));
    }
}
