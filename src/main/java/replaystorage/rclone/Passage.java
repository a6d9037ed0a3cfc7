package replaystorage.rclone;

import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hands rclone's own drawing on as it comes, and sees from its counters whether the run gets on. */
final class Passage extends OutputStream {
    private static final Pattern COUNTER = Pattern.compile("(?:Transferred|Checks):\\s*([^,]*),");

    private final OutputStream to;
    private final Activity activity;
    private final Lines lines;
    private String bytes = "";
    private String seen = "";

    Passage(OutputStream to, Activity activity) {
        this.to = to;
        this.activity = activity;
        this.lines = new Lines(this::look);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] chunk, int offset, int length) throws IOException {
        activity.consume(() -> {
            to.write(chunk, offset, length);
            to.flush();
        });
        lines.write(chunk, offset, length);
    }

    @Override
    public void close() throws IOException {
        lines.close();
        to.close();
    }

    /** It redraws twice a second, also when nothing moves: only other counters are a sign of life. */
    private void look(String line) {
        Matcher counter = COUNTER.matcher(line);
        if (counter.find()) {
            bytes += counter.group(1) + ";";
        } else if (line.contains("Elapsed time:")) {
            if (!bytes.equals(seen)) {
                activity.touch();
            }
            seen = bytes;
            bytes = "";
        }
    }
}
