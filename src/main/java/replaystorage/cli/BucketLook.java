package replaystorage.cli;

import java.util.List;
import java.util.Optional;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Settings;
import replaystorage.transfer.RemotePath;
import replaystorage.transfer.Replays;

/** Lists the buckets, to see that keys and names are right. */
record BucketLook(Session session) {

    /** Tells what went wrong. @return the first status that is not 0 */
    int run() {
        List<CliException> failures = failures();
        failures.forEach(session::error);
        return failures.isEmpty() ? ExitStatus.OK : failures.get(0).status();
    }

    /** Looks at each, also where one before it failed, and tells of those that can be listed. @return what went wrong */
    List<CliException> failures() {
        return session.setup().settings().buckets().stream()
                .flatMap(bucket -> look(bucket).stream())
                .toList();
    }

    private Optional<CliException> look(Settings.Bucket bucket) {
        RemotePath path = session.setup().bucket(bucket);
        try {
            boolean there = session.setup().storage().isThere(path, bucket);
            session.result(path + (there ? ": ok, can be listed" : ": will be made when it is first needed"));
            return Optional.empty();
        } catch (CliException e) {
            // A key may be for one folder alone; that is no mistake.
            List<RemotePath> folders = e.status() == ExitStatus.FAILED ? listed(path, bucket) : List.of();
            if (folders.isEmpty()) {
                return Optional.of(e);
            }
            folders.forEach(folder -> session.result(folder + ": can be listed, the whole bucket can not"));
            return Optional.empty();
        }
    }

    private List<RemotePath> listed(RemotePath bucket, Settings.Bucket named) {
        return Replays.OTHERS.stream()
                .map(bucket::resolve)
                .filter(folder -> mayList(folder, named))
                .toList();
    }

    private boolean mayList(RemotePath folder, Settings.Bucket bucket) {
        try {
            session.setup().storage().folders(folder, bucket);
            return true;
        } catch (CliException e) {
            return false;
        }
    }
}
