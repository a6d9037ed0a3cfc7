package replaystorage.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.LocalPaths;
import replaystorage.settings.Provider;
import replaystorage.settings.Sizes;
import replaystorage.settling.WriterNames;

/** The newest checkpoints of a remote folder, each of them whole, together with the pointers that name them. */
final class NewestCheckpoints {
    /** For more files than these one of each checkpoint is asked for its time. */
    private static final int ASKED = 2000;

    private static final long LARGEST_POINTER = 64 << 10;

    /** Kept free for what names the checkpoints. */
    private static final long POINTERS = 256 << 10;

    private static final int NAMED = 10;

    private final Setup setup;
    private final RemotePath folder;
    private final Map<String, Stamp> listed;
    private List<CheckpointUnit> units;

    NewestCheckpoints(Setup setup, RemotePath folder, Map<String, Stamp> listed) {
        this.setup = setup;
        this.folder = folder;
        this.listed = listed;
    }

    private List<CheckpointUnit> units() {
        if (units == null) {
            units = CheckpointUnit.newestFirst(timed());
        }
        return units;
    }

    /** A listing that tells when the objects arrived does not tell which checkpoint is the newest: the newest may have gone up first. */
    private Map<String, Stamp> timed() {
        if (setup.settings().provider().compare() == Provider.Compare.LISTING) {
            return listed;
        }
        Set<String> asked = listed.size() <= ASKED
                ? listed.keySet()
                : CheckpointUnit.newestFirst(listed).stream()
                        .map(unit -> unit.files().stream()
                                .max(Comparator.comparing(
                                        name -> listed.get(name).time()))
                                .orElseThrow())
                        .limit(ASKED)
                        .collect(Collectors.toSet());
        Map<String, Stamp> times = new HashMap<>(listed);
        if (asked.size() < listed.size()) {
            times.replaceAll((name, stamp) -> new Stamp(stamp.size(), Instant.EPOCH));
        }
        times.putAll(setup.storage().times(folder, asked));
        return times;
    }

    /** The names of the newest checkpoints, of so many at most, and of what names one of them. */
    Set<String> names(int count) {
        List<CheckpointUnit> chosen = units().subList(0, Math.min(count, units().size()));
        Set<String> names = new HashSet<>();
        chosen.forEach(unit -> names.addAll(unit.files()));
        Set<String> above =
                chosen.stream().flatMap(unit -> unit.above().stream()).collect(Collectors.toSet());
        Set<String> inUnits =
                units().stream().flatMap(unit -> unit.files().stream()).collect(Collectors.toSet());
        listed.forEach((name, stamp) -> {
            String place = name.substring(0, name.lastIndexOf('/') + 1);
            boolean isPointer = WriterNames.LAST.matches(name) && !inUnits.contains(name);
            if (isPointer && above.contains(place) && stamp.size() <= LARGEST_POINTER && leadsTo(name, place, chosen)) {
                names.add(name);
            }
        });
        return names;
    }

    /** What names no checkpoint at all, such as a model's configuration, belongs to each of them. */
    private boolean leadsTo(String pointer, String place, List<CheckpointUnit> chosen) {
        String text = setup.storage().text(folder, pointer);
        return chosen.stream().anyMatch(unit -> unit.isNamedBy(text, place))
                || units().stream().noneMatch(unit -> unit.isNamedBy(text, place));
    }

    /** How many of the newest checkpoints of a plan find room. */
    private int fitting(Plan plan, long room) {
        int fits = 0;
        int tooMany = units().size() + 1;
        while (tooMany - fits > 1) {
            int tried = (fits + tooMany) / 2;
            if (Load.needed(of(plan, tried)) <= room - POINTERS) {
                fits = tried;
            } else {
                tooMany = tried;
            }
        }
        return fits;
    }

    private static Plan only(Plan plan, Set<String> names) {
        return plan.with(plan.steps().stream()
                .filter(step -> names.contains(step.name()))
                .toList());
    }

    private Plan of(Plan plan, int count) {
        Set<String> names = new HashSet<>();
        units().subList(0, count).forEach(unit -> names.addAll(unit.files()));
        return only(plan, names);
    }

    /** The part of a plan that there is room for, checkpoint by checkpoint; the rest is named. The whole plan where not even one fits. */
    Plan asFits(Plan plan, OptionalLong room) {
        if (room.isEmpty() || Load.needed(plan) <= room.getAsLong()) {
            return plan;
        }
        int count = fitting(plan, room.getAsLong());
        if (count == 0) {
            return plan;
        }
        List<String> left =
                units().stream().skip(count).map(CheckpointUnit::name).collect(Collectors.toCollection(ArrayList::new));
        String names = left.stream().limit(NAMED).collect(Collectors.joining(", "));
        setup.reporter()
                .warn("not enough room in " + plan.route().local() + " for all checkpoints: "
                        + Sizes.readable(Load.needed(plan)) + " are needed, " + Sizes.readable(room.getAsLong())
                        + " are free. Downloaded are the newest " + count + " of " + units().size() + ", not " + names
                        + (left.size() > NAMED ? " and " + (left.size() - NAMED) + " more" : ""));
        return only(plan, names(count));
    }

    /**
     * Requires room for all of a plan.
     *
     * @param command that brings them, to which the number of those that fit can be added
     * @throws CliException 74 where there is too little
     */
    void requireRoom(Plan plan, OptionalLong room, String command) {
        if (room.isEmpty() || Load.needed(plan) <= room.getAsLong()) {
            return;
        }
        int count = fitting(plan, room.getAsLong());
        String need = "not enough room in " + plan.route().local() + ": " + Sizes.readable(Load.needed(plan))
                + " are needed, " + Sizes.readable(room.getAsLong()) + " are free";
        if (count == 0) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    need + "; not even the newest checkpoint fits",
                    "df -h " + LocalPaths.existing(plan.route().local()) + "   # make room");
        }
        throw new CliException(
                ExitStatus.LOCAL,
                need + "; the newest " + count + " of " + units().size() + " checkpoints fit",
                command + " --newest " + count);
    }
}
