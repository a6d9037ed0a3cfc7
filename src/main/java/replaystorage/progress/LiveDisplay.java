package replaystorage.progress;

import java.io.PrintStream;
import java.util.List;
import java.util.function.LongSupplier;
import replaystorage.rclone.LogLine;

/** A block of lines at the bottom of the terminal, redrawn in place; messages scroll by above it. */
final class LiveDisplay implements Display {
    private static final long EVERY_NANOS = 100_000_000L;
    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";

    private final PrintStream err;
    private final Terminal terminal;
    private final LongSupplier nanos;
    private Tally tally;
    private final Marks marks;
    private final Paint paint;
    private final Block block;
    private final Messages messages;
    private long drawnAt;
    private boolean drawn;
    private boolean ended;

    LiveDisplay(PrintStream err, Terminal terminal, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.nanos = nanos;
        this.tally = new Tally(nanos.getAsLong());
        this.marks = terminal.unicode() ? Marks.UNICODE : Marks.ASCII;
        this.paint = new Paint(terminal.colour());
        this.block = new Block(marks, paint);
        this.messages = new Messages(paint);
    }

    @Override
    public synchronized void planned(String title, long files, long bytes) {
        if (ended) {
            // The next of several rounds.
            ended = false;
            tally = new Tally(nanos.getAsLong());
        }
        tally.plan(title, files, bytes);
        draw(nanos.getAsLong());
    }

    @Override
    public synchronized void log(int child, LogLine line) {
        long now = nanos.getAsLong();
        tally.log(child, line, now);
        if (line.stats() != null && now - drawnAt >= EVERY_NANOS) {
            draw(now);
        }
    }

    private void draw(long now) {
        if (ended) {
            return;
        }
        List<String> lines = block.lines(tally.progress(now), terminal.width().getAsInt());
        String joined = String.join("\r\n" + ERASE_LINE, lines);
        String back = lines.size() > 1 ? "\r\u001b[" + (lines.size() - 1) + "A" : "\r";
        write("\r" + WRAP_OFF + ERASE_LINE + joined + ERASE_BELOW + WRAP_ON + back);
        drawn = true;
        drawnAt = now;
    }

    private void above(String text) {
        if (text.isEmpty()) {
            return;
        }
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
        above(messages.note(text));
    }

    @Override
    public synchronized void warn(String text) {
        above(messages.warning(text));
    }

    @Override
    public synchronized void error(String text, String remedy, int status) {
        above(messages.error(text, remedy));
    }

    @Override
    public synchronized void summary(boolean good, String text) {
        close();
        String mark = good ? paint.green(marks.good()) : paint.red(marks.bad());
        write(mark + Messages.printable(text) + "\n");
    }

    @Override
    public synchronized void stopped() {
        summary(false, Progress.stopped(ended ? null : tally.progress(nanos.getAsLong())));
    }

    @Override
    public synchronized void forget() {
        messages.forget();
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
