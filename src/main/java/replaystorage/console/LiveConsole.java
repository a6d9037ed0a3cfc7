package replaystorage.console;

import java.io.PrintStream;
import java.util.List;
import java.util.function.LongSupplier;
import replaystorage.rclone.LogLine;

/** Redraws a block of lines at the bottom of the terminal; messages scroll by above it. */
final class LiveConsole implements Console {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";

    private final PrintStream err;
    private final TerminalCapabilities terminal;
    private final LongSupplier nanos;
    private ProgressAggregator aggregator;
    private final ProgressGlyphs glyphs;
    private final AnsiColors colors;
    private final ProgressBlock block;
    private final MessageFormat messageFormat;
    private long drawnAt;
    private boolean drawn;
    private boolean ended;

    LiveConsole(PrintStream err, TerminalCapabilities terminal, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.nanos = nanos;
        this.aggregator = new ProgressAggregator(nanos.getAsLong());
        this.glyphs = terminal.isUnicode() ? ProgressGlyphs.UNICODE : ProgressGlyphs.ASCII;
        this.colors = new AnsiColors(terminal.colorAllowed());
        this.block = new ProgressBlock(glyphs, colors);
        this.messageFormat = new MessageFormat(colors);
    }

    @Override
    public synchronized void addPlanned(String title, long files, long bytes) {
        if (ended) {
            // The next of several rounds begins.
            ended = false;
            aggregator = new ProgressAggregator(nanos.getAsLong());
        }
        aggregator.addPlanned(title, files, bytes);
        draw(nanos.getAsLong());
    }

    @Override
    public synchronized void handleLogLine(int child, LogLine line) {
        long now = nanos.getAsLong();
        aggregator.handleLogLine(child, line, now);
        if (line.stats() != null && now - drawnAt >= REDRAW_NANOS) {
            draw(now);
        }
    }

    private void draw(long now) {
        if (ended) {
            return;
        }
        List<String> lines =
                block.lines(aggregator.progress(now), terminal.width().getAsInt());
        String joined = String.join("\r\n" + ERASE_LINE, lines);
        String back = lines.size() > 1 ? "\r\u001b[" + (lines.size() - 1) + "A" : "\r";
        write("\r" + WRAP_OFF + ERASE_LINE + joined + ERASE_BELOW + WRAP_ON + back);
        drawn = true;
        drawnAt = now;
    }

    private void printAbove(String text) {
        if (drawn) {
            write("\r" + ERASE_BELOW + text);
            draw(nanos.getAsLong());
        } else {
            write(text);
        }
    }

    private void write(String text) {
        err.print(text);
        err.flush();
    }

    @Override
    public synchronized void note(String text) {
        printAbove(messageFormat.note(text));
    }

    @Override
    public synchronized void warn(String text) {
        printAbove(messageFormat.warning(text));
    }

    @Override
    public synchronized void error(String text, String remedy, int status) {
        printAbove(messageFormat.error(text, remedy));
    }

    @Override
    public synchronized void showSummary(boolean good, String text) {
        close();
        String mark = good ? colors.green(glyphs.success()) : colors.red(glyphs.failure());
        write(mark + MessageFormat.printable(text) + "\n");
    }

    @Override
    public synchronized void showStopped() {
        showSummary(false, ProgressSnapshot.stoppedText(ended ? null : aggregator.progress(nanos.getAsLong())));
    }

    @Override
    public synchronized void close() {
        ended = true;
        if (drawn) {
            drawn = false;
            write("\r" + ERASE_BELOW);
        }
    }
}
