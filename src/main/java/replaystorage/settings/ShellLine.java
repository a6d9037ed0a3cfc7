package replaystorage.settings;

/** Lines for a user to paste into a POSIX shell. None shows a secret: they work on the variable itself. */
public final class ShellLine {
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
        return "export " + name + "=\"$(printf %s \"$" + name + "\" | " + sed("") + ")\"";
    }

    /** The same for the file that a variable names. */
    static String strippedFile(String variable) {
        return sed("-i ") + " \"$" + variable + "\"";
    }

    private static String sed(String option) {
        return "LC_ALL=C sed " + option
                + "-e 's/^\\xef\\xbb\\xbf//' -e 's/^[[:space:]\"'\\'']*//' -e 's/[[:space:]\"'\\'']*$//'";
    }

    static String exchanged(String one, String other) {
        return "t=\"$" + one + "\"; export " + one + "=\"$" + other + "\" " + other + "=\"$t\"; unset t";
    }
}
