package replaystorage.transfer.list;

/**
 * Converts names on the disk to rclone's names, where a control character is a symbol: U+0001 to U+001F become U+2401
 * to U+241F, DEL becomes U+2421, and such a symbol itself is quoted by U+201B. U+2400 stays, since no name contains
 * U+0000.
 */
public final class RcloneFileName {
    private static final char QUOTE_CHARACTER = '\u201B';
    private static final char SYMBOLS_START = '\u2400';
    private static final char DELETE_SYMBOL = '\u2421';

    private RcloneFileName() {}

    public static String fromDisk(String name) {
        StringBuilder result = null;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean control = c < ' ' || c == 0x7F;
            if (result == null && (control || isSymbol(c))) {
                result = new StringBuilder(name.length() + 8).append(name, 0, i);
            }
            if (result != null) {
                if (isSymbol(c)) {
                    result.append(QUOTE_CHARACTER).append(c);
                } else {
                    result.append(c == 0x7F ? DELETE_SYMBOL : c < ' ' ? (char) (SYMBOLS_START + c) : c);
                }
            }
        }
        return result == null ? name : result.toString();
    }

    public static String toDisk(String name) {
        if (!hasSymbol(name)) {
            return name;
        }
        StringBuilder result = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == QUOTE_CHARACTER && i + 1 < name.length() && isSymbol(name.charAt(i + 1))) {
                result.append(name.charAt(++i));
            } else if (c == DELETE_SYMBOL) {
                result.append((char) 0x7F);
            } else {
                result.append(isSymbol(c) && c != QUOTE_CHARACTER ? (char) (c - SYMBOLS_START) : c);
            }
        }
        return result.toString();
    }

    /** False if the name contains U+201B: rclone doubles it on a disk, so it neither finds nor writes the file. */
    public static boolean canBeCopied(String rclones) {
        return rclones.indexOf("" + QUOTE_CHARACTER + QUOTE_CHARACTER) < 0;
    }

    private static boolean hasSymbol(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (isSymbol(name.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSymbol(char c) {
        return (c > SYMBOLS_START && c < SYMBOLS_START + ' ') || c == DELETE_SYMBOL || c == QUOTE_CHARACTER;
    }
}
