package replaystorage.console;

import java.time.Duration;
import replaystorage.rclone.LogLine;

/** What a user sees of a run while it goes on. Methods may be called from any thread. */
public interface Display extends AutoCloseable {
    /** Adds to what is to be transferred; title is what the run does, such as "fetch". */
    void addPlanned(String title, long files, long bytes);

    /** A line of the log of one of the rclones that run side by side; child tells them apart. */
    void handleLogLine(int child, LogLine line);

    /** Something worth knowing; once each. */
    void note(String text);

    /** Something that may be wrong; once each. */
    void warn(String text);

    /** Something that failed; once each. */
    void error(String text, String remedy, int status);

    /** The one line at the end; good when all that was planned is done. */
    void showSummary(boolean good, String text);

    /** The same of what took so long. */
    default void showSummary(boolean good, String text, Duration time) {
        showSummary(good, text);
    }

    /** The one line at the end of a run that a signal ends. */
    default void showStopped() {
        showSummary(false, ProgressSnapshot.stoppedText(null));
    }

    /** What a transfer would do that is only planned; for programs, as people read it elsewhere. */
    default void showForecast(DryRunForecast forecast) {}

    /** What was said once may be said once more. */
    default void resetShownMessages() {}

    /** Leaves a clean screen. */
    @Override
    void close();
}
