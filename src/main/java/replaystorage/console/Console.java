package replaystorage.console;

import java.time.Duration;
import replaystorage.host.CliException;
import replaystorage.rclone.LogLine;

/** Shows a run while it goes on. Methods may be called from any thread. */
public interface Console extends AutoCloseable {
    /** Adds to what is to be transferred; title is what the run does, such as "fetch". */
    void addPlanned(String title, long files, long bytes);

    /** A line of the log of one of the rclones that run side by side; child tells them apart. */
    void handleLogLine(int child, LogLine line);

    /** Something worth knowing. */
    void note(String text);

    /** Something that may be wrong. */
    void warn(String text);

    /** Something that failed; remedy may be null. */
    void error(String text, String remedy, int status);

    /** The same, as it was thrown. */
    default void error(CliException e) {
        error(e.getMessage(), e.remedy().orElse(null), e.status());
    }

    /** The one line at the end; good if all that was planned is done. */
    void showSummary(boolean good, String text);

    /** The same of what took so long. */
    default void showSummary(boolean good, String text, Duration time) {
        showSummary(good, text);
    }

    /** The one line at the end of a run that a signal ends. */
    default void showStopped() {
        showSummary(false, ProgressSnapshot.stoppedText(null));
    }

    /** What a dry run would transfer; only programs read it here. */
    default void showForecast(DryRunForecast forecast) {}

    /** Leaves a clean screen. */
    @Override
    void close();
}
