package replaystorage.progress;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import replaystorage.rclone.LogLine;

/** An object a line, in the schema of src/docs/progress-json.md, all in ASCII: a name that is a terminal's command stays text. */
final class JsonDisplay implements Display {
    private static final long EVERY_NANOS = 500_000_000L;

    private final PrintStream err;
    private final LongSupplier nanos;
    private final Tally tally;
    private final JsonFactory json =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private final Set<String> said = new HashSet<>();
    private final long begun;
    private long shownAt;
    private boolean ended;

    /** Writes the fields of one object. */
    private interface Fields {
        void write(JsonGenerator out) throws IOException;
    }

    JsonDisplay(PrintStream err, LongSupplier nanos) {
        this.err = err;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.shownAt = begun - EVERY_NANOS;
        this.tally = new Tally(begun);
    }

    @Override
    public synchronized void planned(String title, long files, long bytes) {
        tally.plan(title, files, bytes);
        print("planned", out -> {
            out.writeStringField("title", title);
            ProgressJson.known(out, "files", files);
            ProgressJson.known(out, "bytes", bytes);
        });
    }

    @Override
    public synchronized void log(int child, LogLine line) {
        long now = nanos.getAsLong();
        tally.log(child, line, now);
        if (!ended && line.stats() != null && now - shownAt >= EVERY_NANOS) {
            shownAt = now;
            Progress progress = tally.progress(now);
            print("progress", out -> ProgressJson.write(out, progress, progress.percent()));
        }
    }

    @Override
    public synchronized void note(String text) {
        message("note", text, null, null);
    }

    @Override
    public synchronized void warn(String text) {
        message("warning", text, null, null);
    }

    @Override
    public synchronized void error(String text, String remedy, int status) {
        message("error", text, remedy, status);
    }

    private void message(String level, String text, String remedy, Integer status) {
        if (!said.add(level + remedy + "\n" + text)) {
            return;
        }
        print("message", out -> {
            out.writeStringField("level", level);
            out.writeStringField("text", text);
            out.writeStringField("remedy", remedy);
            out.writeObjectField("status", status);
        });
    }

    @Override
    public void summary(boolean good, String text) {
        summary(good, text, Duration.ofNanos(nanos.getAsLong() - begun));
    }

    @Override
    public synchronized void summary(boolean good, String text, Duration time) {
        long now = nanos.getAsLong();
        Progress progress = tally.progress(now);
        if (good && shownAt >= begun) {
            print("progress", out -> ProgressJson.write(out, progress, 100));
        }
        ended = true;
        print("summary", out -> {
            out.writeBooleanField("good", good);
            out.writeStringField("text", text);
            out.writeNumberField("files", progress.files());
            out.writeNumberField("bytes", progress.bytes());
            out.writeNumberField("seconds", Math.round(time.toMillis() / 100.0) / 10.0);
        });
    }

    @Override
    public synchronized void stopped() {
        summary(false, Progress.stopped(tally.progress(nanos.getAsLong())));
    }

    @Override
    public synchronized void forecast(Forecast forecast) {
        print("forecast", out -> {
            out.writeStringField("name", forecast.name());
            out.writeNumberField("files", forecast.files());
            out.writeNumberField("bytes", forecast.bytes());
            out.writeNumberField("equal", forecast.equal());
            out.writeNumberField("deletions", forecast.deletions());
            out.writeNumberField("requests", forecast.requests());
            out.writeObjectFieldStart("classes");
            for (Map.Entry<String, Long> each : forecast.classes().entrySet()) {
                out.writeNumberField(each.getKey(), each.getValue());
            }
            out.writeEndObject();
            out.writeFieldName("dollars");
            out.writeNumber(forecast.dollars().stripTrailingZeros().toPlainString());
        });
    }

    private void print(String type, Fields fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = json.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("type", type);
            fields.write(out);
            out.writeEndObject();
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        // The one ASCII character that neither JSON nor the generator escapes and that is no text.
        err.print(line.toString().replace("\u007f", "\\u007f") + "\n");
        err.flush();
    }

    @Override
    public synchronized void forget() {
        said.clear();
    }

    @Override
    public synchronized void close() {
        ended = true;
        err.flush();
    }
}
