package replaystorage.cli;

import java.time.Duration;
import replaystorage.progress.Display;
import replaystorage.progress.Forecast;
import replaystorage.rclone.LogLine;

/** A display that can be told to show one last line and nothing after it. */
final class MutableDisplay implements Display {
    private final Display display;
    private boolean mute;
    private boolean summed;
    private String lastWord;

    MutableDisplay(Display display) {
        this.display = display;
    }

    /** How far it came is the last that is shown, unless the summary was. */
    synchronized void end() {
        if (!mute && !summed) {
            if (lastWord == null) {
                display.stopped();
            } else {
                display.summary(false, lastWord);
            }
        }
        mute = true;
    }

    /** What a signal that ends us is to leave on the screen, instead of how far it came; null for that. */
    synchronized void lastWord(String text) {
        lastWord = text;
    }

    /** Shows nothing, until it is told to show again. */
    synchronized void mute(boolean on) {
        mute = on;
    }

    private synchronized void unlessMute(Runnable shows) {
        if (!mute) {
            shows.run();
        }
    }

    @Override
    public void planned(String title, long files, long bytes) {
        unlessMute(() -> {
            summed = false;
            display.planned(title, files, bytes);
        });
    }

    @Override
    public void log(int child, LogLine line) {
        unlessMute(() -> display.log(child, line));
    }

    @Override
    public void note(String text) {
        unlessMute(() -> display.note(text));
    }

    @Override
    public void warn(String text) {
        unlessMute(() -> display.warn(text));
    }

    @Override
    public void error(String text, String remedy, int status) {
        unlessMute(() -> display.error(text, remedy, status));
    }

    @Override
    public void summary(boolean good, String text) {
        unlessMute(() -> {
            summed = true;
            display.summary(good, text);
        });
    }

    @Override
    public void summary(boolean good, String text, Duration time) {
        unlessMute(() -> {
            summed = true;
            display.summary(good, text, time);
        });
    }

    @Override
    public void forecast(Forecast forecast) {
        unlessMute(() -> display.forecast(forecast));
    }

    @Override
    public void forget() {
        unlessMute(display::forget);
    }

    @Override
    public void close() {
        unlessMute(display::close);
    }
}
