package replaystorage.transfer.upload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.console.Console;
import replaystorage.host.HumanNumbers;
import replaystorage.host.PasteableCommand;
import replaystorage.stability.StableFileDetector;
import replaystorage.stability.StableFileDetector.UnstableReason;
import replaystorage.transfer.copy.FileResults;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** Removes files that are still being written from an upload plan, and reports them. */
public final class UnstableFileFilter {
    private static final int MAX_NAMED = 10;

    private final StableFileDetector stability;
    private final Console console;

    public UnstableFileFilter(StableFileDetector stability, Console console) {
        this.stability = stability;
        this.console = console;
    }

    /** Makes unsettled files wait. Logs are uploaded as far as they are written. */
    public Plan postponeUnstable(Plan plan, SyncRecord record) {
        if (plan.route().appendOnly()) {
            return plan;
        }
        List<String> candidates = plan.plannedFiles().stream()
                .filter(planned -> planned.action().transfersBytes() || planned.emptiesCheckpoint())
                .map(PlannedFile::name)
                .toList();
        Map<String, UnstableReason> unsettled = awaitStable(plan.route(), candidates);
        reportUnstable(plan.route(), unsettled);
        if (stability.isOpenFilesIncomplete() && !candidates.isEmpty()) {
            noteIncompleteCheck();
        }
        Set<String> abandoned = namesWith(unsettled, UnstableReason.ABANDONED);
        Plan settled = plan.withFiles(plan.plannedFiles().stream()
                .map(planned -> unsettled.containsKey(planned.name()) && !abandoned.contains(planned.name())
                        ? planned.withAction(PlannedAction.WAIT)
                        : planned)
                .toList());
        return avoidOverwritingWithIncomplete(settled, abandoned, unsettled.keySet(), record);
    }

    /** Waits for files that were just written, reports the wait, and returns those that are still unstable. */
    public Map<String, UnstableReason> awaitStable(Route route, List<String> names) {
        return stability.awaitStable(route.localFolder(), names, route::localPath, (time, young) -> {
            String one = young.iterator().next();
            console.note("waiting " + Math.max(1, (time.toMillis() + 999) / 1000) + " s for "
                    + (young.size() == 1 ? one : HumanNumbers.files(young.size())) + " to settle (--settle 0 uploads "
                    + (young.size() == 1 ? "it" : "them") + " now)");
        });
    }

    /**
     * Prevents that a file which will never be complete replaces an object: it is uploaded beside it, once.
     *
     * @param abandoned files that stay truncated
     * @param unsettled files that may be empty only for a moment
     */
    public Plan avoidOverwritingWithIncomplete(
            Plan plan, Set<String> abandoned, Set<String> unsettled, SyncRecord record) {
        return plan.withFiles(plan.plannedFiles().stream()
                .flatMap(planned -> isNeverComplete(planned, abandoned, unsettled)
                        ? asConflictCopy(plan, planned, record)
                        : Stream.of(planned))
                .toList());
    }

    private static boolean isNeverComplete(PlannedFile planned, Set<String> abandoned, Set<String> unsettled) {
        return abandoned.contains(planned.name())
                || (planned.emptiesCheckpoint() && !unsettled.contains(planned.name()) && isNeverCompleted(planned));
    }

    private static boolean isNeverCompleted(PlannedFile planned) {
        return StableFileDetector.isNeverCompleted(
                Duration.between(planned.local().orElseThrow().version().modified(), Instant.now()));
    }

    private Stream<PlannedFile> asConflictCopy(Plan plan, PlannedFile planned, SyncRecord record) {
        if (planned.action() == PlannedAction.STAY
                || record.isKeptAsConflictCopy(
                        planned.name(), planned.local().orElseThrow().version())) {
            return planned.action() == PlannedAction.STAY ? Stream.of(planned) : Stream.empty();
        }
        console.warn(plan.route().title() + "/" + planned.name()
                + " is incomplete and has not changed for a day: it is uploaded as it is, and replaces nothing");
        return Stream.of(planned.remote().isEmpty() ? planned : planned.withAction(PlannedAction.SEND_BESIDE));
    }

    public static Set<String> namesWith(Map<String, UnstableReason> judged, UnstableReason why) {
        return judged.entrySet().stream()
                .filter(entry -> entry.getValue() == why)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    public void reportUnstable(Route route, Map<String, UnstableReason> unsettled) {
        Map<UnstableReason, List<String>> names = new HashMap<>();
        unsettled.forEach((name, why) ->
                names.computeIfAbsent(why, each -> new ArrayList<>()).add(name));
        names.remove(UnstableReason.ABANDONED);
        List<String> databases = names.remove(UnstableReason.DATABASE);
        if (databases != null) {
            reportDatabases(route, databases);
        }
        names.forEach((why, all) -> {
            all.stream()
                    .limit(MAX_NAMED)
                    .forEach(name -> console.warn(route.title() + "/" + name + " " + describe(why)));
            if (all.size() > MAX_NAMED) {
                console.warn(
                        route.title() + ": " + HumanNumbers.files(all.size() - MAX_NAMED) + " more: " + describe(why));
            }
        });
    }

    /** Reports a database once, with its journals. */
    private void reportDatabases(Route route, List<String> names) {
        Set<String> databases = names.stream()
                .map(name -> name.replaceFirst("-(wal|shm|journal)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        databases.forEach(name -> {
            String path = route.localPath(name).toString();
            console.warn(
                    route.title() + "/" + name + " is a database that a program has open, and was skipped: stop the"
                            + " program, or save a copy:\nTry: sqlite3 " + PasteableCommand.quote(path) + " "
                            + PasteableCommand.quote(".backup '" + copyName(path) + "'"));
        });
    }

    /** Beside it, so that the next run uploads it. */
    private static String copyName(String path) {
        int dot = path.lastIndexOf('.');
        return path.substring(0, dot) + ".copy" + path.substring(dot);
    }

    private void noteIncompleteCheck() {
        console.note("can't look into other users' processes: a file that one of them has open is not noticed");
    }

    private static String describe(UnstableReason why) {
        return switch (why) {
            case WRITING -> FileResults.STILL_WRITTEN;
            case TRUNCATED -> "is incomplete (its end is missing) and was skipped; to upload it anyway: --settle 0";
            case FOLDER -> "was skipped: its folder is one checkpoint, and not all of it is complete";
            case POINTER -> "was not uploaded yet: it refers to a file that is not complete";
            case HIDDEN ->
                "is hidden and was just written, perhaps a temporary file, and was skipped; the next run uploads it";
            case DATABASE, ABANDONED -> throw new IllegalArgumentException(why + " is reported separately");
        };
    }
}
