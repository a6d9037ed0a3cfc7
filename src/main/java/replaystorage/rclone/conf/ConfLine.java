package replaystorage.rclone.conf;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of rclone.conf.
 *
 * @param raw its bytes with its end, each as one character
 * @param section the section that it opens, or null
 * @param key the key that it sets, or null
 * @param plain false where rclone reads something else in it, or refuses it: quotes, or no pair
 */
record ConfLine(String raw, String section, String key, String value, boolean plain) {
    // As in Go, space is Unicode's.
    private static final Pattern BLANK = Pattern.compile("(?sU)\\s*([#;].*)?");
    private static final Pattern SECTION = Pattern.compile("(?sU)\\s*\\[\\s*(\\S.*?)\\s*]\\s*");
    private static final Pattern PAIR = Pattern.compile(
            "(?sU)\\s*+(?<quote>(?>\"\"\"|[\"`]?))(?<key>[^=:]*?[^=:\\s])\\k<quote>\\s*[=:]\\s*+(?<value>.*?)\\s*");
    private static final Pattern QUOTED_VALUE = Pattern.compile("(?s)`.|\"\"\"...");

    static ConfLine parse(String raw) {
        String text = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Matcher section = SECTION.matcher(text);
        Matcher pair = PAIR.matcher(text);
        if (BLANK.matcher(text).matches()) {
            return new ConfLine(raw, null, null, null, true);
        }
        if (section.matches()) {
            return new ConfLine(raw, section.group(1), null, null, true);
        }
        if (!pair.matches()) {
            return new ConfLine(raw, null, null, null, false);
        }
        String value = pair.group("value");
        boolean plain =
                pair.group("quote").isEmpty() && !QUOTED_VALUE.matcher(value).lookingAt();
        return new ConfLine(raw, null, pair.group("key"), value, plain);
    }

    /** No comment and no empty line. */
    boolean hasContent() {
        return section != null || key != null || !plain;
    }
}
