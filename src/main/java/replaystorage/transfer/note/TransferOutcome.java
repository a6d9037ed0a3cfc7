package replaystorage.transfer.note;

import java.util.ArrayList;
import java.util.List;
import replaystorage.host.ExitStatus;

/**
 * Result of a transfer.
 *
 * @param unstableFiles skipped files that are still being written
 * @param failedFiles files that were not transferred but should have been
 * @param status 0 if all planned work is done
 * @param serverSideBytes of the transferred bytes, those copied by the storage itself
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

    /** The first status that is not 0; a failure takes precedence over skipped files. */
    private static int firstFailure(int status, int other) {
        return status == 0 || (status == ExitStatus.INCOMPLETE && other != 0) ? other : status;
    }
}
