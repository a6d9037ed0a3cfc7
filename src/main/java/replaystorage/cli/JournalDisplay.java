package replaystorage.cli;

import java.util.HashSet;
import java.util.Set;
import replaystorage.autosync.SyncLog;
import replaystorage.progress.Display;
import replaystorage.rclone.LogLine;

/** Shows everything by another display, and writes what is said into a log. */
final class JournalDisplay implements Display {
    private final Display display;
    private final SyncLog log;
    private final Set<String> said = new HashSet<>();

    JournalDisplay(Display display, SyncLog log) {
        this.display = display;
        this.log = log;
    }

    private synchronized void once(String text) {
        if (said.add(text)) {
            log.add(text);
        }
    }

    @Override
    public void planned(String title, long files, long bytes) {
        display.planned(title, files, bytes);
    }

    @Override
    public void log(int child, LogLine line) {
        display.log(child, line);
    }

    @Override
    public void note(String text) {
        display.note(text);
        once(text);
    }

    @Override
    public void warn(String text) {
        display.warn(text);
        once("Warning: " + text);
    }

    @Override
    public void error(String text, String remedy, int status) {
        display.error(text, remedy, status);
        once("Error: " + text + (remedy == null ? "" : " (Try: " + remedy + ")"));
    }

    /** That round after round fails is said once. */
    @Override
    public synchronized void summary(boolean good, String text) {
        if (good || said.add(text)) {
            display.summary(good, text);
            log.add(text);
        }
    }

    @Override
    public void stopped() {
        display.stopped();
        log.add("stopped");
    }

    @Override
    public synchronized void forget() {
        display.forget();
        said.clear();
    }

    @Override
    public void close() {
        display.close();
    }
}
