package replaystorage.console;

/** Terminal columns of a text; the larger number if terminals differ. */
final class DisplayWidth {
    /** Ranges of code points with two columns, from Unicode's East Asian Width and emoji data. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2630, 0x2637,
        0x2648, 0x2653, 0x267F, 0x267F, 0x268A, 0x268F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE,
        0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F5, 0x26FA, 0x26FA, 0x26FD, 0x26FD,
        0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2757, 0x2795, 0x2797,
        0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x2E80, 0x303E, 0x3041, 0xA4CF,
        0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6,
        0x16FE0, 0x18CFF, 0x1AFF0, 0x1B2FF, 0x1D300, 0x1D376, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E,
        0x1F191, 0x1F19A, 0x1F1E6, 0x1F202, 0x1F210, 0x1F2FF, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F7E0, 0x1F7EB,
        0x1F7F0, 0x1F7F0, 0x1F900, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD
    };

    private static final int EMOJI_PRESENTATION = 0xFE0F;

    private DisplayWidth() {}

    static int width(String text) {
        return text.codePoints().map(DisplayWidth::width).sum();
    }

    static int width(int point) {
        // Some terminals widen the character before it.
        if (point == EMOJI_PRESENTATION) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length && WIDE[i] <= point; i += 2) {
            if (point <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** The beginning of a text; ends with the mark if it is cut. */
    static String truncate(String text, int columns, String mark) {
        if (width(text) <= columns) {
            return text;
        }
        int room = columns - width(mark);
        int end = 0;
        while (end < text.length() && room - width(text.codePointAt(end)) >= 0) {
            room -= width(text.codePointAt(end));
            end = text.offsetByCodePoints(end, 1);
        }
        return room < 0 ? "" : text.substring(0, end) + mark;
    }

    /** The end of a text, the most important part of a path; begins with the mark if it is cut. */
    static String truncateFront(String text, int columns, String mark) {
        if (width(text) <= columns) {
            return text;
        }
        int room = columns - width(mark);
        int start = text.length();
        while (start > 0 && room - width(text.codePointBefore(start)) >= 0) {
            room -= width(text.codePointBefore(start));
            start = text.offsetByCodePoints(start, -1);
        }
        while (start < text.length() && width(text.codePointAt(start)) == 0) {
            start = text.offsetByCodePoints(start, 1);
        }
        return room < 0 ? "" : mark + text.substring(start);
    }
}
