package replaystorage.transfer;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Provider;
import replaystorage.settings.Settings;
import replaystorage.settings.ShellLine;

/** Whether a bucket, or the folder that stands for one, is there; one that is not is never made. */
record Presence(Settings settings, Question question) {

    boolean isThere(RemotePath folder) {
        List<String> depth = List.of("lsjson", "--max-depth", "1", "--no-mimetype", "--no-modtime");
        return question.list("look into " + folder, folder, depth, object -> {});
    }

    /** @throws CliException 3 where the bucket of a folder is not there */
    void require(RemotePath folder, Settings.Bucket bucket) {
        RemotePath root = new RemotePath(folder.remote(), folder.bucket(), "");
        // A folder of our own choice below the user's is made when it is needed; the user's own must be there.
        String named = bucket.implied() ? bucket.folderAbove() : bucket.name();
        RemotePath must = bucket.implied() ? new RemotePath(folder.remote(), named, "") : root;
        if (!folder.equals(must) && isThere(must)) {
            return;
        }
        if (settings.provider().bucketListed()) {
            askForAll(must);
        }
        boolean isBucket = settings.provider().bucketKind() == Provider.BucketKind.BUCKET;
        throw new CliException(
                ExitStatus.NOT_FOUND,
                "there is no " + (isBucket ? "bucket " : "folder ") + named + " (from " + bucket.variable() + ") at "
                        + settings.provider().title(),
                settings.provider().bucketKind() == Provider.BucketKind.PATH
                        ? "mkdir -p " + ShellLine.quoted(named) + "   # or: export " + bucket.variable() + "=..."
                        : "export " + bucket.variable() + "=...   # those there are: rclone lsd " + folder.remote()
                                + ":" + (isBucket ? "" : named.replaceFirst("[^/]*$", "")));
    }

    /** A look for a bucket that failed, at a spent cap say, reads as if there were none; a listing of all has the reason. */
    private void askForAll(RemotePath bucket) {
        Set<String> all = Collections.synchronizedSet(new TreeSet<>());
        List<String> command = List.of("lsjson", "--no-mimetype", "--no-modtime");
        question.list(
                "list the buckets", bucket.remote() + ":", bucket.bucket(), command, object -> all.add(object.path()));
        if (all.contains(bucket.bucket())) {
            throw new CliException(
                    ExitStatus.TEMPORARY,
                    "can't look into " + bucket + ": " + settings.endpoint() + " did not answer in time",
                    "# run the same command again in some minutes");
        }
    }
}
