package replaystorage.progress;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import replaystorage.rclone.LogLine.InFlight;

/** How far a run is, as the fields of a JSON object; what is not known is null. */
final class ProgressJson {
    private ProgressJson() {}

    static void write(JsonGenerator out, Progress progress, int percent) throws IOException {
        out.writeStringField("title", progress.title());
        out.writeNumberField("percent", percent);
        out.writeNumberField("files", progress.files());
        known(out, "allFiles", progress.allFiles());
        out.writeNumberField("bytes", progress.bytes());
        known(out, "allBytes", progress.allBytes());
        out.writeNumberField("checks", progress.checks());
        out.writeNumberField("bytesPerSecond", Math.round(progress.speed()));
        known(out, "secondsLeft", progress.left().map(Duration::toSeconds).orElse(-1L));
        out.writeNumberField("errors", progress.errors());
        out.writeArrayFieldStart("inFlight");
        for (InFlight file : progress.inFlight()) {
            out.writeStartObject();
            out.writeStringField("name", file.name());
            known(out, "size", file.size());
            out.writeNumberField("bytes", file.bytes());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static void known(JsonGenerator out, String field, long value) throws IOException {
        if (value < 0) {
            out.writeNullField(field);
        } else {
            out.writeNumberField(field, value);
        }
    }
}
