package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Names of files that are not complete yet; no upload takes such a file. */
public final class MoveTempName {
    private static final Pattern NAME_PATTERN = Pattern.compile("replay-storage\\.[0-9a-f]{8}\\.partial");

    private MoveTempName() {}

    public static Path freeNameIn(Path folder) {
        Path name;
        do {
            name = folder.resolve(String.format(
                    "replay-storage.%08x.partial", ThreadLocalRandom.current().nextInt()));
        } while (Files.exists(name, LinkOption.NOFOLLOW_LINKS));
        return name;
    }

    /** Deletes what a killed start left; only safe if no other start is at work in the folder. */
    static void deleteLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, MoveTempName::isPartial)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isPartial(Path file) {
        return NAME_PATTERN.matcher(file.getFileName().toString()).matches()
                && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }
}
