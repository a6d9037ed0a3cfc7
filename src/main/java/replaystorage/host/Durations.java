package replaystorage.host;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them: seconds, or 90s, 10m, 1h. Ignores surrounding blanks, as in a file with Windows line ends. */
public final class Durations {
    public static final String FORMAT_HINT = "write seconds, or 90s, 10m, 1h";

    /** Longer numbers are not meant as seconds. */
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(s|m|h)?");

    private Durations() {}

    /** Such as `10m` or `1m30s`. */
    public static String format(Duration duration) {
        String text = (duration.toHours() > 0 ? duration.toHours() + "h" : "")
                + (duration.toMinutesPart() > 0 ? duration.toMinutesPart() + "m" : "")
                + (duration.toSecondsPart() > 0 ? duration.toSecondsPart() + "s" : "");
        return text.isEmpty() ? "0s" : text;
    }

    public static Optional<Duration> parse(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        return Optional.of(
                switch (unit) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofSeconds(number);
                });
    }
}
