package replaystorage.transfer;

import java.util.List;

/**
 * What a transfer is going to do.
 *
 * @param steps by name, only files that something is done or said about
 * @param equal how many files are equal already
 */
public record Plan(Route route, List<Step> steps, int equal) {

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
