package replaystorage.transfer;

import java.util.List;

/**
 * What a transfer is going to do.
 *
 * @param steps by name, only files that something is done or said about
 * @param equal how many files are equal already
 * @param objects how many the remote folder was found to hold, which is what one more listing costs
 * @param equalBytes of the files that are equal already
 */
public record Plan(Route route, List<Step> steps, int equal, int objects, long equalBytes) {
    /** The remote folder was not listed, and is not to be. */
    static final int UNLISTED = Integer.MAX_VALUE;

    /** What a page of a listing shows: so much of it costs as much as a look at one object. */
    private static final long A_PAGE = 1000;

    Plan(Route route, List<Step> steps, int equal, int objects) {
        this(route, steps, equal, objects, 0);
    }

    /** The same plan with other steps. */
    Plan with(List<Step> others) {
        return new Plan(route, others, equal, objects, equalBytes);
    }

    /** The same, of a folder that is not to be listed once more. */
    Plan unlisted() {
        return new Plan(route, steps, equal, UNLISTED, equalBytes);
    }

    /** Whether so many files take no fewer requests when each is asked for than a listing of all does. */
    boolean isWorthListing(long files) {
        return files * A_PAGE >= objects;
    }

    /** The steps of an action. */
    public List<Step> steps(Action action) {
        return steps.stream().filter(step -> step.action() == action).toList();
    }

    /** Files that go over. */
    public long files() {
        return steps.stream().filter(step -> step.action().moves()).count();
    }

    /** Bytes that go over. */
    public long bytes() {
        return steps.stream().mapToLong(step -> step.bytes(route.direction())).sum();
    }
}
