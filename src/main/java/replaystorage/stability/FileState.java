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
 * What tells one version of a file from the next, and from any other file; links are followed. Numbers only, since there may be 100,000.
 *
 * @param modified when its bytes were last written, in ns since 1970
 * @param changed when anything of it last changed, in ns since 1970: unlike the former nobody can set it back
 * @param device where the file lies
 * @param inode which file of that device bears the name
 */
record FileState(long size, long modified, long changed, long device, long inode) {

    /** The file as it is now, or empty where there is none. */
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

    /** How long it has been left alone by the file system's clock; negative where that runs ahead of ours. */
    Duration timeSinceChange(Instant now) {
        return elapsed(Math.max(changed, modified), now);
    }

    /** How long ago its bytes were last written. */
    Duration timeSinceWrite(Instant now) {
        return elapsed(modified, now);
    }

    private static Duration elapsed(long nanos, Instant now) {
        return Duration.between(Instant.EPOCH.plusNanos(nanos), now);
    }
}
