package replaystorage.transfer.plan;

import java.util.List;

/**
 * What a transfer is going to do.
 *
 * @param plannedFiles by name, only files that something is done or said about
 * @param equalFiles how many files are equal already
 * @param listedObjects how many the remote folder was found to hold, which is what one more listing costs
 * @param equalBytes of the files that are equal already
 */
public record Plan(Route route, List<PlannedFile> plannedFiles, int equalFiles, int listedObjects, long equalBytes) {
    /** The remote folder was not listed, and is not to be. */
    public static final int UNKNOWN_OBJECTS = Integer.MAX_VALUE;

    /** What a page of a listing shows: so much of it costs as much as a look at one object. */
    private static final long OBJECTS_PER_PAGE = 1000;

    public Plan(Route route, List<PlannedFile> steps, int equal, int objects) {
        this(route, steps, equal, objects, 0);
    }

    /** The same plan with other steps. */
    public Plan withFiles(List<PlannedFile> others) {
        return new Plan(route, others, equalFiles, listedObjects, equalBytes);
    }

    /** The same, of a folder that is not to be listed once more. */
    public Plan withoutListing() {
        return new Plan(route, plannedFiles, equalFiles, UNKNOWN_OBJECTS, equalBytes);
    }

    /** Whether so many files take no fewer requests when each is asked for than a listing of all does. */
    public boolean isWorthListing(long files) {
        return files * OBJECTS_PER_PAGE >= listedObjects;
    }

    /** The steps of an action. */
    public List<PlannedFile> plannedFiles(Action action) {
        return plannedFiles.stream()
                .filter(planned -> planned.action() == action)
                .toList();
    }

    /** Files that go over. */
    public long transferredFiles() {
        return plannedFiles.stream()
                .filter(planned -> planned.action().transfersBytes())
                .count();
    }

    /** Bytes that go over. */
    public long transferredBytes() {
        return plannedFiles.stream()
                .mapToLong(planned -> planned.transferredBytes(route.direction()))
                .sum();
    }
}
