package replaystorage.transfer;

import replaystorage.rclone.LogLine;
import replaystorage.settings.CliException;

/** Whom a transfer tells what it does. Methods may be called from any thread. */
public interface Reporter {
    /** Adds to what is to be transferred. */
    void planned(String title, long files, long bytes);

    /** A line of the log of one of the rclones that run side by side; child tells them apart. */
    void log(int child, LogLine line);

    /** Something worth knowing. */
    void note(String text);

    /** Something that may be wrong. */
    void warn(String text);

    /** Something that failed; remedy may be null. */
    void error(String text, String remedy, int status);

    /** The same, as it was thrown. */
    default void error(CliException e) {
        error(e.getMessage(), e.hint().orElse(null), e.status());
    }
}
