package replaystorage.console;

import java.util.Locale;

/** Makes foreign text safe for a terminal: writes control, format (including bidi) and line separator characters as escapes such as `\u001b`. */
public final class PrintableText {
    private PrintableText() {}

    public static String escape(String text) {
        if (text.codePoints().noneMatch(PrintableText::needsEscape)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .forEach(point -> shown.append(
                        needsEscape(point)
                                ? String.format(Locale.ROOT, escapeFormat(point), point)
                                : Character.toString(point)));
        return shown.toString();
    }

    private static String escapeFormat(int point) {
        return Character.isBmpCodePoint(point) ? "\\u%04x" : "\\U%08x";
    }

    private static boolean needsEscape(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
