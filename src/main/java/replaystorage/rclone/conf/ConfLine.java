package replaystorage.rclone.conf;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One line of rclone.conf, read as rclone reads it.
 *
 * @param raw its bytes with its end, each as one character
 * @param section the section that it opens, or null
 * @param key the key that it sets, or null
 * @param broken rclone refuses the whole file because of it
 */
record ConfLine(String raw, String section, String key, String value, boolean broken) {
    private static final Pattern OUTER_SPACE = Pattern.compile(
            "^[\\t\\n\\u000b\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+"
                    + "|[\\t\\n\\u000b\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+$");
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    private static final String TRIPLE_QUOTE = "\"\"\"";

    /** The first line of a file, which may begin with a byte order mark. */
    static ConfLine parseFirst(String raw) {
        if (!raw.startsWith(BYTE_ORDER_MARK)) {
            return parse(raw);
        }
        ConfLine line = parse(raw.substring(BYTE_ORDER_MARK.length()));
        return new ConfLine(raw, line.section, line.key, line.value, line.broken);
    }

    static ConfLine parse(String raw) {
        String line = trim(decode(raw));
        if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
            return new ConfLine(raw, null, null, null, false);
        }
        if (line.startsWith("[") && line.endsWith("]")) {
            String section = trim(line.substring(1, line.length() - 1));
            return new ConfLine(raw, section, null, null, section.isEmpty());
        }
        return parsePair(raw, line);
    }

    private static ConfLine parsePair(String raw, String line) {
        ConfLine broken = new ConfLine(raw, null, null, null, true);
        String quote = line.length() >= 6 && line.startsWith(TRIPLE_QUOTE)
                ? TRIPLE_QUOTE
                : line.startsWith("\"") || line.startsWith("`") ? line.substring(0, 1) : "";
        int from = 0;
        if (!quote.isEmpty()) {
            from = line.indexOf(quote, quote.length());
            if (from < 0) {
                return broken;
            }
        }
        int separator = separatorIndex(line, from);
        if (separator < 0) {
            return broken;
        }
        String key = quote.isEmpty() ? trim(line.substring(0, separator)) : line.substring(quote.length(), from);
        String value = value(trim(line.substring(separator + 1)));
        return value == null || key.isEmpty() ? broken : new ConfLine(raw, null, key, value, false);
    }

    private static int separatorIndex(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            if (line.charAt(i) == '=' || line.charAt(i) == ':') {
                return i;
            }
        }
        return -1;
    }

    /** Null where the quotes don't close. */
    private static String value(String text) {
        String quote = text.length() >= 2 && text.startsWith("`")
                ? "`"
                : text.length() >= 6 && text.startsWith(TRIPLE_QUOTE) ? TRIPLE_QUOTE : "";
        if (quote.isEmpty()) {
            return text;
        }
        int end = text.lastIndexOf(quote);
        return end < quote.length() ? null : text.substring(quote.length(), end);
    }

    private static String trim(String text) {
        return OUTER_SPACE.matcher(text).replaceAll("");
    }

    private static String decode(String raw) {
        return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
