package replaystorage.transfer;

import java.util.Set;
import replaystorage.settling.WriterNames;

/**
 * The files that say that others are there: none goes up before those do.
 *
 * @param log of what went before them
 * @param changed names of files that are no longer, here, what they were when the plan was made
 */
record Latecomers(CopyLog log, Set<String> changed) {

    /** Whether a file has to wait; says why, but of one that changed itself. */
    boolean isHeldBack(String name, Findings findings) {
        if (changed.contains(name)) {
            return true;
        }
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        if (log.hasErrorIn(folder, changed)) {
            findings.fail(name, "was held back, since not all of its folder went over");
            return true;
        }
        if (changed.stream().anyMatch(other -> other.startsWith(folder) && !WriterNames.LOG.matches(other))) {
            findings.heldBack(name);
            return true;
        }
        return false;
    }
}
