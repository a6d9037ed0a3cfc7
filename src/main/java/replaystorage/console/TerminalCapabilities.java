package replaystorage.console;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/**
 * What the messages are written to.
 *
 * @param attached a terminal, not a file or a pipe
 * @param term the value of TERM, or empty
 * @param colorAllowed NO_COLOR is not set
 * @param charset what the stream encodes to
 * @param width in columns, asked for at each redraw
 */
public record TerminalCapabilities(
        boolean attached, String term, boolean colorAllowed, Charset charset, IntSupplier width) {
    private static final int DEFAULT_WIDTH = 80;

    /**
     * A terminal as the environment describes it.
     *
     * @param variable gives an environment variable's value, or null
     */
    public static TerminalCapabilities fromEnvironment(
            boolean attached, UnaryOperator<String> variable, Charset charset) {
        return new TerminalCapabilities(
                attached,
                orEmpty(variable.apply("TERM")),
                orEmpty(variable.apply("NO_COLOR")).isEmpty(),
                charset,
                () -> width(orEmpty(variable.apply("COLUMNS"))));
    }

    /** The same terminal, whose width is asked for; the environment's holds where the answer is 0. */
    public TerminalCapabilities withMeasuredWidth(IntSupplier columns) {
        return new TerminalCapabilities(attached, term, colorAllowed, charset, () -> {
            int measured = columns.getAsInt();
            return measured > 0 ? measured : width.getAsInt();
        });
    }

    /** Whether the standard error is a terminal, which java.io.Console does not tell; false where there is no /proc. */
    public static boolean isStderrTerminal() {
        return isTerminal(Path.of("/proc/self/fd/2"));
    }

    /** The same of the standard input. */
    public static boolean isStdinTerminal() {
        return isTerminal(Path.of("/proc/self/fd/0"));
    }

    /** The same of the standard output. */
    public static boolean isStdoutTerminal() {
        return isTerminal(Path.of("/proc/self/fd/1"));
    }

    private static boolean isTerminal(Path descriptor) {
        try {
            return isTerminal(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException noSuchLink) {
            return false;
        }
    }

    static boolean isTerminal(String device) {
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
    }

    /** COLUMNS where it is a sensible number, else 80. */
    static int width(String columns) {
        return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
    }

    boolean isUnicode() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }
}
