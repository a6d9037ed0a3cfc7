package replaystorage.transfer;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The files that a copy is about, and the room for them.
 *
 * @param sizes from the largest on; 0 where one is not known
 * @param replaced of what stands until each is whole, from the largest on
 * @param spare what is free beyond what all will take in the end; Long.MAX_VALUE where that is not known
 */
record Load(List<Long> sizes, List<Long> replaced, long spare) {

    static Load of(int files) {
        return new Load(Collections.nCopies(files, 0L), List.of(), Long.MAX_VALUE);
    }

    /**
     * Those of a plan that have these names.
     *
     * @param free what there is for a plan downwards, without what is meant for others; empty where that is not known
     */
    static Load of(Plan plan, Collection<String> names, OptionalLong free) {
        Map<String, Step> steps = new HashMap<>();
        plan.steps().forEach(step -> steps.put(step.name(), step));
        List<Step> those =
                names.stream().filter(steps::containsKey).map(steps::get).toList();
        Stream<Long> unknown = Collections.nCopies(names.size() - those.size(), 0L).stream();
        List<Long> sizes = largestFirst(
                Stream.concat(those.stream().map(step -> step.bytes(plan.route().direction())), unknown));
        if (plan.route().direction() == Route.Direction.UP) {
            return new Load(sizes, List.of(), Long.MAX_VALUE);
        }
        List<Long> replaced = largestFirst(those.stream().map(Load::replaced).filter(size -> size > 0));
        return new Load(
                sizes, replaced, free.isEmpty() ? Long.MAX_VALUE : Math.max(0, free.getAsLong() - growth(those)));
    }

    /** The bytes that must be free for a plan downwards. */
    static long needed(Plan plan) {
        // The largest that is replaced stands until its new version is whole; what gets smaller may do so last.
        long beside = plan.steps().stream().mapToLong(Load::replaced).max().orElse(0);
        return plan.bytes() - plan.steps().stream().mapToLong(Load::replaced).sum() + beside;
    }

    private static List<Long> largestFirst(Stream<Long> sizes) {
        return sizes.sorted(Comparator.reverseOrder()).toList();
    }

    /** rclone writes NAME.partial beside what it replaces: so much of both is there at once. */
    static long replaced(Step step) {
        long here = step.local().map(file -> file.stamp().size()).orElse(0L);
        return step.action() == Action.COPY ? Math.min(here, step.bytes(Route.Direction.DOWN)) : 0;
    }

    private static long growth(List<Step> steps) {
        return steps.stream()
                .mapToLong(step -> step.bytes(Route.Direction.DOWN) - replaced(step))
                .sum();
    }

    /** How many at a time find room beside what they replace; at least one. */
    int roomFor(int most) {
        int fits = 0;
        long taken = 0;
        while (fits < Math.min(most, replaced.size()) && taken + replaced.get(fits) <= spare) {
            taken += replaced.get(fits++);
        }
        return fits < replaced.size() ? Math.max(1, Math.min(most, fits)) : most;
    }
}
