package replaystorage.progress;

import java.util.List;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.LogLine.InFlight;
import replaystorage.rclone.LogLine.Level;
import replaystorage.rclone.LogLine.Stats;

/** Log lines for tests. */
final class Lines {
    private Lines() {}

    static LogLine stats(long bytes, long files, InFlight... inFlight) {
        return stats(new Stats(bytes, 0, 0, files, 0, 0, List.of(inFlight)));
    }

    static LogLine stats(Stats stats) {
        return new LogLine(Level.NOTICE, "", null, stats);
    }

    static LogLine error(String object) {
        return new LogLine(Level.ERROR, "Failed to copy", object, null);
    }

    static InFlight file(String name, long size, long bytes) {
        return new InFlight(name, size, bytes, 0);
    }
}
