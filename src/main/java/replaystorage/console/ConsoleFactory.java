package replaystorage.console;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.function.LongSupplier;

public final class ConsoleFactory {
    private ConsoleFactory() {}

    /** @param nanos a monotonic clock, such as System::nanoTime */
    public static Console open(ProgressMode mode, PrintStream err, TerminalCapabilities terminal, LongSupplier nanos) {
        return switch (effective(mode, terminal)) {
            case TTY -> new LiveConsole(err, terminal, nanos);
            case JSON -> new JsonConsole(err, nanos);
            case RCLONE -> new MessagesOnlyConsole(err, false);
            case NONE -> new MessagesOnlyConsole(err, true);
            default -> new PlainConsole(err, nanos);
        };
    }

    /** A console whose lines begin with a tag and the time, except JSON and rclone's own progress. */
    public static Console tagged(String tag, ProgressMode mode, PrintStream err, LongSupplier nanos) {
        TerminalCapabilities none = new TerminalCapabilities(false, "", false, StandardCharsets.UTF_8, () -> 0);
        boolean whole = mode == ProgressMode.JSON || mode == ProgressMode.RCLONE;
        PrintStream log = whole
                ? err
                : new PrintStream(new TimestampedLines(err, tag, LocalTime::now), true, StandardCharsets.UTF_8);
        return open(
                mode == ProgressMode.AUTO || mode == ProgressMode.TTY ? ProgressMode.PLAIN : mode, log, none, nanos);
    }

    static ProgressMode effective(ProgressMode mode, TerminalCapabilities terminal) {
        boolean dumb = terminal.term().equals("dumb");
        if (mode == ProgressMode.AUTO) {
            return terminal.attached() && !dumb && !terminal.term().isEmpty() ? ProgressMode.TTY : ProgressMode.PLAIN;
        }
        return mode == ProgressMode.TTY && dumb ? ProgressMode.PLAIN : mode;
    }
}
