package replaystorage.console;

import java.io.PrintStream;
import replaystorage.rclone.LogLine;

/** Shows messages and summary without progress; if quiet, only warnings, errors and failures. */
final class MessagesOnlyConsole implements Console {
    private final PrintStream err;
    private final boolean quiet;
    private final MessageFormat messageFormat = new MessageFormat(new AnsiColors(false));

    MessagesOnlyConsole(PrintStream err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
    }

    @Override
    public void addPlanned(String title, long files, long bytes) {}

    @Override
    public void handleLogLine(int child, LogLine line) {}

    @Override
    public synchronized void note(String text) {
        if (!quiet) {
            err.print(messageFormat.note(text));
        }
    }

    @Override
    public synchronized void warn(String text) {
        err.print(messageFormat.warning(text));
    }

    @Override
    public synchronized void error(String text, String remedy, int status) {
        err.print(messageFormat.error(text, remedy));
    }

    @Override
    public synchronized void showSummary(boolean good, String text) {
        if (!quiet || !good) {
            err.print(MessageFormat.printable(text) + "\n");
        }
    }

    @Override
    public void close() {
        err.flush();
    }
}
