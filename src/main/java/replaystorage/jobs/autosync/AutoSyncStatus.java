package replaystorage.jobs.autosync;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import replaystorage.console.JsonText;

/**
 * Status of an auto-sync process.
 *
 * @param lastSuccess when all stable files were last known to be in the bucket; null before the first time
 * @param pendingFiles stable files that are not in the bucket yet
 * @param unstableFiles files that are still being written
 * @param unreadableFiles names of files and folders that can't be read, and so are not saved
 * @param bytesPerSecond rate of the last upload that was large enough to measure; 0 before the first
 * @param nextRoundAt null if there is no next round
 * @param scanSettings let another process determine which files are saved
 */
public record AutoSyncStatus(
        String folder,
        String remote,
        long pid,
        AutoSyncState state,
        Duration interval,
        Instant startedAt,
        Instant lastSuccess,
        long pendingFiles,
        long pendingBytes,
        long unstableFiles,
        long unreadableFiles,
        long bytesPerSecond,
        int failures,
        String error,
        Instant nextRoundAt,
        ScanSettings scanSettings) {

    /** How auto-sync recognizes saved files. */
    public record ScanSettings(String recordFile, Duration settleTime, List<String> includes, List<String> excludes) {}

    public enum AutoSyncState {
        WAITING,
        SENDING,
        /** Got a signal, and saves the remaining files. */
        ENDING,
        ENDED,
        /** Was killed; never in the status file. */
        KILLED;

        static AutoSyncState parse(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /** In the status file and in the report. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Time for the pending files at the measured rate; empty before the first measurement. */
    public Optional<Duration> remainingUploadTime() {
        if (pendingBytes == 0) {
            return Optional.of(Duration.ZERO);
        }
        return bytesPerSecond == 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds((pendingBytes + bytesPerSecond - 1) / bytesPerSecond));
    }

    /** One JSON object, described in src/docs/auto-sync-status.md. */
    public String toJson() {
        return JsonText.of(json -> {
            json.writeStringField("folder", folder);
            json.writeStringField("remote", remote);
            json.writeNumberField("pid", pid);
            json.writeStringField("state", state.word());
            json.writeNumberField("interval_seconds", interval.toSeconds());
            writeTime(json, "started", startedAt);
            writeTime(json, "last_success", lastSuccess);
            json.writeNumberField("pending_files", pendingFiles);
            json.writeNumberField("pending_bytes", pendingBytes);
            json.writeNumberField("unsettled_files", unstableFiles);
            json.writeNumberField("unreadable_files", unreadableFiles);
            json.writeNumberField("bytes_per_second", bytesPerSecond);
            if (remainingUploadTime().isPresent()) {
                json.writeNumberField(
                        "seconds_to_safety", remainingUploadTime().get().toSeconds());
            } else {
                json.writeNullField("seconds_to_safety");
            }
            json.writeNumberField("failures", failures);
            json.writeStringField("error", error);
            writeTime(json, "next", nextRoundAt);
            json.writeStringField("record", scanSettings.recordFile());
            json.writeNumberField("settle_seconds", scanSettings.settleTime().toSeconds());
            JsonText.writeTexts(json, "include", scanSettings.includes());
            JsonText.writeTexts(json, "exclude", scanSettings.excludes());
        });
    }

    private static void writeTime(JsonGenerator json, String name, Instant time) throws IOException {
        json.writeStringField(name, time == null ? null : time.toString());
    }
}
