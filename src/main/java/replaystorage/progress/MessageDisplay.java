package replaystorage.progress;

import java.io.PrintStream;
import replaystorage.rclone.LogLine;

/** Messages and the summary, without any progress; quiet, only what went or may go wrong. */
final class MessageDisplay implements Display {
    private final PrintStream err;
    private final boolean quiet;
    private final Messages messages = new Messages(new Paint(false));

    MessageDisplay(PrintStream err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
    }

    @Override
    public void planned(String title, long files, long bytes) {}

    @Override
    public void log(int child, LogLine line) {}

    @Override
    public synchronized void note(String text) {
        if (!quiet) {
            err.print(messages.note(text));
        }
    }

    @Override
    public synchronized void warn(String text) {
        err.print(messages.warning(text));
    }

    @Override
    public synchronized void error(String text, String remedy, int status) {
        err.print(messages.error(text, remedy));
    }

    @Override
    public synchronized void summary(boolean good, String text) {
        if (!quiet || !good) {
            err.print(Messages.printable(text) + "\n");
        }
    }

    @Override
    public synchronized void forget() {
        messages.forget();
    }

    @Override
    public void close() {
        err.flush();
    }
}
