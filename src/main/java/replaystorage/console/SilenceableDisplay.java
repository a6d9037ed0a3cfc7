package replaystorage.console;

import java.time.Duration;
import replaystorage.rclone.LogLine;

/** A display that can be told to show one last line and nothing after it. */
public final class SilenceableDisplay implements Display {
    private final Display display;
    private boolean mute;
    private boolean summaryShown;
    private String finalMessage;

    public SilenceableDisplay(Display display) {
        this.display = display;
    }

    /** How far it came is the last that is shown, unless the summary was. */
    public synchronized void showLastLine() {
        if (!mute && !summaryShown) {
            if (finalMessage == null) {
                display.showStopped();
            } else {
                display.showSummary(false, finalMessage);
            }
        }
        mute = true;
    }

    /** What a signal that ends us is to leave on the screen, instead of how far it came; null for that. */
    public synchronized void finalMessage(String text) {
        finalMessage = text;
    }

    /** Shows nothing, until it is told to show again. */
    public synchronized void mute(boolean on) {
        mute = on;
    }

    private synchronized void unlessMuted(Runnable shows) {
        if (!mute) {
            shows.run();
        }
    }

    @Override
    public void addPlanned(String title, long files, long bytes) {
        unlessMuted(() -> {
            summaryShown = false;
            display.addPlanned(title, files, bytes);
        });
    }

    @Override
    public void handleLogLine(int child, LogLine line) {
        unlessMuted(() -> display.handleLogLine(child, line));
    }

    @Override
    public void note(String text) {
        unlessMuted(() -> display.note(text));
    }

    @Override
    public void warn(String text) {
        unlessMuted(() -> display.warn(text));
    }

    @Override
    public void error(String text, String remedy, int status) {
        unlessMuted(() -> display.error(text, remedy, status));
    }

    @Override
    public void showSummary(boolean good, String text) {
        unlessMuted(() -> {
            summaryShown = true;
            display.showSummary(good, text);
        });
    }

    @Override
    public void showSummary(boolean good, String text, Duration time) {
        unlessMuted(() -> {
            summaryShown = true;
            display.showSummary(good, text, time);
        });
    }

    @Override
    public void showForecast(DryRunForecast forecast) {
        unlessMuted(() -> display.showForecast(forecast));
    }

    @Override
    public void resetShownMessages() {
        unlessMuted(display::resetShownMessages);
    }

    @Override
    public void close() {
        unlessMuted(display::close);
    }
}
