package replaystorage.workspace.move;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The names under which something is made before it gets its own; no walk ever takes such a file for a whole one. */
public final class MoveTempName {
    private static final Pattern NAME_PATTERN = Pattern.compile("replay-storage\\.[0-9a-f]{8}\\.partial");

    private MoveTempName() {}

    /** A name that is free in this folder. */
    public static Path freeNameIn(Path folder) {
        Path name;
        do {
            name = folder.resolve(String.format(
                    "replay-storage.%08x.partial", ThreadLocalRandom.current().nextInt()));
        } while (Files.exists(name, LinkOption.NOFOLLOW_LINKS));
        return name;
    }

    /** Takes away what a killed start left half made; only for who is alone in the folder. */
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
