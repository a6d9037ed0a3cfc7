package replaystorage.transfer;

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
import replaystorage.settings.ShellLine;
import replaystorage.settling.Settling;
import replaystorage.settling.Settling.Why;

/** Takes out of a plan upwards what is still being written, and names it. */
final class Sifting {
    private static final int NAMED = 10;

    private final Settling settling;
    private final Reporter reporter;

    Sifting(Settling settling, Reporter reporter) {
        this.settling = settling;
        this.reporter = reporter;
    }

    /** The same plan, in which what is not settled waits. Logs go up as far as they have come. */
    Plan sift(Plan plan, SyncRecord record) {
        if (plan.route().appending()) {
            return plan;
        }
        List<String> candidates = plan.steps().stream()
                .filter(step -> step.action().moves() || step.isEmptied())
                .map(Step::name)
                .toList();
        Map<String, Why> unsettled = awaitSettled(plan.route(), candidates);
        tell(plan.route(), unsettled);
        if (settling.isBlind() && !candidates.isEmpty()) {
            tellBlind();
        }
        Set<String> abandoned = names(unsettled, Why.ABANDONED);
        Plan settled = plan.with(plan.steps().stream()
                .map(step -> unsettled.containsKey(step.name()) && !abandoned.contains(step.name())
                        ? step.with(Action.WAIT)
                        : step)
                .toList());
        return withoutOverwriting(settled, abandoned, unsettled.keySet(), record);
    }

    /** Those that are not settled after a wait for what was written a moment ago, which is told. */
    Map<String, Why> awaitSettled(Route route, List<String> names) {
        return settling.awaitSettled(route.local(), names, route::path, (time, young) -> {
            String one = young.iterator().next();
            reporter.note("waiting " + Math.max(1, (time.toMillis() + 999) / 1000) + " s for "
                    + (young.size() == 1 ? one : Count.files(young.size())) + " to settle (--settle 0 sends "
                    + (young.size() == 1 ? "it" : "them") + " now)");
        });
    }

    /**
     * Lets a file that will never be complete replace no object: it goes up beside one, once.
     *
     * @param abandoned files that are torn for good
     * @param unsettled files that may be empty for a moment only
     */
    Plan withoutOverwriting(Plan plan, Set<String> abandoned, Set<String> unsettled, SyncRecord record) {
        return plan.with(plan.steps().stream()
                .flatMap(step -> isHopeless(step, abandoned, unsettled) ? beside(plan, step, record) : Stream.of(step))
                .toList());
    }

    private static boolean isHopeless(Step step, Set<String> abandoned, Set<String> unsettled) {
        return abandoned.contains(step.name())
                || (step.isEmptied() && !unsettled.contains(step.name()) && isGivenUp(step));
    }

    private static boolean isGivenUp(Step step) {
        return Settling.isGivenUp(
                Duration.between(step.local().orElseThrow().stamp().time(), Instant.now()));
    }

    private Stream<Step> beside(Plan plan, Step step, SyncRecord record) {
        if (step.action() == Action.STAY
                || record.isKept(step.name(), step.local().orElseThrow().stamp())) {
            return step.action() == Action.STAY ? Stream.of(step) : Stream.empty();
        }
        reporter.warn(plan.route().title() + "/" + step.name()
                + " is not complete and has not changed for a day: it goes up as it is, and replaces nothing");
        return Stream.of(step.remote().isEmpty() ? step : step.with(Action.SEND_BESIDE));
    }

    static Set<String> names(Map<String, Why> judged, Why why) {
        return judged.entrySet().stream()
                .filter(entry -> entry.getValue() == why)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Names what is left out. */
    void tell(Route route, Map<String, Why> unsettled) {
        Map<Why, List<String>> names = new HashMap<>();
        unsettled.forEach((name, why) ->
                names.computeIfAbsent(why, each -> new ArrayList<>()).add(name));
        names.remove(Why.ABANDONED);
        List<String> databases = names.remove(Why.DATABASE);
        if (databases != null) {
            tellDatabases(route, databases);
        }
        names.forEach((why, all) -> {
            all.stream().limit(NAMED).forEach(name -> reporter.warn(route.title() + "/" + name + " " + text(why)));
            if (all.size() > NAMED) {
                reporter.warn(route.title() + ": " + Count.files(all.size() - NAMED) + " more: " + text(why));
            }
        });
    }

    /** Its journals are told with it. */
    private void tellDatabases(Route route, List<String> names) {
        Set<String> databases = names.stream()
                .map(name -> name.replaceFirst("-(wal|shm|journal)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        databases.forEach(name -> {
            String path = route.path(name).toString();
            reporter.warn(
                    route.title() + "/" + name + " is a database that a program has open, and was left out: stop the"
                            + " program, or save a copy:\nTry: sqlite3 " + ShellLine.quoted(path) + " "
                            + ShellLine.quoted(".backup '" + copy(path) + "'"));
        });
    }

    /** Beside it, so that the next run takes it. */
    private static String copy(String path) {
        int dot = path.lastIndexOf('.');
        return path.substring(0, dot) + ".copy" + path.substring(dot);
    }

    private void tellBlind() {
        reporter.note("other users' processes can't be looked into: whether one of them has a file open is not known");
    }

    private static String text(Why why) {
        return switch (why) {
            case WRITING -> Findings.GROWING;
            case TORN ->
                "is not complete: its end is missing, and it was left out; to send it all the same: --settle 0";
            case FOLDER -> "was left out, since its folder is one checkpoint, of which not all is complete";
            case POINTER -> "was held back, since a file that it names is not complete yet";
            case HIDDEN ->
                "is hidden and was written a moment ago, perhaps a temporary file, and was left out; the next run takes it";
            case DATABASE, ABANDONED -> throw new IllegalArgumentException(why + " has a text of its own");
        };
    }
}
