package replaystorage.cli;

import java.util.List;
import java.util.Optional;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.session.CommandSession;
import replaystorage.settings.Settings;
import replaystorage.transfer.list.RemotePath;
import replaystorage.workspace.StandardFolders;

/** Lists both buckets to test keys and bucket names. */
record BucketListingProbe(CommandSession session) {

    /**
     * Prints the results.
     *
     * @return the first status that is not 0
     */
    int run() {
        List<CliException> failures = failures();
        failures.forEach(session::error);
        return failures.isEmpty() ? ExitStatus.OK : failures.get(0).status();
    }

    /**
     * Lists every bucket, even after a failure, and prints those that can be listed.
     *
     * @return the failures
     */
    List<CliException> failures() {
        return session.transferContext().settings().buckets().stream()
                .flatMap(bucket -> listBucket(bucket).stream())
                .toList();
    }

    private Optional<CliException> listBucket(Settings.Bucket bucket) {
        RemotePath path = session.transferContext().bucketRoot(bucket);
        try {
            boolean there = session.transferContext().storage().requireBucket(path, bucket);
            session.printResult(path + (there ? ": ok, can be listed" : ": will be created when it is first needed"));
            return Optional.empty();
        } catch (CliException e) {
            // A key may be restricted to one folder.
            List<RemotePath> folders = e.status() == ExitStatus.FAILED ? listedFolders(path, bucket) : List.of();
            if (folders.isEmpty()) {
                return Optional.of(e);
            }
            folders.forEach(folder -> session.printResult(folder + ": can be listed; the whole bucket can't be"));
            return Optional.empty();
        }
    }

    private List<RemotePath> listedFolders(RemotePath bucket, Settings.Bucket named) {
        return StandardFolders.IN_ARTIFACTS_BUCKET.stream()
                .map(bucket::resolve)
                .filter(folder -> mayList(folder, named))
                .toList();
    }

    private boolean mayList(RemotePath folder, Settings.Bucket bucket) {
        try {
            session.transferContext().storage().subfolders(folder, bucket);
            return true;
        } catch (CliException e) {
            return false;
        }
    }
}
