package replaystorage.cli;

/** Texts as a shell reads them. */
final class Shell {
    private Shell() {}

    /** A word that can be pasted, quoted where it must be. */
    static String word(String text) {
        return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : quoted(text);
    }

    /** The same, quoted in any case. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
