package replaystorage.console;

import java.util.function.UnaryOperator;
import replaystorage.rclone.LogLine;

/** Hands what a transfer tells to the display, without any secret. */
public final class DisplayReporter implements TransferReporter {
    private volatile String lastError;
    private final Display display;
    private final boolean verbose;
    private volatile UnaryOperator<String> redaction = UnaryOperator.identity();

    public DisplayReporter(Display display, boolean verbose) {
        this.display = display;
        this.verbose = verbose;
    }

    public void setRedaction(UnaryOperator<String> secrets) {
        redaction = secrets;
    }

    public boolean verbose() {
        return verbose;
    }

    @Override
    public void addPlanned(String title, long files, long bytes) {
        display.addPlanned(title, files, bytes);
    }

    @Override
    public void handleLogLine(int child, LogLine line) {
        display.handleLogLine(child, line);
        if (line.stats() != null || line.message().isBlank()) {
            return;
        }
        String text = (line.object() == null ? "" : line.object() + ": ") + line.message();
        switch (line.level()) {
            case PLAIN, DEBUG -> note("rclone: " + text);
            case INFO -> {
                if (verbose) {
                    note("rclone: " + text);
                }
            }
            case NOTICE -> {
                if (!line.message().startsWith("Failed to ")) {
                    warn("rclone: " + text);
                }
            }
            // Of each failed file its last error is told at the end, since a later attempt may mend it.
            case ERROR, CRITICAL -> {
                if (verbose) {
                    note("rclone: " + text);
                }
            }
        }
    }

    @Override
    public void note(String text) {
        display.note(redaction.apply(text));
    }

    @Override
    public void warn(String text) {
        display.warn(redaction.apply(text));
    }

    /** Null where none was told. */
    public String lastError() {
        return lastError;
    }

    public void forgetError() {
        lastError = null;
    }

    @Override
    public void error(String text, String remedy, int status) {
        lastError = redaction.apply(text);
        display.error(redaction.apply(text), remedy == null ? null : redaction.apply(remedy), status);
    }
}
