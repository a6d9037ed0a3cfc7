package replaystorage.jobs.autosync;

import java.util.HashSet;
import java.util.Set;
import replaystorage.console.Display;
import replaystorage.rclone.LogLine;

/** Shows everything by another display, and writes what is said into a log. */
public final class LoggingDisplay implements Display {
    private final Display display;
    private final AutoSyncLogFile log;
    private final Set<String> loggedTexts = new HashSet<>();

    public LoggingDisplay(Display display, AutoSyncLogFile log) {
        this.display = display;
        this.log = log;
    }

    private synchronized void logOnce(String text) {
        if (loggedTexts.add(text)) {
            log.add(text);
        }
    }

    @Override
    public void addPlanned(String title, long files, long bytes) {
        display.addPlanned(title, files, bytes);
    }

    @Override
    public void handleLogLine(int child, LogLine line) {
        display.handleLogLine(child, line);
    }

    @Override
    public void note(String text) {
        display.note(text);
        logOnce(text);
    }

    @Override
    public void warn(String text) {
        display.warn(text);
        logOnce("Warning: " + text);
    }

    @Override
    public void error(String text, String remedy, int status) {
        display.error(text, remedy, status);
        logOnce("Error: " + text + (remedy == null ? "" : " (Try: " + remedy + ")"));
    }

    /** That round after round fails is said once. */
    @Override
    public synchronized void showSummary(boolean good, String text) {
        if (good || loggedTexts.add(text)) {
            display.showSummary(good, text);
            log.add(text);
        }
    }

    @Override
    public void showStopped() {
        display.showStopped();
        log.add("stopped");
    }

    @Override
    public synchronized void resetShownMessages() {
        display.resetShownMessages();
        loggedTexts.clear();
    }

    @Override
    public void close() {
        display.close();
    }
}
