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
 * The state of an auto-sync process: pending files, last success, last error, next round.
 *
 * @param folder that is synced
 * @param remote where it goes
 * @param state what it does just now
 * @param startedAt when it was
 * @param lastSuccess when all that was settled was last known to be on the remote; null before the first time
 * @param pendingFiles files that are settled and not on the remote yet
 * @param pendingBytes their size
 * @param unstableFiles files that are still being written
 * @param unreadableFiles names, of files or folders, that can't be read and so not saved
 * @param bytesPerSecond of the last upload that was large enough to tell; 0 before the first
 * @param failures rounds in a row that failed
 * @param error of the last of them; null where there is none
 * @param nextRoundAt when the folder is looked at again; null where it is not
 * @param scanSettings by what another process can tell what is saved
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

    /**
     * How the auto-sync tells files that are saved.
     *
     * @param recordFile the file of what is known to be on the remote
     * @param settleTime how long a file must have been left alone
     * @param includes patterns of the command line
     * @param excludes patterns of the command line
     */
    public record ScanSettings(String recordFile, Duration settleTime, List<String> includes, List<String> excludes) {}

    /** What an auto-sync does. */
    public enum AutoSyncState {
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
    public Optional<Duration> remainingUploadTime() {
        if (pendingBytes == 0) {
            return Optional.of(Duration.ZERO);
        }
        return bytesPerSecond == 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds((pendingBytes + bytesPerSecond - 1) / bytesPerSecond));
    }

    /** As one JSON object, of which src/docs/auto-sync-status.md tells the fields. */
    public String toJson() {
        return JsonText.of(json -> {
            json.writeStringField("folder", folder);
            json.writeStringField("remote", remote);
            json.writeNumberField("pid", pid);
            json.writeStringField("state", state.name().toLowerCase(Locale.ROOT));
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
