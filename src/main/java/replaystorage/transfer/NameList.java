package replaystorage.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;

/** A private file with rclone's names, one a line, for `--files-from-raw`. */
final class NameList implements AutoCloseable {
    private final Path file;

    private NameList(Path file) {
        this.file = file;
    }

    /** @throws CliException 74 where it can't be written */
    static NameList of(Path folder, Collection<String> names) {
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "names-", ".txt");
            Files.write(file, names, StandardCharsets.UTF_8);
            return new NameList(file);
        } catch (IOException e) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "can't write a list of names in " + folder + ": " + Reason.of(e),
                    "export TMPDIR=/a/folder/with/room");
        }
    }

    String path() {
        return file.toString();
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
