package replaystorage.support.b2;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls about the account and its keys. */
final class AccountCalls {
    /** A tenth of the real one: tests need not send so much to see parts. */
    private static final long RECOMMENDED_PART = 10_000_000;

    private static final int KEYS_IN_A_PAGE = 100;

    private final B2Account account;
    private final Tokens tokens;
    private final String url;

    AccountCalls(B2Account account, Tokens tokens, String url) {
        this.account = account;
        this.tokens = tokens;
        this.url = url;
    }

    /** Signs in, and tells in the form of the API's version what the key may do. */
    Map<String, Object> authorize(B2Request request) {
        B2Key key = signedIn(request.header("Authorization"));
        int version = request.version();
        if (version < key.oldestApi()) {
            throw B2Error.badRequest("This request is not currently supported on API version number " + version);
        }
        Map<String, Object> storage = Json.of(
                "absoluteMinimumPartSize", LargeFileCalls.MINIMUM_PART,
                "apiUrl", url,
                "downloadUrl", url,
                "infoType", "storageApi",
                "recommendedPartSize", RECOMMENDED_PART,
                "s3ApiUrl", url);
        Map<String, Object> answer = Json.of("accountId", B2Account.ID, "authorizationToken", tokens.issue("4", key));
        if (version >= 3) {
            storage.putAll(version == 3 ? oneBucket(key) : Map.of("allowed", allowed(key)));
            answer.put("apiInfo", Json.of("storageApi", storage));
            answer.put("applicationKeyExpirationTimestamp", null);
        } else {
            answer.putAll(storage);
            answer.put("minimumPartSize", RECOMMENDED_PART);
            answer.put("allowed", oneBucket(key));
        }
        return answer;
    }

    private B2Key signedIn(String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            throw B2Error.unauthorized();
        }
        byte[] decoded = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
        String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        return account.key(pair[0])
                .filter(key -> pair.length == 2 && key.secret().equals(pair[1]))
                .orElseThrow(B2Error::unauthorized);
    }

    private Map<String, Object> oneBucket(B2Key key) {
        Optional<B2Bucket> bucket = key.buckets().stream().findFirst().map(account::bucket);
        return Json.of(
                "bucketId", bucket.map(B2Bucket::id).orElse(null),
                "bucketName", bucket.map(B2Bucket::name).orElse(null),
                "capabilities", key.capabilities(),
                "namePrefix", prefix(key));
    }

    private Map<String, Object> allowed(B2Key key) {
        List<Map<String, Object>> buckets = key.buckets().stream()
                .map(id -> Json.of("id", id, "name", account.bucket(id).name()))
                .toList();
        return Json.of(
                "buckets", buckets.isEmpty() ? null : buckets,
                "capabilities", key.capabilities(),
                "namePrefix", prefix(key));
    }

    private static String prefix(B2Key key) {
        return key.prefix().isEmpty() ? null : key.prefix();
    }

    Map<String, Object> createKey(B2Request request, B2Key key) {
        key.require("writeKeys");
        List<String> buckets = request.version() < 4
                ? Optional.ofNullable(request.text("bucketId", null)).stream().toList()
                : request.texts("bucketIds");
        buckets.forEach(account::bucket);
        B2Key made = new B2Key(
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

    Map<String, Object> listKeys(B2Request request, B2Key key) {
        key.require("listKeys");
        int most = request.number("maxKeyCount", KEYS_IN_A_PAGE);
        List<B2Key> from = account.keys().stream()
                .filter(other -> other.id().compareTo(request.text("startApplicationKeyId", "")) >= 0)
                .toList();
        return Json.of(
                "keys",
                from.stream().limit(most).map(AccountCalls::json).toList(),
                "nextApplicationKeyId",
                from.size() > most ? from.get(most).id() : null);
    }

    Map<String, Object> deleteKey(B2Request request, B2Key key) {
        key.require("deleteKeys");
        B2Key other = account.key(request.text("applicationKeyId"))
                .orElseThrow(() -> B2Error.badRequest("application key does not exist"));
        account.remove(other);
        return json(other);
    }

    private static Map<String, Object> json(B2Key key) {
        return Json.of(
                "accountId", B2Account.ID,
                "applicationKeyId", key.id(),
                "bucketIds", key.buckets().isEmpty() ? null : key.buckets(),
                "capabilities", key.capabilities(),
                "expirationTimestamp", null,
                "keyName", key.name(),
                "namePrefix", prefix(key),
                "options", List.of("s3"));
    }
}
