package replaystorage.support.b2;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Tokens of accounts, uploads and downloads, each for a key. */
final class B2AuthTokens {
    private final Map<String, IssuedToken> tokens = new ConcurrentHashMap<>();
    private volatile int uses = Integer.MAX_VALUE;

    private record IssuedToken(B2ApplicationKey key, AtomicInteger left) {}

    String issue(String kind, B2ApplicationKey key) {
        String token = kind + "_" + UUID.randomUUID().toString().replace("-", "");
        tokens.put(token, new IssuedToken(key, new AtomicInteger(uses)));
        return token;
    }

    /** @throws B2ErrorResponse 401 for an unknown or expired token */
    B2ApplicationKey key(String token) {
        if (token == null) {
            throw B2ErrorResponse.of(401, "missing_auth_token");
        }
        IssuedToken known = tokens.get(token);
        if (known == null) {
            throw B2ErrorResponse.of(401, "bad_auth_token");
        }
        if (known.left().getAndDecrement() <= 0) {
            known.left().set(0);
            throw B2ErrorResponse.of(401, "expired_auth_token", "Authorization token has expired");
        }
        return known.key();
    }

    /** Limits the number of requests of each new token. */
    void setLifetime(int requests) {
        uses = requests;
    }

    void expire() {
        tokens.values().forEach(token -> token.left().set(0));
    }
}
