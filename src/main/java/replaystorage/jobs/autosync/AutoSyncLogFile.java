package replaystorage.jobs.autosync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/** The log of an auto-sync: a line with the time for each message. It is opened anew for each, so that it may be rotated. */
public final class AutoSyncLogFile {
    private static final DateTimeFormatter TIME_FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Path file;
    private final Consumer<IOException> onWriteError;
    private boolean writeErrorReported;

    /** @param unwritable is told, once, that it can't be written */
    public AutoSyncLogFile(Path file, Consumer<IOException> unwritable) {
        this.file = file;
        this.onWriteError = unwritable;
    }

    /** Adds a message, which may have several lines. */
    public void add(String text) {
        String line = TIME_FORMAT.format(LocalDateTime.now(ZoneId.systemDefault())) + " " + text.strip() + "\n";
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            writeErrorReported = false;
        } catch (IOException e) {
            if (!writeErrorReported) {
                writeErrorReported = true;
                onWriteError.accept(e);
            }
        }
    }
}
