package replaystorage.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import replaystorage.settling.WriterNames;

/**
 * In which parts a download comes of which no log tells when a file is whole: each gets its names when it has ended, and what it replaces stands
 * until then. What is new comes all at once, before them; last what says that others are there.
 */
final class Parts {
    /** So much is there twice. */
    private static final long PART = 500_000_000;

    /** Each lists the folder anew. */
    private static final int MOST_PARTS = 20;

    private Parts() {}

    static List<List<Step>> of(List<Step> coming) {
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

    /** The bytes of the files here that stand until the largest part has ended. */
    static long mostReplaced(List<Step> coming) {
        return of(coming).stream()
                .mapToLong(part -> part.stream().mapToLong(Load::replaced).sum())
                .max()
                .orElse(0);
    }

    private static long bytes(List<Step> steps) {
        return steps.stream()
                .mapToLong(step -> step.bytes(Route.Direction.DOWN))
                .sum();
    }
}
