package replaystorage.rclone.conf;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of rclone.conf.
 *
 * @param raw its bytes with its end, each as one character
 * @param section the section that it opens or stands in
 * @param key the key that it sets; empty if it sets none
 * @param blank it is empty or a comment
 * @param plain false where rclone reads something else in it, or refuses it: quotes, or no pair
 */
record ConfLine(String raw, String section, String key, String value, boolean blank, boolean plain) {
    // As in Go, space is Unicode's.
    private static final Pattern BLANK = Pattern.compile("(?sU)\ufeff|\\s*([#;].*)?");
    private static final Pattern SECTION = Pattern.compile("(?sU)\\s*\\[\\s*(\\S.*?)\\s*]\\s*");
    private static final Pattern PAIR = Pattern.compile(
            "(?sU)\\s*+(?<quote>(?>\"\"\"|[\"`]?))(?<key>[^=:]*?[^=:\\s])\\k<quote>\\s*[=:]\\s*+(?<value>.*?)\\s*");
    private static final Pattern QUOTED_VALUE = Pattern.compile("(?s)`.|\"\"\"...");

    /** @param before the section of the line before */
    static ConfLine parse(String raw, String before) {
        String text = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (BLANK.matcher(text).matches()) {
            return new ConfLine(raw, before, "", "", true, true);
        }
        Matcher section = SECTION.matcher(text);
        if (section.matches()) {
            return new ConfLine(raw, section.group(1), "", "", false, true);
        }
        Matcher pair = PAIR.matcher(text);
        if (!pair.matches()) {
            return new ConfLine(raw, before, "", "", false, false);
        }
        String value = pair.group("value");
        boolean plain =
                pair.group("quote").isEmpty() && !QUOTED_VALUE.matcher(value).lookingAt();
        return new ConfLine(raw, before, pair.group("key"), value, false, plain);
    }
}
