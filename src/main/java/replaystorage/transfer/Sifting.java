package replaystorage.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Plan sift(Plan plan) {
        if (plan.route().appending()) {
            return plan;
        }
        List<String> candidates = plan.steps().stream()
                .filter(step -> step.action().moves())
                .map(Step::name)
                .toList();
        Map<String, Why> unsettled = settling.awaitSettled(plan.route().local(), candidates, plan.route()::path);
        tell(plan.route().title(), unsettled);
        if (settling.isBlind() && !candidates.isEmpty()) {
            tellBlind();
        }
        if (unsettled.isEmpty()) {
            return plan;
        }
        return plan.with(plan.steps().stream()
                .map(step -> unsettled.containsKey(step.name()) ? step.with(Action.WAIT) : step)
                .toList());
    }

    void tell(String title, Map<String, Why> unsettled) {
        Map<Why, List<String>> names = new HashMap<>();
        unsettled.forEach((name, why) ->
                names.computeIfAbsent(why, each -> new ArrayList<>()).add(name));
        names.forEach((why, all) -> {
            all.stream().limit(NAMED).forEach(name -> reporter.warn(title + "/" + name + " " + text(why)));
            if (all.size() > NAMED) {
                reporter.warn(title + ": " + Count.files(all.size() - NAMED) + " more: " + text(why));
            }
        });
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
            case HIDDEN ->
                "is hidden and was written a moment ago, perhaps a temporary file, and was left out; the next run takes it";
        };
    }
}
