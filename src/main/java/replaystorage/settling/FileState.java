package replaystorage.settling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What tells one version of a file from the next; links are followed.
 *
 * @param modified when its bytes were last written
 * @param changed when anything of it last changed: unlike the former nobody can set it back
 * @param inode which file bears the name
 */
record FileState(long size, Instant modified, Instant changed, Object inode) {

    /** The file as it is now, or empty where there is none. */
    static Optional<FileState> look(Path path) {
        try {
            Map<String, Object> all = Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,fileKey");
            return Optional.of(new FileState(
                    (Long) all.get("size"),
                    ((FileTime) all.get("lastModifiedTime")).toInstant(),
                    ((FileTime) all.get("ctime")).toInstant(),
                    all.get("fileKey")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How long it has been left alone by the file system's clock; negative where that runs ahead of ours. */
    Duration age(Instant now) {
        return Duration.between(changed.isAfter(modified) ? changed : modified, now);
    }
}
