package replaystorage.autosync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How an auto-sync stands.
 *
 * @param folder that is synced
 * @param remote where it goes
 * @param state what it does just now
 * @param started when it was
 * @param lastSuccess when all that was settled was last known to be on the remote; null before the first time
 * @param pendingFiles files that are settled and not on the remote yet
 * @param pendingBytes their size
 * @param unsettledFiles files that are still being written
 * @param unreadableFiles names, of files or folders, that can't be read and so not saved
 * @param bytesPerSecond of the last upload that was large enough to tell; 0 before the first
 * @param failures rounds in a row that failed
 * @param error of the last of them; null where there is none
 * @param next when the folder is looked at again; null where it is not
 * @param watch by what another process can tell what is saved
 */
public record SyncStatus(
        String folder,
        String remote,
        long pid,
        State state,
        Duration interval,
        Instant started,
        Instant lastSuccess,
        long pendingFiles,
        long pendingBytes,
        long unsettledFiles,
        long unreadableFiles,
        long bytesPerSecond,
        int failures,
        String error,
        Instant next,
        Watch watch) {

    /**
     * How the auto-sync tells files that are saved.
     *
     * @param record the file of what is known to be on the remote
     * @param settle how long a file must have been left alone
     * @param includes patterns of the command line
     * @param excludes patterns of the command line
     */
    public record Watch(String record, Duration settle, List<String> includes, List<String> excludes) {}

    /** What an auto-sync does. */
    public enum State {
        /** Waits for its next round. */
        WAITING,
        /** Sends. */
        SENDING,
        /** Was told to end, and saves what is left. */
        ENDING,
        /** Has ended. */
        ENDED
    }

    /** How long the pending files take at the measured rate; empty where none was measured yet. */
    public Optional<Duration> timeToSafety() {
        if (pendingBytes == 0) {
            return Optional.of(Duration.ZERO);
        }
        return bytesPerSecond == 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds((pendingBytes + bytesPerSecond - 1) / bytesPerSecond));
    }

    /** As one JSON object, of which src/docs/auto-sync-status.md tells the fields. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("folder", folder);
            json.writeStringField("remote", remote);
            json.writeNumberField("pid", pid);
            json.writeStringField("state", state.name().toLowerCase(Locale.ROOT));
            json.writeNumberField("interval_seconds", interval.toSeconds());
            time(json, "started", started);
            time(json, "last_success", lastSuccess);
            json.writeNumberField("pending_files", pendingFiles);
            json.writeNumberField("pending_bytes", pendingBytes);
            json.writeNumberField("unsettled_files", unsettledFiles);
            json.writeNumberField("unreadable_files", unreadableFiles);
            json.writeNumberField("bytes_per_second", bytesPerSecond);
            if (timeToSafety().isPresent()) {
                json.writeNumberField("seconds_to_safety", timeToSafety().get().toSeconds());
            } else {
                json.writeNullField("seconds_to_safety");
            }
            json.writeNumberField("failures", failures);
            json.writeStringField("error", error);
            time(json, "next", next);
            json.writeStringField("record", watch.record());
            json.writeNumberField("settle_seconds", watch.settle().toSeconds());
            list(json, "include", watch.includes());
            list(json, "exclude", watch.excludes());
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static void list(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void time(JsonGenerator json, String name, Instant time) throws IOException {
        json.writeStringField(name, time == null ? null : time.toString());
    }
}
