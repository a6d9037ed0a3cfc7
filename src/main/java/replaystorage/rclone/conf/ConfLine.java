package replaystorage.rclone.conf;

import java.nio.charset.StandardCharsets;

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
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String QUOTES = "\"`";

    /** @param before the section of the line before */
    static ConfLine parse(String raw, String before) {
        String line = trim(new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        if (line.isEmpty() || line.startsWith("#") || line.startsWith(";") || line.equals(BYTE_ORDER_MARK)) {
            return new ConfLine(raw, before, "", "", true, true);
        }
        if (line.startsWith("[") && line.endsWith("]")) {
            String section = trim(line.substring(1, line.length() - 1));
            return new ConfLine(raw, section, "", "", false, !section.isEmpty());
        }
        int separator = 0;
        while (separator < line.length() && line.charAt(separator) != '=' && line.charAt(separator) != ':') {
            separator++;
        }
        String key = trim(line.substring(0, separator));
        String value = trim(line.substring(Math.min(separator + 1, line.length())));
        boolean quotedKey = !key.isEmpty() && QUOTES.indexOf(key.charAt(0)) >= 0;
        boolean quotedValue =
                (value.startsWith("`") && value.length() >= 2) || (value.startsWith("\"\"\"") && value.length() >= 6);
        boolean plain = separator < line.length() && !key.isEmpty() && !quotedKey && !quotedValue;
        return new ConfLine(raw, before, quotedKey ? unquote(key) : key, value, false, plain);
    }

    private static String unquote(String key) {
        return key.endsWith(key.substring(0, 1)) ? key.replaceAll("[" + QUOTES + "]", "") : key;
    }

    /** As Go does. */
    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char letter) {
        return Character.isSpaceChar(letter) || (letter >= '\t' && letter <= '\r') || letter == '\u0085';
    }
}
