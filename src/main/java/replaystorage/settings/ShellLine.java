package replaystorage.settings;

/** Lines for a user to paste into a POSIX shell. None shows a secret: they work on the variable itself. */
public final class ShellLine {
    private static final String BLANKS = " -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//'";

    /** As {@link Slips} does it, of a value that has no line end in its middle: the mark, blanks, one pair of quotes, blanks. */
    private static final String STRIP = "tr -d '\\r\\n' | LC_ALL=C sed -e \"s/^$(printf '\\357\\273\\277')//\"" + BLANKS
            + " -e 's/^\u201c\\(.*\\)\u201d$/\\1/' -e 's/^\u2018\\(.*\\)\u2019$/\\1/'"
            + " -e 's/^\\([\"'\\'']\\)\\(.*\\)\\1$/\\2/'" + BLANKS;

    private ShellLine() {}

    public static String export(String name, String value) {
        return "export " + name + "=" + quoted(value);
    }

    /** In single quotes where it needs any. */
    public static String quoted(String value) {
        return value.matches("[\\w@%+=:,./-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    /** Takes a byte order mark, blanks, line ends and quotes off a variable's value. */
    static String stripped(String name) {
        return "export " + name + "=\"$(printf %s \"$" + name + "\" | " + STRIP + ")\"";
    }

    /** The same for the file that a variable names. */
    static String strippedFile(String variable) {
        return "v=\"$(cat \"$" + variable + "\" | " + STRIP + ")\" && [ -n \"$v\" ] && printf %s \"$v\" >\"$" + variable
                + "\"; unset v";
    }

    static String exchanged(String one, String other) {
        return "t=\"$" + one + "\"; export " + one + "=\"$" + other + "\" " + other + "=\"$t\"; unset t";
    }
}
