package replaystorage.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import replaystorage.host.TemporaryPath;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Reason;

/** A private file with rclone's names, one a line, for `--files-from-raw`. */
final class NameList implements AutoCloseable {
    private final TemporaryPath file;

    private NameList(TemporaryPath file) {
        this.file = file;
    }

    /** @throws CliException 74 where it can't be written */
    static NameList of(Path folder, Collection<String> names) {
        try {
            return write(folder, names);
        } catch (IOException e) {
            return elsewhere(folder, names, e);
        }
    }

    /** A full or read-only workspace must not keep its checkpoints from being saved. */
    private static NameList elsewhere(Path folder, Collection<String> names, IOException why) {
        try {
            return write(Path.of(System.getProperty("java.io.tmpdir")), names);
        } catch (IOException e) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "can't write a list of names in " + folder + ": " + Reason.of(why),
                    "df -h " + folder + " /tmp   # make room in one of them");
        }
    }

    private static NameList write(Path folder, Collection<String> names) throws IOException {
        TemporaryPath file = TemporaryPath.file(folder, "names");
        try {
            Files.write(file.path(), names, StandardCharsets.UTF_8);
            return new NameList(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    String path() {
        return file.path().toString();
    }

    @Override
    public void close() {
        file.close();
    }
}
