package replaystorage.settling;

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

/**
 * Judges whether files are settled: unchanged for long enough, open for writing in no process, whole as far as their format tells, and of a
 * checkpoint that is a folder all of it. It remembers what it saw, so that one that is asked again and again needs no clock but its own.
 */
public final class Settling {
    /** How long a file must have been left alone, unless the user says otherwise. */
    public static final Duration DEFAULT = Duration.ofSeconds(3);

    /** A hidden file may be a writer's temporary one, as rsync makes them, or a setting that must not be lost. */
    private static final Duration HIDDEN = Duration.ofSeconds(10);

    /** A temporary file that is older was left behind by a writer that is no more. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);

    /** Nobody completes a file that is torn and was not written for so long. */
    private static final Duration GIVEN_UP = Duration.ofHours(24);

    private static final Duration STEP = Duration.ofMillis(100);

    private final Duration settle;

    /** Since when each was seen to be as it is, by {@link System#nanoTime}. */
    private Map<FileState, Long> seen = new HashMap<>();

    private boolean blind;

    /** @param settle how long a file must have been left alone; zero: every file is settled */
    public Settling(Duration settle) {
        this.settle = settle;
    }

    /** Why a file is not settled. */
    public enum Why {
        /** It changed a moment ago, or a process has it open for writing. */
        WRITING,
        /** Its format tells that its end is missing. */
        TORN,
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
        public boolean waits() {
            return this != ABANDONED;
        }

        /** Whether a moment's wait may settle the file. */
        public boolean mayChangeSoon() {
            return this != ABANDONED && this != TORN;
        }
    }

    /**
     * Those of these files of a folder that are not settled now, by name.
     *
     * @param names relative to the folder
     * @param path of a name; asked again rather than kept, since there may be 100,000 of them
     */
    public Map<String, Why> unsettled(Path root, Collection<String> names, Function<String, Path> path) {
        if (settle.isZero()) {
            return Map.of();
        }
        Map<Path, Optional<Path>> checkpoints = new HashMap<>();
        names.forEach(name -> checkpoints.computeIfAbsent(
                path.apply(name).getParent(), parent -> CheckpointFolder.whole(root, parent)));
        Map<FileState, Long> now = new HashMap<>();
        Map<String, Why> unsettled = judge(names, path, now);
        List<CheckpointFolder> folders = checkpoints.values().stream()
                .flatMap(Optional::stream)
                .distinct()
                .map(CheckpointFolder::in)
                .toList();
        List<Path> parts =
                folders.stream().flatMap(folder -> folder.files().stream()).toList();
        Map<Path, Why> judged = judge(parts, Function.identity(), now);
        judged.values().removeIf(why -> !why.waits());
        Set<Path> unsettledParts = judged.keySet();
        Set<Path> waiting = folders.stream()
                .filter(folder -> folder.waitsFor(unsettledParts))
                .map(CheckpointFolder::path)
                .collect(Collectors.toSet());
        seen = now;
        if (!waiting.isEmpty()) {
            names.stream()
                    .filter(name -> checkpoints
                            .get(path.apply(name).getParent())
                            .filter(waiting::contains)
                            .isPresent())
                    .filter(name -> !WriterNames.APPENDED.matches(name))
                    .forEach(name -> unsettled.merge(name, Why.FOLDER, (why, folder) -> why.waits() ? why : folder));
        }
        return unsettled;
    }

    /** Is told what is waited for, before the wait. */
    public interface Waiting {
        /** @param names of the files that may settle meanwhile */
        void begins(Duration time, Set<String> names);
    }

    /** The same after a wait for those that were written a moment ago; where there are none it does not wait. */
    public Map<String, Why> awaitSettled(
            Path root, Collection<String> names, Function<String, Path> path, Waiting waiting) {
        long begun = System.nanoTime();
        Map<String, Why> unsettled = unsettled(root, names, path);
        if (!worthWaiting(unsettled.values()).isZero()) {
            Set<String> young = unsettled.entrySet().stream()
                    .filter(file -> !worthWaiting(List.of(file.getValue())).isZero())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
            waiting.begins(
                    young.stream()
                            .map(name -> left(path.apply(name), unsettled.get(name)))
                            .max(Comparator.naturalOrder())
                            .orElse(settle),
                    young);
        }
        return awaitSettled(root, unsettled, path, begun);
    }

