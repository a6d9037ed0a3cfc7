package replaystorage.rclone;

import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passes on the progress that rclone draws, and reads its counters to detect a stall. */
final class ProgressPassThrough extends OutputStream {
    private static final Pattern COUNTER = Pattern.compile("(?:Transferred|Checks):\\s*([^,]*),");

    private final OutputStream target;
    private final StallDetector stallDetector;
    private final LineSplitter lineSplitter;
    private String currentCounters = "";
    private String lastCounters = "";

    ProgressPassThrough(OutputStream to, StallDetector stallDetector) {
        this.target = to;
        this.stallDetector = stallDetector;
        this.lineSplitter = new LineSplitter(this::observe);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] chunk, int offset, int length) throws IOException {
        stallDetector.consume(() -> {
            target.write(chunk, offset, length);
            target.flush();
        });
        lineSplitter.write(chunk, offset, length);
    }

    @Override
    public void close() throws IOException {
        lineSplitter.close();
        target.close();
    }

    /** rclone redraws twice a second even if nothing moves, so only changed counters count. */
    private void observe(String line) {
        Matcher counter = COUNTER.matcher(line);
        if (counter.find()) {
            currentCounters += counter.group(1) + ";";
        } else if (line.contains("Elapsed time:")) {
            if (!currentCounters.equals(lastCounters)) {
                stallDetector.recordActivity();
            }
            lastCounters = currentCounters;
            currentCounters = "";
        }
    }
}
