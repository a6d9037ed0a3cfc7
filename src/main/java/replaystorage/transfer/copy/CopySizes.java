package replaystorage.transfer.copy;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/**
 * Sizes of the files to copy, and the space for them.
 *
 * @param sizesDescending the largest first; 0 if unknown
 * @param replacedBytes sizes of the replaced files, the largest first
 * @param spareBytes free bytes beyond what all files will take; Long.MAX_VALUE if unknown
 */
public record CopySizes(List<Long> sizesDescending, List<Long> replacedBytes, long spareBytes) {

    static CopySizes of(int files) {
        return new CopySizes(Collections.nCopies(files, 0L), List.of(), Long.MAX_VALUE);
    }

    /** @param free space for a download that nobody else reserved; empty if unknown */
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

    public static long neededBytes(Plan plan) {
        // The largest replaced file stays until its new version is complete; files that shrink may come last.
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

    /** rclone writes NAME.partial beside the replaced file: both exist at once. */
    public static long replacedBytes(PlannedFile planned) {
        long here = planned.local().map(file -> file.version().size()).orElse(0L);
        return planned.action() == PlannedAction.COPY
                ? Math.min(here, planned.transferredBytes(Route.Direction.DOWN))
                : 0;
    }

    private static long growthBytes(List<PlannedFile> steps) {
        return steps.stream()
                .mapToLong(planned -> planned.transferredBytes(Route.Direction.DOWN) - replacedBytes(planned))
                .sum();
    }

    /** How many files fit in parallel beside the files they replace; at least one. */
    int maxParallel(int most) {
        int fits = 0;
        long taken = 0;
        while (fits < Math.min(most, replacedBytes.size()) && taken + replacedBytes.get(fits) <= spareBytes) {
            taken += replacedBytes.get(fits++);
        }
        return fits < replacedBytes.size() ? Math.max(1, Math.min(most, fits)) : most;
    }
}
