package replaystorage.transfer.list;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.IoErrorText;
import replaystorage.host.LockedTempPath;

/** A private file of names for `--files-from-raw`. */
public final class FilesFromFile implements AutoCloseable {
    private final LockedTempPath file;

    private FilesFromFile(LockedTempPath file) {
        this.file = file;
    }

    /** @throws CliException 74 if it can't be written */
    public static FilesFromFile write(Path folder, Collection<String> names) {
        try {
            return writeIn(folder, names);
        } catch (IOException e) {
            return writeToSystemTemp(folder, names, e);
        }
    }

    /** A full or read-only workspace must not prevent saving its checkpoints. */
    private static FilesFromFile writeToSystemTemp(Path folder, Collection<String> names, IOException why) {
        try {
            return writeIn(Path.of(System.getProperty("java.io.tmpdir")), names);
        } catch (IOException e) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    "can't write a list of names in " + folder + ": " + IoErrorText.describe(why),
                    "df -h " + folder + " /tmp   # free some space in one of them");
        }
    }

    private static FilesFromFile writeIn(Path folder, Collection<String> names) throws IOException {
        LockedTempPath file = LockedTempPath.createFile(folder, "names");
        try {
            Files.write(file.path(), names, StandardCharsets.UTF_8);
            return new FilesFromFile(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    public String path() {
        return file.path().toString();
    }

    @Override
    public void close() {
        file.close();
    }
}
