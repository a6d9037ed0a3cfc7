package replaystorage.transfer.copy;

import java.util.regex.Pattern;
import replaystorage.console.Console;
import replaystorage.rclone.LogLine;

/**
 * Takes the log of one copying rclone, and ends it where it would go on trying in vain.
 *
 * @param hopelessPattern what its debug log says then, or null
 * @param verbose the user asked for the debug log
 */
record CopyLogListener(int child, CopyLog log, Console reporter, Pattern hopelessPattern, boolean verbose) {

    /** What a consumer of the log throws ends the run. */
    static final class HopelessCopyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private HopelessCopyException(String message) {
            super(message);
        }
    }

    void accept(LogLine line) {
        boolean isDebug = line.level() == LogLine.LogLevel.DEBUG && hopelessPattern != null;
        if (isDebug && hopelessPattern.matcher(line.message()).find()) {
            throw new HopelessCopyException(line.message());
        }
        if (!isDebug || verbose) {
            log.add(line);
            reporter.handleLogLine(child, line);
        }
    }
}
