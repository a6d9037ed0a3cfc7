package replaystorage.rclone.conf;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An OAuth token as rclone keeps it under {@code token}: it refreshes the one in the file by itself. */
final class OAuthToken {
    static final String KEY = "token";

    private static final Pattern EXPIRY = Pattern.compile("\"expiry\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern REFRESH = Pattern.compile("\"refresh_token\"\\s*:\\s*\"([^\"]+)\"");

    private OAuthToken() {}

    /** Whether the file's token stays: an older one must not replace what rclone has refreshed. One of another login is no older one. */
    static boolean keepsFileToken(String key, String inFile, String ours) {
        if (!key.equals(KEY) || inFile == null) {
            return false;
        }
        Optional<String> login = refreshToken(ours);
        if (login.isPresent() && !login.equals(refreshToken(inFile))) {
            return false;
        }
        Optional<Instant> its = expiryTime(inFile);
        return its.isPresent() && !its.get().isBefore(expiryTime(ours).orElse(Instant.MIN));
    }

    private static Optional<String> refreshToken(String token) {
        Matcher refresh = REFRESH.matcher(token);
        return refresh.find() ? Optional.of(refresh.group(1)) : Optional.empty();
    }

    private static Optional<Instant> expiryTime(String token) {
        Matcher expiry = EXPIRY.matcher(token);
        try {
            return expiry.find()
                    ? Optional.of(OffsetDateTime.parse(expiry.group(1)).toInstant())
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
