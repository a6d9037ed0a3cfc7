package replaystorage.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;

final class AbsolutePaths {
    private AbsolutePaths() {}

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
