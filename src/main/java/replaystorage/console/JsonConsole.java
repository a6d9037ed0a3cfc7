package replaystorage.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import replaystorage.rclone.LogLine;

/** Writes one JSON object per line, see src/docs/progress-json.md. ASCII only, so that a name can't contain a terminal's control sequence. */
final class JsonConsole implements Console {
    private static final long INTERVAL_NANOS = 500_000_000L;

    private final PrintStream err;
    private final LongSupplier nanos;
    private final ProgressAggregator aggregator;
    private final long startedAt;
    private long shownAt;
    private boolean ended;

    JsonConsole(PrintStream err, LongSupplier nanos) {
        this.err = err;
        this.nanos = nanos;
        this.startedAt = nanos.getAsLong();
        this.shownAt = startedAt - INTERVAL_NANOS;
        this.aggregator = new ProgressAggregator(startedAt);
    }

    @Override
    public synchronized void addPlanned(String title, long files, long bytes) {
        aggregator.addPlanned(title, files, bytes);
        printEvent("planned", out -> {
            out.writeStringField("title", title);
            JsonText.writeIfKnown(out, "files", files);
            JsonText.writeIfKnown(out, "bytes", bytes);
        });
    }

    @Override
    public synchronized void handleLogLine(int child, LogLine line) {
        long now = nanos.getAsLong();
        aggregator.handleLogLine(child, line, now);
        if (!ended && line.stats() != null && now - shownAt >= INTERVAL_NANOS) {
            shownAt = now;
            ProgressSnapshot progress = aggregator.progress(now);
            printEvent("progress", out -> ProgressJson.write(out, progress, progress.percent()));
        }
    }

    @Override
    public synchronized void note(String text) {
        printMessage("note", text, null, null);
    }

    @Override
    public synchronized void warn(String text) {
        printMessage("warning", text, null, null);
    }

    @Override
    public synchronized void error(String text, String remedy, int status) {
        printMessage("error", text, remedy, status);
    }

    private void printMessage(String level, String text, String remedy, Integer status) {
        printEvent("message", out -> {
            out.writeStringField("level", level);
            out.writeStringField("text", text);
            out.writeStringField("remedy", remedy);
            out.writeObjectField("status", status);
        });
    }

    @Override
    public void showSummary(boolean good, String text) {
        showSummary(good, text, Duration.ofNanos(nanos.getAsLong() - startedAt));
    }

    @Override
    public synchronized void showSummary(boolean good, String text, Duration time) {
        long now = nanos.getAsLong();
        ProgressSnapshot progress = aggregator.progress(now);
        if (good && shownAt >= startedAt) {
            printEvent("progress", out -> ProgressJson.write(out, progress, 100));
        }
        ended = true;
        printEvent("summary", out -> {
            out.writeBooleanField("good", good);
            out.writeStringField("text", text);
            out.writeNumberField("files", progress.files());
            out.writeNumberField("bytes", progress.bytes());
            out.writeNumberField("seconds", Math.round(time.toMillis() / 100.0) / 10.0);
        });
    }

    @Override
    public synchronized void showStopped() {
        showSummary(false, ProgressSnapshot.stoppedText(aggregator.progress(nanos.getAsLong())));
    }

    @Override
    public synchronized void showForecast(DryRunForecast forecast) {
        printEvent("forecast", out -> {
            out.writeStringField("name", forecast.title());
            out.writeNumberField("files", forecast.files());
            out.writeNumberField("bytes", forecast.bytes());
            out.writeNumberField("equal", forecast.equalFiles());
            out.writeNumberField("deletions", forecast.deletions());
            out.writeNumberField("requests", forecast.requests());
            out.writeObjectFieldStart("classes");
            for (Map.Entry<String, Long> each : forecast.requestsByClass().entrySet()) {
                out.writeNumberField(each.getKey(), each.getValue());
            }
            out.writeEndObject();
            out.writeFieldName("dollars");
            out.writeNumber(forecast.dollars().stripTrailingZeros().toPlainString());
        });
    }

    private void printEvent(String type, JsonText.FieldsWriter fields) {
        String line = JsonText.ascii(out -> {
            out.writeStringField("type", type);
            fields.write(out);
        });
        err.print(line + "\n");
        err.flush();
    }

    @Override
    public synchronized void close() {
        ended = true;
        err.flush();
    }
}
