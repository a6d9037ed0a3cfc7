package replaystorage.console;

import java.util.List;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.LogLine.FileInTransfer;
import replaystorage.rclone.LogLine.LogLevel;
import replaystorage.rclone.LogLine.RcloneStats;

final class LogLineFixtures {
    private LogLineFixtures() {}

    static LogLine stats(long bytes, long files, FileInTransfer... inFlight) {
        return stats(new RcloneStats(bytes, 0, 0, files, 0, 0, List.of(inFlight)));
    }

    static LogLine stats(RcloneStats stats) {
        return new LogLine(LogLevel.NOTICE, "", null, stats);
    }

    static LogLine error(String object) {
        return new LogLine(LogLevel.ERROR, "Failed to copy", object, null);
    }

    static FileInTransfer file(String name, long size, long bytes) {
        return new FileInTransfer(name, size, bytes, 0);
    }
}
