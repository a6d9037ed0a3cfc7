package replaystorage.transfer;

import java.util.regex.Pattern;
import replaystorage.rclone.LogLine;

/**
 * Takes the log of one copying rclone, and ends it where it would go on trying in vain.
 *
 * @param hopeless what its debug log says then, or null
 * @param showsDebug the user asked for the debug log
 */
record Hearing(int child, CopyLog log, Reporter reporter, Pattern hopeless, boolean showsDebug) {

    /** What a consumer of the log throws ends the run. */
    static final class Hopeless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Hopeless(String message) {
            super(message);
        }
    }

    void hear(LogLine line) {
        boolean isDebug = line.level() == LogLine.Level.DEBUG && hopeless != null;
        if (isDebug && hopeless.matcher(line.message()).find()) {
            throw new Hopeless(line.message());
        }
        if (!isDebug || showsDebug) {
            log.add(line);
            reporter.log(child, line);
        }
    }
}
