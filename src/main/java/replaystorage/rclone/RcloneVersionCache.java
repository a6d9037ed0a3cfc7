package replaystorage.rclone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import replaystorage.host.AtomicFile;
import replaystorage.host.LockFile;

/** Caches the version of each binary, which takes 40 ms to ask for; works without its file too. */
final class RcloneVersionCache {
    private static final int MAX_ENTRIES = 20;
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(1);
    private static final String FILE_NAME = "rclone-versions";

    private final Path file;
    private final Optional<Path> shippedFile;

    /** @param beside an image's cache file for its bundled rclone, or null */
    RcloneVersionCache(Path cache, Path beside) {
        this.file = cache.resolve(FILE_NAME);
        this.shippedFile = Optional.ofNullable(beside).map(folder -> folder.resolve(FILE_NAME));
    }

    Optional<RcloneVersion> find(Path binary) {
        try {
            String key = keyOf(binary);
            List<String> known = new ArrayList<>(lines(file));
            if (shippedFile.isPresent()) {
                known.addAll(lines(shippedFile.get()));
            }
            return known.stream()
                    .filter(line -> line.startsWith(key))
                    .findFirst()
                    .flatMap(line -> RcloneVersion.parse(line.substring(key.length())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void remember(Path binary, RcloneVersion version) {
        try {
            Optional<LockFile> lock = LockFile.acquire(file.resolveSibling(FILE_NAME + ".lock"), LOCK_TIMEOUT);
            try {
                String others = lines(file).stream()
                        .filter(line -> !line.startsWith(binary + "\t"))
                        .limit(MAX_ENTRIES)
                        .collect(Collectors.joining("\n"));
                String own = keyOf(binary) + version + "\n";
                AtomicFile.write(file, out -> out.write(own + others));
            } finally {
                lock.ifPresent(LockFile::close);
            }
        } catch (IOException e) {
            // It will be asked again.
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static String keyOf(Path binary) throws IOException {
        return binary + "\t" + Files.size(binary) + "\t"
                + Files.getLastModifiedTime(binary).toMillis() + "\t";
    }
}
