package replaystorage.console;

import java.time.Duration;
import replaystorage.host.CliException;
import replaystorage.rclone.LogLine;

/** Shows progress, messages and the result of a run. Methods may be called from any thread. */
public interface Console extends AutoCloseable {
    /** @param title name of the run, such as "fetch" */
    void addPlanned(String title, long files, long bytes);

    /** @param child index of the rclone that wrote the line */
    void handleLogLine(int child, LogLine line);

    void note(String text);

    void warn(String text);

    /** @param remedy a command, or null */
    void error(String text, String remedy, int status);

    default void error(CliException e) {
        error(e.getMessage(), e.remedy().orElse(null), e.status());
    }

    /** @param good true if all planned work is done */
    void showSummary(boolean good, String text);

    default void showSummary(boolean good, String text, Duration time) {
        showSummary(good, text);
    }

    /** Replaces the summary if a signal ends the run. */
    default void showStopped() {
        showSummary(false, ProgressSnapshot.stoppedText(null));
    }

    /** What a dry run would transfer; only JSON shows it here. */
    default void showForecast(DryRunForecast forecast) {}

    /** Leaves a clean screen. */
    @Override
    void close();
}
