package replaystorage.transfer.note;

import java.util.ArrayList;
import java.util.List;
import replaystorage.host.ExitStatus;

/**
 * What came of a transfer.
 *
 * @param files that went over
 * @param equalFiles that were equal already
 * @param deletedFiles in the destination
 * @param unstableFiles files left out as still being written
 * @param failedFiles files that did not go over though they should have
 * @param status 0 when all that was planned is done
 * @param equalBytes of the files that were equal already
 * @param serverSideBytes of the bytes, those that the storage copied itself
 */
public record TransferOutcome(
        long files,
        long bytes,
        long equalFiles,
        long deletedFiles,
        List<String> unstableFiles,
        List<String> failedFiles,
        int status,
        long equalBytes,
        long serverSideBytes) {
    public static final TransferOutcome NOTHING = new TransferOutcome(0, 0, 0, 0, List.of(), List.of(), 0);

    public TransferOutcome(
            long files, long bytes, long equal, long deleted, List<String> growing, List<String> failed, int status) {
        this(files, bytes, equal, deleted, growing, failed, status, 0, 0);
    }

    /** Both together; the first failure stands. */
    public TransferOutcome plus(TransferOutcome other) {
        return new TransferOutcome(
                files + other.files,
                bytes + other.bytes,
                equalFiles + other.equalFiles,
                deletedFiles + other.deletedFiles,
                concat(unstableFiles, other.unstableFiles),
                concat(failedFiles, other.failedFiles),
                firstFailure(status, other.status),
                equalBytes + other.equalBytes,
                serverSideBytes + other.serverSideBytes);
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    public TransferOutcome withStatus(int other) {
        return new TransferOutcome(
                files,
                bytes,
                equalFiles,
                deletedFiles,
                unstableFiles,
                failedFiles,
                firstFailure(status, other),
                equalBytes,
                serverSideBytes);
    }

    /** The same where the storage copied so many more of the bytes itself. */
    public TransferOutcome plusServerSideBytes(long bytesInside) {
        return new TransferOutcome(
                files,
                bytes,
                equalFiles,
                deletedFiles,
                unstableFiles,
                failedFiles,
                status,
                equalBytes,
                serverSideBytes + bytesInside);
    }

    /** The first that is not 0; that something was left out yields to a failure. */
    private static int firstFailure(int status, int other) {
        return status == 0 || (status == ExitStatus.INCOMPLETE && other != 0) ? other : status;
    }
}
