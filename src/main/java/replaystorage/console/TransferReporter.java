package replaystorage.console;

import replaystorage.host.CliException;
import replaystorage.rclone.LogLine;

/** Whom a transfer tells what it does. Methods may be called from any thread. */
public interface TransferReporter {
    /** Adds to what is to be transferred. */
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
}
