package replaystorage.jobs.autosync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/** Log file of auto-sync, with a time for each message. Opened anew for each message, so that it may be rotated. */
public final class AutoSyncLogFile {
    private static final DateTimeFormatter TIME_FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Path file;
    private final Consumer<IOException> onWriteError;
    private boolean writeErrorReported;

    /** @param unwritable called once if the file can't be written */
    public AutoSyncLogFile(Path file, Consumer<IOException> unwritable) {
        this.file = file;
        this.onWriteError = unwritable;
    }

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
