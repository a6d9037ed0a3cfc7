package replaystorage.transfer.plan;

import java.util.List;

/**
 * Steps of a transfer.
 *
 * @param plannedFiles by name, only files with a step or a message
 * @param listedObjects objects in the remote folder, the cost of another listing
 */
public record Plan(Route route, List<PlannedFile> plannedFiles, int equalFiles, int listedObjects, long equalBytes) {
    /** The remote folder was not listed, and need not be. */
    public static final int UNKNOWN_OBJECTS = Integer.MAX_VALUE;

    /** Objects per page of a listing, which costs as much as a look at one object. */
    private static final long OBJECTS_PER_PAGE = 1000;

    public Plan(Route route, List<PlannedFile> steps, int equal, int objects) {
        this(route, steps, equal, objects, 0);
    }

    public Plan withFiles(List<PlannedFile> others) {
        return new Plan(route, others, equalFiles, listedObjects, equalBytes);
    }

    /** Prevents another listing of the folder. */
    public Plan withoutListing() {
        return new Plan(route, plannedFiles, equalFiles, UNKNOWN_OBJECTS, equalBytes);
    }

    /** True if listing all takes no more requests than looking up this many files. */
    public boolean isWorthListing(long files) {
        return files * OBJECTS_PER_PAGE >= listedObjects;
    }

    public List<PlannedFile> plannedFiles(PlannedAction action) {
        return plannedFiles.stream()
                .filter(planned -> planned.action() == action)
                .toList();
    }

    public long transferredFiles() {
        return plannedFiles.stream()
                .filter(planned -> planned.action().transfersBytes())
                .count();
    }

    public long transferredBytes() {
        return plannedFiles.stream()
                .mapToLong(planned -> planned.transferredBytes(route.direction()))
                .sum();
    }
}
