package replaystorage.cli;

import java.util.function.UnaryOperator;
import replaystorage.progress.Display;
import replaystorage.rclone.LogLine;
import replaystorage.transfer.Reporter;

/** Hands what a transfer tells to the display, without any secret. */
final class DisplayReporter implements Reporter {
    private volatile String lastError;
    private final Display display;
    private final boolean verbose;
    private volatile UnaryOperator<String> redaction = UnaryOperator.identity();

    DisplayReporter(Display display, boolean verbose) {
        this.display = display;
        this.verbose = verbose;
    }

    void redact(UnaryOperator<String> secrets) {
        redaction = secrets;
    }

    boolean verbose() {
        return verbose;
    }

    @Override
    public void planned(String title, long files, long bytes) {
        display.planned(title, files, bytes);
    }

    @Override
    public void log(int child, LogLine line) {
        display.log(child, line);
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
    String lastError() {
        return lastError;
    }

    void forgetError() {
        lastError = null;
    }

    @Override
    public void error(String text, String remedy, int status) {
        lastError = redaction.apply(text);
        display.error(redaction.apply(text), remedy == null ? null : redaction.apply(remedy), status);
    }
}
