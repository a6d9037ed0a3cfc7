package replaystorage.rclone;

import java.util.List;
import java.util.Optional;

/** A line of rclone's log (`--use-json-log`); a line that is not JSON has level {@link LogLevel#PLAIN}. */
public record LogLine(LogLevel level, String message, String object, RcloneStats stats) {
    public enum LogLevel {
        DEBUG,
        INFO,
        NOTICE,
        ERROR,
        CRITICAL,
        PLAIN
    }

    /**
     * rclone's current counters.
     *
     * @param totalBytes known only after rclone's listing
     * @param speed bytes per second; 0 in the first seconds
     */
    public record RcloneStats(
            long bytes,
            long totalBytes,
            double speed,
            long transfers,
            long checks,
            long errors,
            List<FileInTransfer> transferring) {}

    /** @param size -1 if unknown */
    public record FileInTransfer(String name, long size, long bytes, double speed) {}

    public Optional<RcloneStats> statsIfAny() {
        return Optional.ofNullable(stats);
    }
}
