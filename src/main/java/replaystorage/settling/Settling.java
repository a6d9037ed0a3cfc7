package replaystorage.settling;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges whether files are settled: unchanged for long enough, open for writing in no process, whole as far as their format tells, and of a
 * checkpoint that is a folder all of it. It remembers what it saw, so that one that is asked again and again needs no clock but its own.
 */
public final class Settling {
    /** How long a file must have been left alone, unless the user says otherwise. */
    public static final Duration DEFAULT = Duration.ofSeconds(3);

    private static final Duration HIDDEN = Duration.ofMinutes(1);
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
     * @param names relative to the folder, with the path of each
     */
    public Map<String, Why> unsettled(Path root, Map<String, Path> names) {
        if (settle.isZero()) {
            return Map.of();
        }
        Map<Path, Optional<CheckpointFolder>> folders = new HashMap<>();
        Map<Path, Optional<CheckpointFolder>> parents = new HashMap<>();
        Set<Path> all = new HashSet<>(names.values());
        names.values().forEach(file -> {
            Optional<CheckpointFolder> folder =
                    parents.computeIfAbsent(file.getParent(), parent -> CheckpointFolder.around(root, parent));
            folders.put(file, folder);
            folder.ifPresent(each -> all.addAll(each.files()));
        });
        Map<Path, Why> judged = judge(all);
        Map<String, Why> unsettled = new TreeMap<>();
        names.forEach((name, file) -> {
            Why why = judged.get(file);
            boolean waits = folders.get(file)
                    .map(folder -> folder.waitsFor(judged.keySet()))
                    .orElse(false);
            if (why != null || waits) {
                unsettled.put(name, why != null ? why : Why.FOLDER);
            }
        });
        return unsettled;
    }

    /** The same after a wait for those that were written a moment ago; where there are none it does not wait. */
    public Map<String, Why> awaitSettled(Path root, Map<String, Path> names) {
        long end = System.nanoTime() + settle.plus(STEP).toNanos();
        Map<String, Why> unsettled = unsettled(root, names);
        while (unsettled.values().stream().anyMatch(why -> why == Why.WRITING || why == Why.FOLDER)
                && System.nanoTime() < end) {
            try {
                Thread.sleep(Math.min(STEP.toMillis() * 5, settle.toMillis() / 4 + 1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return unsettled;
            }
            unsettled = unsettled(root, only(names, unsettled.keySet()));
        }
        return unsettled;
    }

    private static Map<String, Path> only(Map<String, Path> names, Set<String> wanted) {
        Map<String, Path> some = new HashMap<>(names);
        some.keySet().retainAll(wanted);
        return some;
    }

    /** Files may be open in processes of another user, into which we may not look. */
    public boolean isBlind() {
        return blind;
    }

    private Map<Path, Why> judge(Collection<Path> files) {
        Map<Path, Why> judged = new HashMap<>();
        Map<Path, FileState> quiet = new HashMap<>();
        Map<Path, Seen> now = new HashMap<>();
        for (Path file : files) {
            FileState.look(file).ifPresent(state -> {
                Why why = byAge(file, state, now);
                if (why != null) {
                    judged.put(file, why);
                } else {
                    quiet.put(file, state);
                }
            });
        }
        seen = now;
        judged.putAll(byUse(quiet));
        return judged;
    }

    private Why byAge(Path file, FileState state, Map<Path, Seen> now) {
        Seen before = seen.get(file);
        boolean same = before != null && before.state().equals(state);
        now.put(file, same ? before : new Seen(state, System.nanoTime()));
        Duration byClock = state.age(Instant.now());
        Duration watched = Duration.ofNanos(System.nanoTime() - now.get(file).since());
        Duration alone = byClock.compareTo(watched) > 0 ? byClock : watched;
        String name = file.getFileName().toString();
        boolean temporary = WriterNames.TEMPORARY.matches(name);
        boolean hidden = WriterNames.HIDDEN.matches(name) && !WriterNames.CHECKPOINT_INDEX.matches(name);
        if ((temporary || hidden) && alone.compareTo(HIDDEN) < 0) {
            return temporary ? Why.WRITING : Why.HIDDEN;
        }
        return alone.compareTo(settle) < 0 ? Why.WRITING : null;
    }

    private Map<Path, Why> byUse(Map<Path, FileState> quiet) {
        Map<Path, Why> judged = new HashMap<>();
        if (quiet.isEmpty()) {
            return judged;
        }
        List<Path> files = new ArrayList<>(quiet.keySet());
        OpenFiles open = OpenFiles.among(files);
        blind |= open.blind();
        for (Path file : files) {
            if (open.inodes().contains(quiet.get(file).inode())) {
                judged.put(file, Why.WRITING);
            } else if (Format.isTorn(file)) {
                judged.put(file, Why.TORN);
            }
        }
        return judged;
    }
}
