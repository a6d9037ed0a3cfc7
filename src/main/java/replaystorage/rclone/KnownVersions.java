package replaystorage.rclone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Remembers which binary has which version: asking costs 40 ms at each start. Works without its file, too. */
final class KnownVersions {
    private static final int MOST = 20;

    private final Path file;

    KnownVersions(Path cache) {
        this.file = cache.resolve("rclone-versions");
    }

    Optional<RcloneVersion> of(Path binary) {
        try {
            String key = key(binary);
            return lines().filter(line -> line.startsWith(key))
                    .findFirst()
                    .flatMap(line -> RcloneVersion.parse(line.substring(key.length())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void note(Path binary, RcloneVersion version) {
        Path temporary =
                file.resolveSibling("rclone-versions." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(temporary.getParent());
            String others = lines().filter(line -> !line.startsWith(binary + "\t"))
                    .limit(MOST)
                    .collect(Collectors.joining("\n"));
            Files.writeString(temporary, key(binary) + version + "\n" + others);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // It is asked again next time.
            temporary.toFile().delete();
        }
    }

    private Stream<String> lines() throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return lines.stream();
    }

    private static String key(Path binary) throws IOException {
        return binary + "\t" + Files.size(binary) + "\t"
                + Files.getLastModifiedTime(binary).toMillis() + "\t";
    }
}
