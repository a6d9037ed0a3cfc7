package replaystorage.progress;

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
import replaystorage.rclone.LogLine.InFlight;
import replaystorage.rclone.LogLine.Level;
import replaystorage.rclone.LogLine.Stats;

/** Adds up the plan and what each of the rclones last reported. Not safe for several threads. */
final class Tally {
    private static final long SAMPLE_NANOS = 400_000_000L;
    private static final long SILENT_NANOS = 3_000_000_000L;
    private static final int SAMPLES = 20;
    private static final Stats NOTHING = new Stats(0, 0, 0, 0, 0, 0, List.of());

    private final Map<Integer, Child> children = new TreeMap<>();
    private final Deque<Double> speeds = new ArrayDeque<>();
    private String title = "";
    private boolean planned;
    private long plannedFiles = -1;
    private long plannedBytes = -1;
    private long sampledAt;
    private long sampledBytes;

    /** One rclone: its last report, and which objects it could not transfer at the first try. */
    private static final class Child {
        private Stats last = NOTHING;
        private long reportedAt;
        private long mostErrors;
        private final Set<String> failed = new HashSet<>();

        /** rclone begins to count anew with each attempt, and may report before it counts. */
        private long errors() {
            return Math.max(mostErrors, failed.size());
        }
    }

    Tally(long now) {
        sampledAt = now;
    }

    void plan(String what, long files, long bytes) {
        title = what;
        plannedFiles = planned ? add(plannedFiles, files) : files;
        plannedBytes = planned ? add(plannedBytes, bytes) : bytes;
        planned = true;
    }

    /** Once a part of a sum is not known, the sum is not. */
    private static long add(long sum, long part) {
        return sum < 0 || part < 0 ? -1 : sum + part;
    }

    void log(int number, LogLine line, long now) {
        Child child = children.computeIfAbsent(number, first -> new Child());
        if (line.level() == Level.ERROR && line.object() != null) {
            child.failed.add(line.object());
        } else if (line.level() == Level.CRITICAL) {
            child.failed.add(line.message());
        }
        line.counters().ifPresent(stats -> {
            child.last = stats;
            child.reportedAt = now;
            child.mostErrors = Math.max(child.mostErrors, stats.errors());
            sample(now);
        });
    }

    /** Several rclones report in turn: a sample is taken when about each of them has. */
    private void sample(long now) {
        long elapsed = now - sampledAt;
        if (elapsed < SAMPLE_NANOS) {
            return;
        }
        long bytes = sum(Stats::bytes);
        speeds.addLast(Math.max(0, bytes - sampledBytes) * 1e9 / elapsed);
        if (speeds.size() > SAMPLES) {
            speeds.removeFirst();
        }
        sampledAt = now;
        sampledBytes = bytes;
    }

    Progress progress(long now) {
        long files = within(sum(Stats::transfers), plannedFiles);
        long bytes = within(sum(Stats::bytes), plannedBytes);
        int percent = plannedBytes > 0 ? Progress.percent(bytes, plannedBytes) : Progress.percent(files, plannedFiles);
        return new Progress(
                title,
                percent,
                bytes,
                plannedBytes,
                files,
                plannedFiles,
                sum(Stats::checks),
                children.values().stream().mapToLong(Child::errors).sum(),
                List.copyOf(speeds),
                inFlight(now));
    }

    /** A retried file is counted again, which must not show as more than there is. */
    private static long within(long done, long planned) {
        return planned < 0 ? done : Math.min(done, planned);
    }

    private long sum(ToLongFunction<Stats> counter) {
        return children.values().stream()
                .mapToLong(child -> Math.max(0, counter.applyAsLong(child.last)))
                .sum();
    }

    /** One that reports no more has ended, also where its last report came in the middle of a file. */
    private List<InFlight> inFlight(long now) {
        List<InFlight> files = new ArrayList<>();
        for (Child child : children.values()) {
            if (now - child.reportedAt < SILENT_NANOS) {
                files.addAll(child.last.transferring());
            }
        }
        files.sort(Comparator.comparingLong(InFlight::size).reversed());
        return files;
    }
}
