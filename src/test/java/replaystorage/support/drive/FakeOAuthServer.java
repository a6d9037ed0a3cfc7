package replaystorage.support.drive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import replaystorage.support.FakeS3Server;

/** Issues access tokens for a refresh token, or for a signed request of a service account. */
public final class FakeOAuthServer {
    public static final String REFRESH = "1//refresh-of-this-test";

    private final Set<String> valid = ConcurrentHashMap.newKeySet();
    private final AtomicInteger issuedTokens = new AtomicInteger();
    private final KeyPair keys;
    private Duration lifetime = Duration.ofHours(1);

    FakeOAuthServer() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The output of `rclone authorize`; the token may have expired since. */
    public String token(Instant expiry) {
        return "{\"access_token\":\"" + next() + "\",\"token_type\":\"Bearer\",\"refresh_token\":\"" + REFRESH
                + "\",\"expiry\":\"" + expiry + "\"}";
    }

    /** A service account's JSON key with several lines, as Google provides it. */
    public String serviceAccount() {
        String key = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded());
        return "{\n  \"type\": \"service_account\",\n  \"client_email\": \"pod@test.iam.gserviceaccount.com\",\n"
                + "  \"private_key_id\": \"1\",\n  \"token_uri\": \"https://oauth2.googleapis.com/token\",\n"
                + "  \"private_key\": \"-----BEGIN PRIVATE KEY-----\\n" + key.replace("\n", "\\n")
                + "\\n-----END PRIVATE KEY-----\\n\"\n}\n";
    }

    private String next() {
        String token = "ya29.access-" + issuedTokens.incrementAndGet();
        valid.add(token);
        return token;
    }

    /** Lifetime of later tokens; rclone renews one ten seconds before its end. */
    public void setLifetime(Duration time) {
        lifetime = time;
    }

    /** Invalidates all issued tokens. */
    public void expire() {
        valid.clear();
    }

    public int issuedTokens() {
        return issuedTokens.get();
    }

    boolean isValid(String header) {
        return header != null && valid.contains(header.replaceFirst("^Bearer ", ""));
    }

    void answer(HttpExchange exchange, Map<String, String> form) throws IOException {
        boolean known = form.containsKey("assertion")
                ? isSigned(form.get("assertion"))
                : REFRESH.equals(form.get("refresh_token"));
        FakeS3Server.reply(
                exchange,
                known ? 200 : 400,
                "application/json; charset=utf-8",
                known
                        ? "{\"access_token\":\"" + next() + "\",\"expires_in\":" + lifetime.toSeconds()
                                + ",\"token_type\":\"Bearer\"}"
                        : "{\"error\":\"invalid_grant\",\"error_description\":\""
                                + (form.containsKey("assertion") ? "Invalid JWT Signature." : "Bad Request") + "\"}");
    }

    private boolean isSigned(String assertion) {
        try {
            int dot = assertion.lastIndexOf('.');
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update(assertion.substring(0, dot).getBytes(UTF_8));
            return signature.verify(Base64.getUrlDecoder().decode(assertion.substring(dot + 1)));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
