package replaystorage.host;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.settings.ValueSanitizer;

/** Command lines for pasting into a POSIX shell. They refer to a variable instead of showing a secret. */
public final class PasteableCommand {
    private static final String BLANK_CHARACTERS = " -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//'";

    /** Does the same as {@link ValueSanitizer} for a value without inner line ends: removes byte order mark, blanks, one pair of quotes, blanks. */
    private static final String STRIP_COMMAND =
            "tr -d '\\r\\n' | LC_ALL=C sed -e \"s/^$(printf '\\357\\273\\277')//\"" + BLANK_CHARACTERS
                    + " -e 's/^\u201c\\(.*\\)\u201d$/\\1/' -e 's/^\u2018\\(.*\\)\u2019$/\\1/'"
                    + " -e 's/^\\([\"'\\'']\\)\\(.*\\)\\1$/\\2/'" + BLANK_CHARACTERS;

    private PasteableCommand() {}

    public static String exportCommand(String name, String value) {
        return "export " + name + "=" + quote(value);
    }

    /** The program with these arguments, and arguments for rclone after `--`. */
    public static String ofProgram(List<String> arguments, List<String> passThrough) {
        Stream<String> dashes = passThrough.isEmpty() ? Stream.empty() : Stream.of("--");
        return Stream.of(Stream.of("replay-storage"), arguments.stream(), dashes, passThrough.stream())
                .flatMap(part -> part)
                .map(PasteableCommand::quote)
                .collect(Collectors.joining(" "));
    }

    /** Adds single quotes if necessary. */
    public static String quote(String value) {
        return value.matches("[\\w@%+=:,./-]+") ? value : alwaysQuote(value);
    }

    public static String alwaysQuote(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    /** Removes byte order mark, blanks, line ends and quotes from a variable's value. */
    public static String stripVariableCommand(String name) {
        return "export " + name + "=\"$(printf %s \"$" + name + "\" | " + STRIP_COMMAND + ")\"";
    }

    /** Does the same for the file that a variable names. */
    public static String stripFileCommand(String variable) {
        return "v=\"$(cat \"$" + variable + "\" | " + STRIP_COMMAND + ")\" && [ -n \"$v\" ] && printf %s \"$v\" >\"$"
                + variable + "\"; unset v";
    }

    public static String swapCommand(String one, String other) {
        return "t=\"$" + one + "\"; export " + one + "=\"$" + other + "\" " + other + "=\"$t\"; unset t";
    }
}
