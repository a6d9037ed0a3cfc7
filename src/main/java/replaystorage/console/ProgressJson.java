package replaystorage.console;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import replaystorage.rclone.LogLine.FileInTransfer;

/** Progress as fields of a JSON object; unknown values are null. */
final class ProgressJson {
    private ProgressJson() {}

    static void write(JsonGenerator out, ProgressSnapshot progress, int percent) throws IOException {
        out.writeStringField("title", progress.title());
        out.writeNumberField("percent", percent);
        out.writeNumberField("files", progress.files());
        JsonText.writeIfKnown(out, "allFiles", progress.totalFiles());
        out.writeNumberField("bytes", progress.bytes());
        JsonText.writeIfKnown(out, "allBytes", progress.totalBytes());
        out.writeNumberField("checks", progress.checks());
        out.writeNumberField("bytesPerSecond", Math.round(progress.speed()));
        JsonText.writeIfKnown(
                out,
                "secondsLeft",
                progress.remainingTime().map(Duration::toSeconds).orElse(-1L));
        out.writeNumberField("errors", progress.errors());
        out.writeArrayFieldStart("inFlight");
        for (FileInTransfer file : progress.inFlight()) {
            out.writeStartObject();
            out.writeStringField("name", file.name());
            JsonText.writeIfKnown(out, "size", file.size());
            out.writeNumberField("bytes", file.bytes());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
