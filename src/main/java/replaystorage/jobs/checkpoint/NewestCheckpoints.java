package replaystorage.jobs.checkpoint;

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
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.host.HumanNumbers;
import replaystorage.host.RealPath;
import replaystorage.providers.Provider;
import replaystorage.stability.FileKindPatterns;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.copy.CopySizes;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.plan.Plan;

/** Selects the newest checkpoints of a remote folder, complete and with the pointers that name them. */
public final class NewestCheckpoints {
    /** Above this number of files, only one file of each checkpoint is asked for its time. */
    private static final int MAX_TIMED = 2000;

    private static final long MAX_POINTER_SIZE = 64 << 10;

    /** Reserve for pointer files. */
    private static final long MAX_POINTERS = 256 << 10;

    private static final int MAX_NAMED = 10;

    private final TransferContext context;
    private final RemotePath folder;
    private final Map<String, FileVersion> listed;
    private List<Checkpoint> checkpoints;

    public NewestCheckpoints(TransferContext context, RemotePath folder, Map<String, FileVersion> listed) {
        this.context = context;
        this.folder = folder;
        this.listed = listed;
    }

    private List<Checkpoint> checkpoints() {
        if (checkpoints == null) {
            checkpoints = Checkpoint.newestFirst(withModificationTimes());
        }
        return checkpoints;
    }

    /** Upload times do not show the newest checkpoint, which may have been uploaded first. */
    private Map<String, FileVersion> withModificationTimes() {
        if (context.settings().provider().comparisonMethod() == Provider.ComparisonMethod.LISTING) {
            return listed;
        }
        Set<String> asked = listed.size() <= MAX_TIMED
                ? listed.keySet()
                : Checkpoint.newestFirst(listed).stream()
                        .map(unit -> unit.files().stream()
                                .max(Comparator.comparing(
                                        name -> listed.get(name).modified()))
                                .orElseThrow())
                        .limit(MAX_TIMED)
                        .collect(Collectors.toSet());
        Map<String, FileVersion> times = new HashMap<>(listed);
        if (asked.size() < listed.size()) {
            times.replaceAll((name, version) -> new FileVersion(version.size(), Instant.EPOCH));
        }
        times.putAll(context.storage().modificationTimes(folder, asked));
        return times;
    }

    /** Names of the files of the newest checkpoints, and of the pointers that name one of them. */
    public Set<String> names(int count) {
        List<Checkpoint> chosen =
                checkpoints().subList(0, Math.min(count, checkpoints().size()));
        Set<String> names = new HashSet<>();
        chosen.forEach(unit -> names.addAll(unit.files()));
        Set<String> above =
                chosen.stream().flatMap(unit -> unit.parentFolders().stream()).collect(Collectors.toSet());
        Set<String> inUnits =
                checkpoints().stream().flatMap(unit -> unit.files().stream()).collect(Collectors.toSet());
        listed.forEach((name, version) -> {
            String place = name.substring(0, name.lastIndexOf('/') + 1);
            boolean isPointer = FileKindPatterns.UPLOADED_LAST.matches(name) && !inUnits.contains(name);
            if (isPointer
                    && above.contains(place)
                    && version.size() <= MAX_POINTER_SIZE
                    && namesChosen(name, place, chosen)) {
                names.add(name);
            }
        });
        return names;
    }

    /** A pointer file that names no checkpoint, such as a model's configuration, belongs to all. */
    private boolean namesChosen(String pointer, String place, List<Checkpoint> chosen) {
        String text = context.storage().readText(folder, pointer);
        return chosen.stream().anyMatch(unit -> unit.isNamedBy(text, place))
                || checkpoints().stream().noneMatch(unit -> unit.isNamedBy(text, place));
    }

    private int countThatFits(Plan plan, long room) {
        int fits = 0;
        int tooMany = checkpoints().size() + 1;
        while (tooMany - fits > 1) {
            int tried = (fits + tooMany) / 2;
            if (CopySizes.neededBytes(limitedTo(plan, tried)) <= room - MAX_POINTERS) {
                fits = tried;
            } else {
                tooMany = tried;
            }
        }
        return fits;
    }

    private static Plan keepOnly(Plan plan, Set<String> names) {
        return plan.withFiles(plan.plannedFiles().stream()
                .filter(planned -> names.contains(planned.name()))
                .toList());
    }

    private Plan limitedTo(Plan plan, int count) {
        Set<String> names = new HashSet<>();
        checkpoints().subList(0, count).forEach(unit -> names.addAll(unit.files()));
        return keepOnly(plan, names);
    }

    /** The part of a plan that fits, in whole checkpoints; reports the rest. The whole plan if none fits. */
    public Plan limitedToSpace(Plan plan, OptionalLong room) {
        if (room.isEmpty() || CopySizes.neededBytes(plan) <= room.getAsLong()) {
            return plan;
        }
        int count = countThatFits(plan, room.getAsLong());
        if (count == 0) {
            return plan;
        }
        List<String> left = checkpoints().stream()
                .skip(count)
                .map(Checkpoint::name)
                .collect(Collectors.toCollection(ArrayList::new));
        String names = left.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
        context.console()
                .warn("not enough disk space in " + plan.route().localFolder() + " for all checkpoints: "
                        + HumanNumbers.bytes(CopySizes.neededBytes(plan)) + " are needed, "
                        + HumanNumbers.bytes(room.getAsLong())
                        + " are free; downloading only the newest " + count + " of "
                        + checkpoints().size() + ", without " + names
                        + (left.size() > MAX_NAMED ? " and " + (left.size() - MAX_NAMED) + " more" : ""));
        return keepOnly(plan, names(count));
    }

    /**
     * Requires space for the whole plan.
     *
     * @param command to which the number of checkpoints that fit can be added
     * @throws CliException 74 if there is too little
     */
    public void requireSpace(Plan plan, OptionalLong room, String command) {
        if (room.isEmpty() || CopySizes.neededBytes(plan) <= room.getAsLong()) {
            return;
        }
        int count = countThatFits(plan, room.getAsLong());
        String need = "not enough disk space in " + plan.route().localFolder() + ": "
                + HumanNumbers.bytes(CopySizes.neededBytes(plan)) + " are needed, "
                + HumanNumbers.bytes(room.getAsLong())
                + " are free";
        if (count == 0) {
            throw new CliException(
                    ExitStatus.LOCAL,
                    need + "; not even the newest checkpoint fits",
                    "df -h " + RealPath.nearestExisting(plan.route().localFolder()) + "   # free some space");
        }
        throw new CliException(
                ExitStatus.LOCAL,
                need + "; the newest " + count + " of " + checkpoints().size() + " checkpoints fit",
                command + " --newest " + count);
    }
}
