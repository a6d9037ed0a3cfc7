package replaystorage.stability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Identifies a version of a file by its stat values; follows links. Numbers only, since there may be 100,000.
 *
 * @param modified time of the last write, in ns since 1970
 * @param changed time of the last change of file or inode, in ns since 1970: no program can set it back
 */
record FileState(long size, long modified, long changed, long device, long inode) {

    /** Empty if there is no such file. */
    static Optional<FileState> stat(Path path) {
        try {
            Map<String, Object> all = Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,dev,ino");
            return Optional.of(new FileState(
                    (Long) all.get("size"),
                    ((FileTime) all.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                    ((FileTime) all.get("ctime")).to(TimeUnit.NANOSECONDS),
                    (Long) all.get("dev"),
                    (Long) all.get("ino")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Time since the last change by the file system's clock; negative if that clock is ahead of ours. */
    Duration timeSinceChange(Instant now) {
        return elapsed(Math.max(changed, modified), now);
    }

    /** Time since the last write. */
    Duration timeSinceWrite(Instant now) {
        return elapsed(modified, now);
    }

    private static Duration elapsed(long nanos, Instant now) {
        return Duration.between(Instant.EPOCH.plusNanos(nanos), now);
    }
}
