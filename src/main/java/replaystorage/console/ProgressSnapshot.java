package replaystorage.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import replaystorage.host.HumanNumbers;
import replaystorage.rclone.LogLine.FileInTransfer;

/**
 * Progress of a run.
 *
 * @param percent 0 to 99; only the summary shows 100
 * @param totalBytes -1 if unknown
 * @param totalFiles -1 if unknown
 * @param speeds bytes per second, about two samples a second, newest last
 * @param inFlight the largest first
 */
record ProgressSnapshot(
        String title,
        int percent,
        long bytes,
        long totalBytes,
        long files,
        long totalFiles,
        long checks,
        long errors,
        List<Double> speeds,
        List<FileInTransfer> inFlight) {
    private static final int RECENT_SAMPLES = 10;
    private static final int LONGEST_DAYS = 99;

    /** Describes the progress of a stopped run; null if unknown. */
    static String stoppedText(ProgressSnapshot progress) {
        String far = progress == null || progress.totalFiles < 1 ? "stopped" : "stopped: " + progress.doneText();
        return far + "; run the same command to continue";
    }

    /** Excludes files in transfer: the next run starts them again. */
    private String doneText() {
        long begun = inFlight.stream().mapToLong(FileInTransfer::bytes).sum();
        return HumanNumbers.progressText(files, totalFiles, " of ", "files") + " done ("
                + HumanNumbers.bytes(Math.max(0, bytes - begun)) + ")";
    }

    /** Bytes per second over the last five seconds. */
    double speed() {
        return speeds.stream()
                .skip(Math.max(0, speeds.size() - RECENT_SAMPLES))
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    /** Empty if it would be a guess. */
    Optional<Duration> remainingTime() {
        if (totalBytes <= bytes || speed() < 1) {
            return Optional.empty();
        }
        Duration left = Duration.ofSeconds((long) Math.ceil((totalBytes - bytes) / speed()));
        return left.toDays() > LONGEST_DAYS ? Optional.empty() : Optional.of(left);
    }

    static int percent(long done, long all) {
        return all <= 0 ? 0 : (int) Math.max(0, Math.min(99, Math.floor(100.0 * done / all)));
    }
}
