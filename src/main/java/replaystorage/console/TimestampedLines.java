package replaystorage.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;

/** Adds a tag and the time to each line, as in `[fetch_replays] 10:30:00 text`. */
final class TimestampedLines extends OutputStream {
    private static final DateTimeFormatter TIME_FORMAT = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final OutputStream out;
    private final String tag;
    private final Supplier<LocalTime> now;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    TimestampedLines(OutputStream out, String tag, Supplier<LocalTime> now) {
        this.out = out;
        this.tag = tag;
        this.now = now;
    }

    @Override
    public synchronized void write(int each) throws IOException {
        line.write(each);
        if (each == '\n') {
            out.write(("[" + tag + "] " + TIME_FORMAT.format(now.get()) + " ").getBytes(StandardCharsets.UTF_8));
            line.writeTo(out);
            out.flush();
            line.reset();
        }
    }
}
