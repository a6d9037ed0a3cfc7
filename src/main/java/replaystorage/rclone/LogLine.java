package replaystorage.rclone;

import java.util.List;
import java.util.Optional;

/**
 * One line of rclone's log (`--use-json-log`). A line that is not JSON has level {@link LogLevel#PLAIN} and the text as it came.
 *
 * @param object the object's name as rclone gives it, or null where the line is about none
 * @param stats the periodic counters, or null on any other line
 */
public record LogLine(LogLevel level, String message, String object, RcloneStats stats) {
    /** NOTICE is called "warning" by older rclones. */
    public enum LogLevel {
        DEBUG,
        INFO,
        NOTICE,
        ERROR,
        CRITICAL,
        PLAIN
    }

    /**
     * rclone's counters so far.
     *
     * @param bytes transferred so far
     * @param totalBytes known only after rclone's listing
     * @param speed bytes a second; 0 in the first seconds
     * @param transfers files done
     * @param errors errors so far
     */
    public record RcloneStats(
            long bytes,
            long totalBytes,
            double speed,
            long transfers,
            long checks,
            long errors,
            List<FileInTransfer> transferring) {}

    /** A file on its way; size -1 where it is not known. */
    public record FileInTransfer(String name, long size, long bytes, double speed) {}

    public Optional<RcloneStats> statsIfAny() {
        return Optional.ofNullable(stats);
    }
}
