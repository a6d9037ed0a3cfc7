package replaystorage.transfer.copy;

import java.util.regex.Pattern;
import replaystorage.console.Console;
import replaystorage.rclone.LogLine;

/**
 * Reads the log of a copying rclone, and stops it if its retries are hopeless.
 *
 * @param hopelessPattern matches a line of the debug log that shows this, or null
 */
record CopyLogListener(int child, CopyLog log, Console console, Pattern hopelessPattern, boolean verbose) {

    /** An exception of the log consumer ends the run. */
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
            console.handleLogLine(child, line);
        }
    }
}
