package replaystorage.rclone;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An OAuth token as rclone keeps it under {@code token}: it refreshes the one in the file by itself. */
final class Token {
    static final String KEY = "token";

    private static final Pattern EXPIRY = Pattern.compile("\"expiry\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern REFRESH = Pattern.compile("\"refresh_token\"\\s*:\\s*\"([^\"]+)\"");

    private Token() {}

    /** Whether the file's token stays: an older one must not replace what rclone has refreshed. One of another login is no older one. */
    static boolean keeps(String key, String inFile, String ours) {
        if (!key.equals(KEY) || inFile == null) {
            return false;
        }
        Optional<String> login = refresh(ours);
        if (login.isPresent() && !login.equals(refresh(inFile))) {
            return false;
        }
        Optional<Instant> its = expiry(inFile);
        return its.isPresent() && !its.get().isBefore(expiry(ours).orElse(Instant.MIN));
    }

    private static Optional<String> refresh(String token) {
        Matcher refresh = REFRESH.matcher(token);
        return refresh.find() ? Optional.of(refresh.group(1)) : Optional.empty();
    }

    private static Optional<Instant> expiry(String token) {
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
