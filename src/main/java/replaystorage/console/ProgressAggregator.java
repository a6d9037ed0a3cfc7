package replaystorage.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.LogLine.FileInTransfer;
import replaystorage.rclone.LogLine.LogLevel;
import replaystorage.rclone.LogLine.RcloneStats;

/** Adds up the plan and the last report of each rclone. Not thread-safe. */
final class ProgressAggregator {
    private static final long SAMPLE_NANOS = 400_000_000L;
    private static final long SILENT_NANOS = 3_000_000_000L;
    private static final int SAMPLES = 20;
    private static final RcloneStats NOTHING = new RcloneStats(0, 0, 0, 0, 0, 0, List.of());

    private final Map<Integer, ChildCounters> children = new TreeMap<>();
    private final Deque<Double> speeds = new ArrayDeque<>();
    private String title = "";
    private boolean planned;
    private long plannedFiles = -1;
    private long plannedBytes = -1;
    private long sampledAt;
    private long sampledBytes;

    /** One rclone: its last report, and the objects that failed at the first attempt. */
    private static final class ChildCounters {
        private RcloneStats lastStats = NOTHING;
        private long reportedAt;
        private long mostErrors;
        private final Set<String> failed = new HashSet<>();

        /** rclone resets its error count at each attempt. */
        private long errors() {
            return Math.max(mostErrors, failed.size());
        }
    }

    ProgressAggregator(long now) {
        sampledAt = now;
    }

    void addPlanned(String what, long files, long bytes) {
        title = what;
        plannedFiles = planned ? addKnown(plannedFiles, files) : files;
        plannedBytes = planned ? addKnown(plannedBytes, bytes) : bytes;
        planned = true;
    }

    /** A sum with an unknown part is unknown. */
    private static long addKnown(long sum, long part) {
        return sum < 0 || part < 0 ? -1 : sum + part;
    }

    void handleLogLine(int number, LogLine line, long now) {
        ChildCounters child = children.computeIfAbsent(number, first -> new ChildCounters());
        if (line.level() == LogLevel.ERROR && line.object() != null) {
            child.failed.add(line.object());
        } else if (line.level() == LogLevel.CRITICAL) {
            child.failed.add(line.message());
        }
        line.statsIfAny().ifPresent(stats -> {
            child.lastStats = stats;
            child.reportedAt = now;
            child.mostErrors = Math.max(child.mostErrors, stats.errors());
            sample(now);
        });
    }

    /** Takes a sample about once per report of all rclones, which report in turn. */
    private void sample(long now) {
        long elapsed = now - sampledAt;
        if (elapsed < SAMPLE_NANOS) {
            return;
        }
        long bytes = sum(RcloneStats::bytes);
        speeds.addLast(Math.max(0, bytes - sampledBytes) * 1e9 / elapsed);
        if (speeds.size() > SAMPLES) {
            speeds.removeFirst();
        }
        sampledAt = now;
        sampledBytes = bytes;
    }

    ProgressSnapshot progress(long now) {
        long files = atMostPlanned(sum(RcloneStats::transfers), plannedFiles);
        long bytes = atMostPlanned(sum(RcloneStats::bytes), plannedBytes);
        int percent = plannedBytes > 0
                ? ProgressSnapshot.percent(bytes, plannedBytes)
                : ProgressSnapshot.percent(files, plannedFiles);
        return new ProgressSnapshot(
                title,
                percent,
                bytes,
                plannedBytes,
                files,
                plannedFiles,
                sum(RcloneStats::checks),
                children.values().stream().mapToLong(ChildCounters::errors).sum(),
                List.copyOf(speeds),
                inFlight(now));
    }

    /** rclone counts a retried file again; the display never exceeds the plan. */
    private static long atMostPlanned(long done, long planned) {
        return planned < 0 ? done : Math.min(done, planned);
    }

    private long sum(ToLongFunction<RcloneStats> counter) {
        return children.values().stream()
                .mapToLong(child -> Math.max(0, counter.applyAsLong(child.lastStats)))
                .sum();
    }

    /** Ignores rclones that no longer report: they have ended, even if their last report was in the middle of a file. */
    private List<FileInTransfer> inFlight(long now) {
        List<FileInTransfer> files = new ArrayList<>();
        for (ChildCounters child : children.values()) {
            if (now - child.reportedAt < SILENT_NANOS) {
                files.addAll(child.lastStats.transferring());
            }
        }
        files.sort(Comparator.comparingLong(FileInTransfer::size).reversed());
        return files;
    }
}
