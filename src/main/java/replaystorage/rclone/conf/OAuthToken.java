package replaystorage.rclone.conf;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An OAuth token as rclone keeps it under {@code token}: it refreshes the one in the file by itself. */
final class OAuthToken {
    private OAuthToken() {}

    /** Whether the file's token stays: one of the same login that expires no earlier than ours. */
    static boolean keepsFileToken(String key, String inFile, String ours) {
        if (!key.equals("token") || inFile == null) {
            return false;
        }
        Optional<String> login = field(ours, "refresh_token");
        if (login.isPresent() && !login.equals(field(inFile, "refresh_token"))) {
            return false;
        }
        Optional<Instant> expiry = expiry(inFile);
        return expiry.isPresent() && !expiry.get().isBefore(expiry(ours).orElse(Instant.MIN));
    }

    private static Optional<Instant> expiry(String token) {
        try {
            return field(token, "expiry").map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> field(String token, String name) {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(token);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
