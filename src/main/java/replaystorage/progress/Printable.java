package replaystorage.progress;

import java.util.Locale;

/**
 * Text from outside as a terminal may get it: control, format (bidi too) and line separator characters are spelled out, such as
 * `\u001b`.
 */
public final class Printable {
    private Printable() {}

    public static String of(String text) {
        if (text.codePoints().noneMatch(Printable::writes)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .forEach(point -> shown.append(
                        writes(point) ? String.format(Locale.ROOT, form(point), point) : Character.toString(point)));
        return shown.toString();
    }

    private static String form(int point) {
        return Character.isBmpCodePoint(point) ? "\\u%04x" : "\\U%08x";
    }

    private static boolean writes(int point) {
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
