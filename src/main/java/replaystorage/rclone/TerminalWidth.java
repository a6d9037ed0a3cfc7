package replaystorage.rclone;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zeroturnaround.exec.ProcessExecutor;

/**
 * Width of the terminal on stderr, or 0. Asks `stty` at most once a second, since shells don't export COLUMNS and Java can't tell; this also
 * sees a resize.
 */
public final class TerminalWidth implements IntSupplier {
    private static final long REFRESH_NANOS = 1_000_000_000L;
    private static final Pattern SIZE_PATTERN = Pattern.compile("[0-9]+ ([0-9]{1,4})\\s*");

    private final String terminal;
    private int columns;
    private boolean asked;
    private long askedAt;

    public TerminalWidth() {
        this("/proc/" + ProcessHandle.current().pid() + "/fd/2");
    }

    TerminalWidth(String terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized int getAsInt() {
        long now = System.nanoTime();
        // If it can't be asked once, it can't be asked at the next redraw.
        if (!asked || (columns > 0 && now - askedAt >= REFRESH_NANOS)) {
            columns = askStty();
            asked = true;
            askedAt = now;
        }
        return columns;
    }

    private int askStty() {
        try {
            Matcher size = SIZE_PATTERN.matcher(new ProcessExecutor("stty", "-F", terminal, "size")
                    .readOutput(true)
                    .timeout(1, TimeUnit.SECONDS)
                    .execute()
                    .outputUTF8());
            return size.matches() ? Integer.parseInt(size.group(1)) : 0;
        } catch (IOException | TimeoutException noAnswer) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