    /** How long until a file has been left alone for long enough; of one that waits for others, or is open, as long as for a new one. */
    private Duration left(Path file, Why why) {
        Instant now = Instant.now();
        Duration left = FileState.look(file)
                .map(state -> why == Why.HIDDEN ? HIDDEN.minus(state.unwritten(now)) : settle.minus(state.age(now)))
                .orElse(settle);
        return left.isNegative() || left.isZero() || why == Why.FOLDER ? settle : left;
    }

    private Map<String, Why> awaitSettled(Path root, Map<String, Why> first, Function<String, Path> path, long begun) {
        Map<String, Why> unsettled = first;
        while (System.nanoTime() - begun < worthWaiting(unsettled.values()).toNanos()) {
            try {
                Thread.sleep(Math.min(STEP.toMillis() * 5, settle.toMillis() / 4 + 1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return unsettled;
            }
            unsettled = unsettled(root, unsettled.keySet(), path);
        }
        return unsettled;
    }

    private Duration worthWaiting(Collection<Why> reasons) {
        if (reasons.contains(Why.HIDDEN)) {
            return HIDDEN.plus(STEP);
        }
        return reasons.contains(Why.WRITING) || reasons.contains(Why.FOLDER) ? settle.plus(STEP) : Duration.ZERO;
    }

    /** Files may be open in processes of another user, into which we may not look. */
    public boolean isBlind() {
        return blind;
    }

    /** @param now gets what must be remembered */
    private <T> Map<T, Why> judge(Collection<T> files, Function<T, Path> path, Map<FileState, Long> now) {
        Map<T, Why> judged = new TreeMap<>();
        List<T> quiet = new ArrayList<>();
        for (T file : files) {
            String name = path.apply(file).getFileName().toString();
            if (WriterNames.APPENDED.matches(name)) {
                continue;
            }
            Why why = byAge(path.apply(file), now);
            if (why != null) {
                judged.put(file, why);
            }
            if (why == null || WriterNames.DATABASE.matches(name)) {
                quiet.add(file);
            }
        }
        if (!quiet.isEmpty()) {
            OpenFiles open = OpenFiles.among(() -> quiet.stream().map(path));
            blind |= open.blind();
            for (T file : quiet) {
                Path there = path.apply(file);
                if (open.has(there)) {
                    boolean database =
                            WriterNames.DATABASE.matches(there.getFileName().toString());
                    judged.put(file, database ? Why.DATABASE : Why.WRITING);
                } else if (Format.isTorn(there)) {
                    judged.put(file, torn(there, now));
                }
            }
        }
        return judged;
    }

    private Why torn(Path file, Map<FileState, Long> now) {
        Optional<FileState> state = FileState.look(file);
        if (state.isEmpty()) {
            return Why.TORN;
        }
        Duration unwritten = longer(state.get().unwritten(Instant.now()), watched(state.get(), now));
        return isGivenUp(unwritten) ? Why.ABANDONED : Why.TORN;
    }

    /** Whether nobody completes a file any more that was last written so long ago. */
    public static boolean isGivenUp(Duration unwritten) {
        return unwritten.compareTo(GIVEN_UP) >= 0;
    }

    /** How long this very state has been seen; it is remembered for the next look. */
    private Duration watched(FileState state, Map<FileState, Long> now) {
        long since = seen.getOrDefault(state, System.nanoTime());
        now.put(state, since);
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** Remembers only what its age by the clock alone leaves open. */
    private Why byAge(Path file, Map<FileState, Long> now) {
        FileState state = FileState.look(file).orElse(null);
        if (state == null) {
            return null;
        }
        Instant clock = Instant.now();
        Duration alone = state.age(clock);
        Duration unwritten = state.unwritten(clock);
        String name = file.getFileName().toString();
        if (byAge(name, alone, unwritten) == null) {
            return null;
        }
        Duration watched = watched(state, now);
        return byAge(name, longer(alone, watched), longer(unwritten, watched));
    }

    private Why byAge(String name, Duration alone, Duration unwritten) {
        if (alone.compareTo(LEFT_BEHIND) < 0) {
            if (WriterNames.TEMPORARY.matches(name)) {
                return Why.WRITING;
            }
            boolean hidden = WriterNames.HIDDEN.matches(name) && !WriterNames.CHECKPOINT_INDEX.matches(name);
            if (hidden && unwritten.compareTo(HIDDEN) < 0) {
                return Why.HIDDEN;
            }
        }
        return alone.compareTo(settle) < 0 ? Why.WRITING : null;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
