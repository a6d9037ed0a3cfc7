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
 * Judges whether files are settled: unchanged for long enough, open for writing in no process, whole as far as their format tells, and of a
 * checkpoint that is a folder all of it. It remembers what it saw, so that one that is asked again and again needs no clock but its own.
 */
public final class StableFileDetector {
    /** How long a file must have been left alone, unless the user says otherwise. */
    public static final Duration DEFAULT = Duration.ofSeconds(3);

    /** A hidden file may be a writer's temporary one, as rsync makes them, or a setting that must not be lost. */
    private static final Duration HIDDEN_FILE_WAIT = Duration.ofSeconds(10);

    /** A temporary file that is older was left behind by a writer that is no more. */
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(1);

    /** Nobody completes a file that is torn and was not written for so long. */
    private static final Duration NEVER_COMPLETED_AFTER = Duration.ofHours(24);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final Duration settleTime;

    /** Since when each was seen to be as it is, by {@link System#nanoTime}. */
    private Map<PosixStat, Long> firstSeenNanos = new HashMap<>();

    private boolean openFilesIncomplete;

    /** @param settle how long a file must have been left alone; zero: every file is settled */
    public StableFileDetector(Duration settle) {
        this.settleTime = settle;
    }

    /** Why a file is not settled. */
    public enum UnstableReason {
        /** It changed a moment ago, or a process has it open for writing. */
        WRITING,
        /** Its format tells that its end is missing. */
        TRUNCATED,
        /** Another file of the folder checkpoint that it belongs to is not settled. */
        FOLDER,
        /** Hidden, and too young to tell from a temporary one. */
        HIDDEN,
        /** It names a file that is not settled. */
        POINTER,
        /** A database that a process has open. */
        DATABASE,
        /** Torn, open nowhere and unchanged for a day: it will never be complete, and does not wait. */
        ABANDONED;

        /** Whether a later look may find the file complete. */
        public boolean mayBecomeStable() {
            return this != ABANDONED;
        }

        /** Whether a moment's wait may settle the file. */
        public boolean mayBecomeStableSoon() {
            return this != ABANDONED && this != TRUNCATED;
        }
    }

    /**
     * Those of these files of a folder that are not settled now, by name.
     *
     * @param names relative to the folder
     * @param path of a name; asked again rather than kept, since there may be 100,000 of them
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

    /** Is told what is waited for, before the wait. */
    public interface WaitListener {
        /** @param names of the files that may settle meanwhile */
        void onWait(Duration time, Set<String> names);
    }

    /** The same after a wait for those that were written a moment ago; where there are none it does not wait. */
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

    /** How long until a file has been left alone for long enough; of one that waits for others, or is open, as long as for a new one. */
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

    /** Files may be open in processes of another user, into which we may not look. */
    public boolean isOpenFilesIncomplete() {
        return openFilesIncomplete;
    }

    /** @param now gets what must be remembered */
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

    /** Whether nobody completes a file any more that was last written so long ago. */
    public static boolean isNeverCompleted(Duration unwritten) {
        return unwritten.compareTo(NEVER_COMPLETED_AFTER) >= 0;
    }

    /** How long this very state has been seen; it is remembered for the next look. */
    private Duration observedFor(PosixStat state, Map<PosixStat, Long> now) {
        long since = firstSeenNanos.getOrDefault(state, System.nanoTime());
        now.put(state, since);
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** Remembers only what its age by the clock alone leaves open. */
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
