package replaystorage.transfer;

import java.util.ArrayList;
import java.util.List;
import replaystorage.settings.ExitStatus;

/**
 * What came of a transfer.
 *
 * @param files that went over
 * @param equal that were equal already
 * @param deleted in the destination
 * @param growing files left out as still being written
 * @param failed files that did not go over though they should have
 * @param status 0 when all that was planned is done
 * @param equalBytes of the files that were equal already
 * @param inside of the bytes, those that the storage copied itself
 */
public record Outcome(
        long files,
        long bytes,
        long equal,
        long deleted,
        List<String> growing,
        List<String> failed,
        int status,
        long equalBytes,
        long inside) {
    public static final Outcome NOTHING = new Outcome(0, 0, 0, 0, List.of(), List.of(), 0);

    public Outcome(
            long files, long bytes, long equal, long deleted, List<String> growing, List<String> failed, int status) {
        this(files, bytes, equal, deleted, growing, failed, status, 0, 0);
    }

    /** Both together; the first failure stands. */
    public Outcome and(Outcome other) {
        return new Outcome(
                files + other.files,
                bytes + other.bytes,
                equal + other.equal,
                deleted + other.deleted,
                both(growing, other.growing),
                both(failed, other.failed),
                first(status, other.status),
                equalBytes + other.equalBytes,
                inside + other.inside);
    }

    private static List<String> both(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    Outcome withStatus(int other) {
        return new Outcome(files, bytes, equal, deleted, growing, failed, first(status, other), equalBytes, inside);
    }

    /** The same where the storage copied so many more of the bytes itself. */
    Outcome withInside(long bytesInside) {
        return new Outcome(files, bytes, equal, deleted, growing, failed, status, equalBytes, inside + bytesInside);
    }

    /** The first that is not 0; that something was left out yields to a failure. */
    private static int first(int status, int other) {
        return status == 0 || (status == ExitStatus.INCOMPLETE && other != 0) ? other : status;
    }
}
