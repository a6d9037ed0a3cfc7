package replaystorage.progress;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.function.LongSupplier;

/** Makes the display that a mode asks for. */
public final class Displays {
    private Displays() {}

    /**
     * The display of a mode, at a terminal that can show it.
     *
     * @param nanos a clock that only moves forward, such as System::nanoTime
     */
    public static Display open(Mode mode, PrintStream err, Terminal terminal, LongSupplier nanos) {
        return switch (effective(mode, terminal)) {
            case TTY -> new LiveDisplay(err, terminal, nanos);
            case JSON -> new JsonDisplay(err, nanos);
            case RCLONE -> new MessageDisplay(err, false);
            case NONE -> new MessageDisplay(err, true);
            default -> new PlainDisplay(err, nanos);
        };
    }

    /** The display of a log whose lines each begin with a tag and the time; JSON and rclone's own progress have none. */
    public static Display tagged(String tag, Mode mode, PrintStream err, LongSupplier nanos) {
        Terminal none = new Terminal(false, "", false, StandardCharsets.UTF_8, () -> 0);
        boolean whole = mode == Mode.JSON || mode == Mode.RCLONE;
        PrintStream log =
                whole ? err : new PrintStream(new TaggedLines(err, tag, LocalTime::now), true, StandardCharsets.UTF_8);
        return open(mode == Mode.AUTO || mode == Mode.TTY ? Mode.PLAIN : mode, log, none, nanos);
    }

    static Mode effective(Mode mode, Terminal terminal) {
        boolean dumb = terminal.kind().equals("dumb");
        if (mode == Mode.AUTO) {
            return terminal.attached() && !dumb && !terminal.kind().isEmpty() ? Mode.TTY : Mode.PLAIN;
        }
        return mode == Mode.TTY && dumb ? Mode.PLAIN : mode;
    }
}
