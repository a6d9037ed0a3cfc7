package replaystorage.stability;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import replaystorage.host.PosixStat;

/**
 * Decides whether files are settled: unchanged for long enough, not open for writing, complete as far as their format
 * tells, and with all files of their checkpoint folder settled. It remembers what it saw, so repeated calls need only
 * its own clock.
 */
public final class StableFileDetector {
    public static final Duration DEFAULT = Duration.ofSeconds(3);

    /** A hidden file may be temporary, as rsync writes, or a setting that must not be lost. */
    private static final Duration HIDDEN_FILE_WAIT = Duration.ofSeconds(10);

    /** An older temporary file was left behind by a program that has ended. */
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(1);

    /** A truncated file that is unwritten for so long stays truncated. */
    private static final Duration NEVER_COMPLETED_AFTER = Duration.ofHours(24);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final Duration settleTime;

    /** When each state was first seen, by {@link System#nanoTime}. */
    private Map<PosixStat, Long> firstSeenNanos = new HashMap<>();

    private boolean openFilesIncomplete;

    /** @param settle how long a file must be unchanged; zero: every file is settled */
    public StableFileDetector(Duration settle) {
        this.settleTime = settle;
    }

    public enum UnstableReason {
        /** Changed a moment ago, or open for writing. */
        WRITING,
        /** Its end is missing, according to its format. */
        TRUNCATED,
        /** Another file of its checkpoint folder is not settled. */
        FOLDER,
        /** Hidden, and too young to be distinguished from a temporary file. */
        HIDDEN,
        /** Refers to a file that is not settled. */
        POINTER,
        /** A database that a process has open. */
        DATABASE,
        /** Truncated, not open and unchanged for a day: uploaded as it is. */
        ABANDONED;

        /** True if a later look may find the file complete. */
        public boolean mayBecomeStable() {
            return this != ABANDONED;
        }

        /** True if waiting a moment may settle the file. */
        public boolean mayBecomeStableSoon() {
            return this != ABANDONED && this != TRUNCATED;
        }
    }

    /**
     * Unsettled files of a folder, by name.
     *
     * @param names relative to the folder
     * @param path of a name; called each time, since there may be 100,000
     */
    public Map<String, UnstableReason> findUnstable(Path root, Collection<String> names, Function<String, Path> path) {
        if (settleTime.isZero()) {
            return Map.of();
        }
        Map<Path, Optional<Path>> checkpoints = new HashMap<>();
        names.forEach(name -> checkpoints.computeIfAbsent(
                path.apply(name).getParent(), parent -> MultiFileCheckpoint.enclosing(root, parent)));
        Map<PosixStat, Long> now = new HashMap<>();
        Map<String, UnstableReason> unsettled = judgeAll(names, path, now);
        List<MultiFileCheckpoint> folders = checkpoints.values().stream()
                .flatMap(Optional::stream)
                .distinct()
                .map(MultiFileCheckpoint::of)
                .toList();
        List<Path> parts =
                folders.stream().flatMap(folder -> folder.files().stream()).toList();
        Map<Path, UnstableReason> judged = judgeAll(parts, Function.identity(), now);
        judged.values().removeIf(why -> !why.mayBecomeStable());
        Set<Path> unsettledParts = judged.keySet();
        Set<Path> waiting = folders.stream()
                .filter(folder -> folder.needsAnyOf(unsettledParts))
                .map(MultiFileCheckpoint::path)
                .collect(Collectors.toSet());
        firstSeenNanos = now;
        if (!waiting.isEmpty()) {
            names.stream()
                    .filter(name -> checkpoints
                            .get(path.apply(name).getParent())
                            .filter(waiting::contains)
                            .isPresent())
                    .filter(name -> !FileKindPatterns.APPEND_ONLY.matches(name))
                    .forEach(name -> unsettled.merge(
                            name, UnstableReason.FOLDER, (why, folder) -> why.mayBecomeStable() ? why : folder));
        }
        return unsettled;
    }

    public interface WaitListener {
        /** @param names of the files that may settle meanwhile */
        void onWait(Duration time, Set<String> names);
    }

    /** Like findUnstable, but waits first for files that were just written; does not wait if there are none. */
    public Map<String, UnstableReason> awaitStable(
            Path root, Collection<String> names, Function<String, Path> path, WaitListener waiting) {
        long begun = System.nanoTime();
        Map<String, UnstableReason> unsettled = findUnstable(root, names, path);
        if (!maxWait(unsettled.values()).isZero()) {
            Set<String> young = unsettled.entrySet().stream()
                    .filter(file -> !maxWait(List.of(file.getValue())).isZero())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
            waiting.onWait(
                    young.stream()
                            .map(name -> remainingWait(path.apply(name), unsettled.get(name)))
                            .max(Comparator.naturalOrder())
                            .orElse(settleTime),
                    young);
        }
        return awaitStable(root, unsettled, path, begun);
    }

