package replaystorage.transfer.list;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import replaystorage.host.CliException;
import replaystorage.host.DidYouMean;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;
import replaystorage.providers.Provider;
import replaystorage.settings.Settings;

/** Tests whether a bucket, or its folder, exists; never creates it. */
record BucketExistence(Settings settings, RcloneQuery query) {

    private static final int MAX_SHOWN = 8;

    boolean exists(RemotePath folder) {
        return query.list(
                "list " + folder,
                folder.bucket(),
                RcloneCommands.listTopEntries(folder.folderArgument()),
                object -> {});
    }

    void requireBucket(RemotePath folder, Settings.Bucket bucket) {
        RemotePath root = folder.root();
        // We create our own folder below the user's on demand; the user's must exist.
        String named = bucket.impliedByFolder() ? bucket.parentFolder() : bucket.name();
        RemotePath must = bucket.impliedByFolder() ? new RemotePath(folder.remote(), named, "") : root;
        if (!folder.equals(must) && exists(must)) {
            return;
        }
        if (settings.provider().buckets().listable()) {
            listAllForCause(must);
        }
        throw missingBucketError(folder.remote(), named, bucket.variable());
    }

    private CliException missingBucketError(String remote, String named, String variable) {
        boolean isBucket = settings.provider().buckets().kind() == Provider.BucketKind.BUCKET;
        String text = "there is no " + (isBucket ? "bucket " : "folder ") + named + " (from " + variable + ") at "
                + settings.provider().title()
                + (isBucket && isExample(named) ? "; that name is a guide's example" : "");
        if (settings.provider().buckets().kind() == Provider.BucketKind.PATH) {
            return new CliException(
                            ExitStatus.NOT_FOUND,
                            text,
                            "mkdir -p " + PasteableCommand.quote(named) + "   # or: export " + variable + "=...")
                    .withWrongVariables(Map.of(variable, ""));
        }
        // The name of a bucket, or the last part of a folder's path.
        String above = isBucket ? "" : named.replaceFirst("[^/]*$", "");
        String name = isBucket ? named.replaceFirst("/.*", "") : named.substring(above.length());
        Set<String> there = siblingNames(remote, above);
        Optional<String> meant = DidYouMean.closest(name, there)
                .map(near -> above + near + named.substring(above.length() + name.length()));
        String hint = meant.map(near -> PasteableCommand.exportCommand(variable, near))
                .orElseGet(() -> "export " + variable + "=...   # "
                        + (there.isEmpty()
                                ? "to list them: rclone lsd " + remote + ":" + above
                                : "there are: " + joinNames(there)));
        return new CliException(ExitStatus.NOT_FOUND, text, hint)
                .withWrongVariables(Map.of(variable, meant.orElse("")));
    }

    private static String joinNames(Set<String> names) {
        String some = names.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "));
        return names.size() > MAX_SHOWN ? some + " and " + (names.size() - MAX_SHOWN) + " more" : some;
    }

    private static boolean isExample(String name) {
        return name.matches("(?:your|my)-(?:[a-z]+-)*bucket(?:-name)?|example-.*|bucket-name");
    }

    /** Empty if the key may not list them. */
    private Set<String> siblingNames(String remote, String above) {
        Set<String> all = Collections.synchronizedSet(new TreeSet<>());
        try {
            query.list(
                    "list the buckets",
                    above,
                    RcloneCommands.listFolders(remote + ":" + above),
                    object -> all.add(object.path()));
        } catch (CliException e) {
            all.clear();
        }
        return all;
    }

    /** A failed lookup of a bucket, at a spent cap for example, looks as if the bucket did not exist; listing all buckets has the reason. */
    private void listAllForCause(RemotePath bucket) {
        Set<String> all = Collections.synchronizedSet(new TreeSet<>());
        query.list(
                "list the buckets",
                bucket.bucket(),
                RcloneCommands.listEntries(bucket.remote() + ":"),
                object -> all.add(object.path()));
        if (all.contains(bucket.bucket())) {
            throw new CliException(
                    ExitStatus.TEMPORARY,
                    "can't list " + bucket + ": " + settings.endpoint() + " did not answer in time",
                    "# run the same command again in a few minutes");
        }
    }
}
