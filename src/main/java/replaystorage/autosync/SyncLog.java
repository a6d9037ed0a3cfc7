package replaystorage.autosync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/** The log of an auto-sync: a line with the time for each message. It is opened anew for each, so that it may be rotated. */
public final class SyncLog {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Path file;
    private final Consumer<IOException> unwritable;
    private boolean complained;

    /** @param unwritable is told, once, that it can't be written */
    public SyncLog(Path file, Consumer<IOException> unwritable) {
        this.file = file;
        this.unwritable = unwritable;
    }

    /** Adds a message, which may have several lines. */
    public void add(String text) {
        String line = TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + " " + text.strip() + "\n";
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            complained = false;
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                unwritable.accept(e);
            }
        }
    }
}
