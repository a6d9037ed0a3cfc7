package replaystorage.console;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/**
 * @param attached true for a terminal, false for a file or pipe
 * @param term the value of TERM, or empty
 * @param colorAllowed false if NO_COLOR is set
 * @param width in columns, asked at each redraw
 */
public record TerminalCapabilities(
        boolean attached, String term, boolean colorAllowed, Charset charset, IntSupplier width) {
    private static final int DEFAULT_WIDTH = 80;

    /** @param variable returns the value of an environment variable, or null */
    public static TerminalCapabilities fromEnvironment(
            boolean attached, UnaryOperator<String> variable, Charset charset) {
        return new TerminalCapabilities(
                attached,
                orEmpty(variable.apply("TERM")),
                orEmpty(variable.apply("NO_COLOR")).isEmpty(),
                charset,
                () -> width(orEmpty(variable.apply("COLUMNS"))));
    }

    /** Measures the width; if the answer is 0, the environment's width counts. */
    public TerminalCapabilities withMeasuredWidth(IntSupplier columns) {
        return new TerminalCapabilities(attached, term, colorAllowed, charset, () -> {
            int measured = columns.getAsInt();
            return measured > 0 ? measured : width.getAsInt();
        });
    }

    /** java.io.Console does not tell this; false if /proc is missing. */
    public static boolean isStderrTerminal() {
        return isTerminal(Path.of("/proc/self/fd/2"));
    }

    public static boolean isStdinTerminal() {
        return isTerminal(Path.of("/proc/self/fd/0"));
    }

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

    /** COLUMNS if it is a plausible number, else 80. */
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
