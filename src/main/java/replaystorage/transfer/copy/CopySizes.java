package replaystorage.transfer.copy;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import replaystorage.transfer.plan.Action;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/**
 * The files that a copy is about, and the room for them.
 *
 * @param sizesDescending from the largest on; 0 where one is not known
 * @param replacedBytes of what stands until each is whole, from the largest on
 * @param spareBytes what is free beyond what all will take in the end; Long.MAX_VALUE where that is not known
 */
public record CopySizes(List<Long> sizesDescending, List<Long> replacedBytes, long spareBytes) {

    static CopySizes of(int files) {
        return new CopySizes(Collections.nCopies(files, 0L), List.of(), Long.MAX_VALUE);
    }

    /**
     * Those of a plan that have these names.
     *
     * @param free what there is for a plan downwards, without what is meant for others; empty where that is not known
     */
    static CopySizes of(Plan plan, Collection<String> names, OptionalLong free) {
        Map<String, PlannedFile> steps = new HashMap<>();
        plan.plannedFiles().forEach(planned -> steps.put(planned.name(), planned));
        List<PlannedFile> those =
                names.stream().filter(steps::containsKey).map(steps::get).toList();
        Stream<Long> unknown = Collections.nCopies(names.size() - those.size(), 0L).stream();
        List<Long> sizes = largestFirst(Stream.concat(
                those.stream()
                        .map(planned -> planned.transferredBytes(plan.route().direction())),
                unknown));
        if (plan.route().direction() == Route.Direction.UP) {
            return new CopySizes(sizes, List.of(), Long.MAX_VALUE);
        }
        List<Long> replaced =
                largestFirst(those.stream().map(CopySizes::replacedBytes).filter(size -> size > 0));
        return new CopySizes(
                sizes, replaced, free.isEmpty() ? Long.MAX_VALUE : Math.max(0, free.getAsLong() - growthBytes(those)));
    }

    /** The bytes that must be free for a plan downwards. */
    public static long neededBytes(Plan plan) {
        // The largest that is replaced stands until its new version is whole; what gets smaller may do so last.
        long beside = plan.plannedFiles().stream()
                .mapToLong(CopySizes::replacedBytes)
                .max()
                .orElse(0);
        return plan.transferredBytes()
                - plan.plannedFiles().stream()
                        .mapToLong(CopySizes::replacedBytes)
                        .sum()
                + beside;
    }

    private static List<Long> largestFirst(Stream<Long> sizes) {
        return sizes.sorted(Comparator.reverseOrder()).toList();
    }

    /** rclone writes NAME.partial beside what it replaces: so much of both is there at once. */
    public static long replacedBytes(PlannedFile planned) {
        long here = planned.local().map(file -> file.version().size()).orElse(0L);
        return planned.action() == Action.COPY ? Math.min(here, planned.transferredBytes(Route.Direction.DOWN)) : 0;
    }

    private static long growthBytes(List<PlannedFile> steps) {
        return steps.stream()
                .mapToLong(planned -> planned.transferredBytes(Route.Direction.DOWN) - replacedBytes(planned))
                .sum();
    }

    /** How many at a time find room beside what they replace; at least one. */
    int maxParallel(int most) {
        int fits = 0;
        long taken = 0;
        while (fits < Math.min(most, replacedBytes.size()) && taken + replacedBytes.get(fits) <= spareBytes) {
            taken += replacedBytes.get(fits++);
        }
        return fits < replacedBytes.size() ? Math.max(1, Math.min(most, fits)) : most;
    }
}
