package replaystorage.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import replaystorage.settling.WriterNames;

/**
 * In which parts a download comes. rclone replaces whatever is there by the time that it has a file whole, and not only what it found: so what
 * replaces a file comes in small parts, each looked at just before, and held; last what says that others are there. What is new comes all at
 * once, before them.
 */
final class Parts {
    /** Some seconds of most lines. */
    private static final long PART = 500_000_000;

    /** Each lists the folder anew. */
    private static final int MOST_PARTS = 20;

    private Parts() {}

    static List<List<Step>> of(Plan plan) {
        List<Step> coming = plan.steps().stream()
                .filter(step -> step.action() == Action.COPY || step.action() == Action.KEEP_LOCAL)
                .toList();
        List<Step> replacing = coming.stream()
                .filter(step -> step.local().isPresent())
                .sorted(Comparator.comparing(step -> WriterNames.isLast(step.name())))
                .toList();
        long most = Math.max(PART, bytes(replacing) / MOST_PARTS);
        List<List<Step>> parts = new ArrayList<>();
        parts.add(coming.stream().filter(step -> step.local().isEmpty()).toList());
        long left = 0;
        for (Step step : replacing) {
            if (left <= 0) {
                parts.add(new ArrayList<>());
                left = most;
            }
            parts.get(parts.size() - 1).add(step);
            left -= step.bytes(Route.Direction.DOWN);
        }
        return parts;
    }

    private static long bytes(List<Step> steps) {
        return steps.stream()
                .mapToLong(step -> step.bytes(Route.Direction.DOWN))
                .sum();
    }
}