    /** Time until a file is unchanged for long enough; a file that is open or waits for others counts as just written. */
    private Duration remainingWait(Path file, UnstableReason why) {
        Instant now = Instant.now();
        Duration left = PosixStat.ofTarget(file)
                .map(state -> why == UnstableReason.HIDDEN
                        ? HIDDEN_FILE_WAIT.minus(state.timeSinceWrite(now))
                        : settleTime.minus(state.timeSinceChange(now)))
                .orElse(settleTime);
        return left.isNegative() || left.isZero() || why == UnstableReason.FOLDER ? settleTime : left;
    }

    private Map<String, UnstableReason> awaitStable(
            Path root, Map<String, UnstableReason> first, Function<String, Path> path, long begun) {
        Map<String, UnstableReason> unsettled = first;
        while (System.nanoTime() - begun < maxWait(unsettled.values()).toNanos()) {
            try {
                Thread.sleep(Math.min(POLL_INTERVAL.toMillis() * 5, settleTime.toMillis() / 4 + 1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return unsettled;
            }
            unsettled = findUnstable(root, unsettled.keySet(), path);
        }
        return unsettled;
    }

    private Duration maxWait(Collection<UnstableReason> reasons) {
        if (reasons.contains(UnstableReason.HIDDEN)) {
            return HIDDEN_FILE_WAIT.plus(POLL_INTERVAL);
        }
        return reasons.contains(UnstableReason.WRITING) || reasons.contains(UnstableReason.FOLDER)
                ? settleTime.plus(POLL_INTERVAL)
                : Duration.ZERO;
    }

    /** True if files may be open in another user's processes, which we may not inspect. */
    public boolean isOpenFilesIncomplete() {
        return openFilesIncomplete;
    }

    /** @param now collects the states to remember */
    private <T> Map<T, UnstableReason> judgeAll(Collection<T> files, Function<T, Path> path, Map<PosixStat, Long> now) {
        Map<T, UnstableReason> judged = new TreeMap<>();
        List<T> quiet = new ArrayList<>();
        for (T file : files) {
            String name = path.apply(file).getFileName().toString();
            if (FileKindPatterns.APPEND_ONLY.matches(name)) {
                continue;
            }
            UnstableReason why = judgeByAge(path.apply(file), now);
            if (why != null) {
                judged.put(file, why);
            }
            if (why == null || FileKindPatterns.DATABASE.matches(name)) {
                quiet.add(file);
            }
        }
        if (!quiet.isEmpty()) {
            OpenFiles open = OpenFiles.findAmong(() -> quiet.stream().map(path));
            openFilesIncomplete |= open.incomplete();
            for (T file : quiet) {
                Path there = path.apply(file);
                if (open.contains(there)) {
                    boolean database = FileKindPatterns.DATABASE.matches(
                            there.getFileName().toString());
                    judged.put(file, database ? UnstableReason.DATABASE : UnstableReason.WRITING);
                } else if (TruncationDetector.isTruncated(there)) {
                    judged.put(file, judgeTruncated(there, now));
                }
            }
        }
        return judged;
    }

    private UnstableReason judgeTruncated(Path file, Map<PosixStat, Long> now) {
        Optional<PosixStat> state = PosixStat.ofTarget(file);
        if (state.isEmpty()) {
            return UnstableReason.TRUNCATED;
        }
        Duration unwritten = max(state.get().timeSinceWrite(Instant.now()), observedFor(state.get(), now));
        return isNeverCompleted(unwritten) ? UnstableReason.ABANDONED : UnstableReason.TRUNCATED;
    }

    public static boolean isNeverCompleted(Duration unwritten) {
        return unwritten.compareTo(NEVER_COMPLETED_AFTER) >= 0;
    }

    /** How long this state has been seen; remembers it for the next call. */
    private Duration observedFor(PosixStat state, Map<PosixStat, Long> now) {
        long since = firstSeenNanos.getOrDefault(state, System.nanoTime());
        now.put(state, since);
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private UnstableReason judgeByAge(Path file, Map<PosixStat, Long> now) {
        PosixStat state = PosixStat.ofTarget(file).orElse(null);
        if (state == null) {
            return null;
        }
        Instant clock = Instant.now();
        Duration alone = state.timeSinceChange(clock);
        Duration unwritten = state.timeSinceWrite(clock);
        String name = file.getFileName().toString();
        if (judgeByAge(name, alone, unwritten) == null) {
            return null;
        }
        Duration watched = observedFor(state, now);
        return judgeByAge(name, max(alone, watched), max(unwritten, watched));
    }

    private UnstableReason judgeByAge(String name, Duration alone, Duration unwritten) {
        if (alone.compareTo(ABANDONED_AFTER) < 0) {
            if (FileKindPatterns.TEMPORARY.matches(name)) {
                return UnstableReason.WRITING;
            }
            boolean hidden = FileKindPatterns.HIDDEN.matches(name) && !FileKindPatterns.CHECKPOINT_INDEX.matches(name);
            if (hidden && unwritten.compareTo(HIDDEN_FILE_WAIT) < 0) {
                return UnstableReason.HIDDEN;
            }
        }
        return alone.compareTo(settleTime) < 0 ? UnstableReason.WRITING : null;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
