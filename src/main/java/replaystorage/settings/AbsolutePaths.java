package replaystorage.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;

/** Paths on this machine, as rclone is given them: absolute. */
public final class AbsolutePaths {
    private AbsolutePaths() {}

    /** The folder itself, else the nearest above it that is there. */
    public static Path nearestExisting(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }

    static String requireAbsolute(String name, String value) {
        if (value.startsWith("~")) {
            throw new CliException(
                    ExitStatus.CONFIG,
                    name + " begins with ~, which only a shell expands",
                    "export " + name + "=\"$HOME" + value.substring(1) + "\"");
        }
        try {
            return Path.of(value).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            throw ValueSanitizer.rejected(name, "is not a path on this machine");
        }
    }
}
