package replaystorage.settling;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

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

    private static final Duration STEP = Duration.ofMillis(100);

    private final Duration settle;
    private Map<Path, Seen> seen = new HashMap<>();
    private boolean blind;

    /** @param settle how long a file must have been left alone; zero: every file is settled */
    public Settling(Duration settle) {
        this.settle = settle;
    }

    private record Seen(FileState state, long since) {}

    /** Why a file is not settled. */
    public enum Why {
        /** It changed a moment ago, or a process has it open for writing. */
        WRITING,
        /** Its format tells that its end is missing. */
        TORN,
        /** Another file of the folder checkpoint that it belongs to is not settled. */
        FOLDER,
        /** Hidden, and too young to tell from a temporary one. */
        HIDDEN
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
        Map<Path, Optional<CheckpointFolder>> folders = new HashMap<>();
        names.forEach(name ->
                folders.computeIfAbsent(path.apply(name).getParent(), parent -> CheckpointFolder.around(root, parent)));
        Map<Path, Why> judged = judge(Stream.concat(
                names.stream().map(path),
                folders.values().stream().flatMap(Optional::stream).flatMap(folder -> folder.files().stream())));
        Map<String, Why> unsettled = new TreeMap<>();
        for (String name : names) {
            Path file = path.apply(name);
            Why why = judged.get(file);
            boolean waits = why == null
                    && folders.get(file.getParent())
                            .map(folder -> folder.waitsFor(judged.keySet()))
                            .orElse(false);
            if (why != null || waits) {
                unsettled.put(name, why != null ? why : Why.FOLDER);
            }
        }
        return unsettled;
    }

    /** The same after a wait for those that were written a moment ago; where there are none it does not wait. */
    public Map<String, Why> awaitSettled(Path root, Collection<String> names, Function<String, Path> path) {
        long begun = System.nanoTime();
        Map<String, Why> unsettled = unsettled(root, names, path);
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

    private Map<Path, Why> judge(Stream<Path> files) {
        Map<Path, Why> judged = new HashMap<>();
        Map<Path, Seen> now = new HashMap<>();
        List<Path> quiet = files.filter(file -> {
                    Why why = FileState.look(file)
                            .map(state -> byAge(file, state, now))
                            .orElse(null);
                    if (why != null) {
                        judged.put(file, why);
                    }
                    return why == null;
                })
                .toList();
        seen = now;
        if (!quiet.isEmpty()) {
            OpenFiles open = OpenFiles.among(quiet);
            blind |= open.blind();
            quiet.forEach(file -> {
                if (open.has(file)) {
                    judged.put(file, Why.WRITING);
                } else if (Format.isTorn(file)) {
                    judged.put(file, Why.TORN);
                }
            });
        }
        return judged;
    }

    private Why byAge(Path file, FileState state, Map<Path, Seen> now) {
        Duration alone = state.age(Instant.now());
        if (alone.compareTo(LEFT_BEHIND) > 0) {
            return null;
        }
        Seen before = seen.get(file);
        Seen since = before != null && before.state().equals(state) ? before : new Seen(state, System.nanoTime());
        now.put(file, since);
        Duration watched = Duration.ofNanos(System.nanoTime() - since.since());
        alone = alone.compareTo(watched) > 0 ? alone : watched;
        String name = file.getFileName().toString();
        if (WriterNames.TEMPORARY.matches(name) && alone.compareTo(LEFT_BEHIND) < 0) {
            return Why.WRITING;
        }
        boolean hidden = WriterNames.HIDDEN.matches(name) && !WriterNames.CHECKPOINT_INDEX.matches(name);
        Duration unwritten = Duration.between(state.modified(), Instant.now());
        if (hidden && unwritten.compareTo(HIDDEN) < 0 && watched.compareTo(HIDDEN) < 0) {
            return Why.HIDDEN;
        }
        return alone.compareTo(settle) < 0 ? Why.WRITING : null;
    }
}
