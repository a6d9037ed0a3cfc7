package replaystorage.transfer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import replaystorage.rclone.LogLine;
import replaystorage.rclone.Rclone;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Provider;
import replaystorage.settings.Provider.Job;
import replaystorage.settings.Settings;
import replaystorage.settings.ShellLine;

/** The remote side: what is there. Every question is bounded in time; a failing one is an error, never an empty answer. */
public final class Storage {
    static final List<String> BOUNDED =
            List.of("--retries", "1", "--low-level-retries", "3", "--contimeout", "10s", "--timeout", "20s");
    private static final int RCLONE_NOT_FOUND = 3;

    /** For more files than these a listing, where it has all that is asked, takes fewer requests. */
    private static final int WORTH_A_LOOK_EACH = 20;

    /** rclone prints what it looked at when it has looked at all of it: so many are answered in time, and 100,000 are not. */
    private static final int LOOKS = 2000;

    private final Rclone rclone;
    private final Settings settings;
    private final Path temporary;
    private final Patience patience;
    private final Causes causes;

    /** @param temporary a private folder for lists of names */
    public Storage(Rclone rclone, Settings settings, Path temporary, Patience patience) {
        this.patience = patience;
        this.rclone = rclone;
        this.settings = settings;
        this.temporary = temporary;
        this.causes = new Causes(settings);
    }

    /** Only these files, with their times as the listing has them. */
    public Listing list(RemotePath folder, Collection<String> names) {
        try (NameList list = NameList.of(temporary, names)) {
            return list(folder, List.of("--files-from-raw", list.path()), name -> true);
        }
    }

    private Listing list(RemotePath folder, List<String> more, Predicate<String> wanted) {
        ListedObject.ready();
        Map<String, Stamp> files = new HashMap<>();
        Set<String> twice = new TreeSet<>();
        List<String> arguments = new ArrayList<>(settings.provider().flags(Job.LIST));
        arguments.addAll(more);
        boolean found = ask("list " + folder, folder, arguments, object -> {
            if (!isOurState(object.path())
                    && wanted.test(object.path())
                    && files.put(object.path(), object.stamp()) != null) {
                twice.add(object.path());
            }
        });
        return found ? new Listing(files, twice, true) : Listing.MISSING;
    }

    /** Somebody's records may have been uploaded together with a workspace; on another pod they would be wrong. */
    private static boolean isOurState(String name) {
        return ("/" + name).contains("/" + LocalTree.STATE + "/");
    }

    /** So few files are asked for one by one rather than listed. */
    static boolean isWorthALookEach(int files) {
        return files <= WORTH_A_LOOK_EACH;
    }

    /** Looked-at files as a listing shows them, as far as that is known then. */
    Map<String, Stamp> asListed(Map<String, Stamp> times) {
        if (settings.provider().compare() == Provider.Compare.LISTING) {
            return times;
        }
        Map<String, Stamp> listed = new HashMap<>(times);
        listed.replaceAll((name, stamp) -> Stamp.unlisted(stamp.size()));
        return listed;
    }

    /** The true modification times of these files, which may cost a request each; what is gone is left out. */
    Map<String, Stamp> times(RemotePath folder, Collection<String> names) {
        Map<String, Stamp> times = new HashMap<>();
        eachOf(
                "look at files in " + folder,
                folder,
                names,
                List.of(),
                object -> times.put(object.path(), object.stamp()));
        return times;
    }

    /** The provider's hash of each of these files that has one. */
    Map<String, String> hashes(RemotePath folder, Collection<String> names) {
        Map<String, String> hashes = new HashMap<>();
        List<String> flags =
                List.of("--hash", "--hash-type", settings.provider().hash(), "--no-modtime");
        eachOf("ask for hashes in " + folder, folder, names, flags, object -> {
            if (object.hash() != null) {
                hashes.put(object.path(), object.hash());
            }
        });
        return hashes;
    }

    private void eachOf(
            String what, RemotePath folder, Collection<String> names, List<String> flags, Consumer<ListedObject> sink) {
        boolean isListed = settings.provider().compare() == Provider.Compare.LISTING && !isWorthALookEach(names.size());
        List<String> all = List.copyOf(names);
        int part = isListed ? Math.max(1, all.size()) : LOOKS;
        for (int from = 0; from < all.size(); from += part) {
            try (NameList list = NameList.of(temporary, all.subList(from, Math.min(all.size(), from + part)))) {
                List<String> arguments =
                        new ArrayList<>(List.of("--no-mimetype", "--files-from-raw", list.path(), "--checkers", "64"));
                if (!isListed) {
                    arguments.add("--no-traverse");
                }
                arguments.addAll(flags);
                ask(what, folder, arguments, sink);
            }
        }
    }

    /**
     * The sub-folders of a folder, sorted; none where it is not there, though its bucket is.
     *
     * @throws CliException 3 where the bucket is not there
     */
    public List<String> folders(RemotePath folder, Settings.Bucket bucket) {
        return entries(folder, bucket).stream()
                .filter(ListedObject::folder)
                .map(ListedObject::path)
                .sorted()
                .toList();
    }

    /** The sub-folders and the files of a folder, in one request for a thousand of them. */
    List<ListedObject> entries(RemotePath folder, Settings.Bucket bucket) {
        List<ListedObject> entries = Collections.synchronizedList(new ArrayList<>());
        List<String> command = List.of("lsjson", "--no-mimetype", "--no-modtime");
        if (!run("look into " + folder, folder, command, entries::add)) {
            requireBucket(folder, bucket);
        }
        return entries;
    }

    /**
     * Whether the bucket, or the folder that stands for one, is there; one of our own choice need not be.
     *
     * @throws CliException 3 where it is not, and should be
     */
    public boolean isThere(RemotePath root, Settings.Bucket bucket) {
        boolean there = isThere(root);
        if (!there) {
            requireBucket(root, bucket);
        }
        return there;
    }

    private boolean isThere(RemotePath folder) {
        List<String> depth = List.of("lsjson", "--max-depth", "1", "--no-mimetype", "--no-modtime");
        return run("look into " + folder, folder, depth, object -> {});
    }

    private boolean ask(String what, RemotePath folder, List<String> flags, Consumer<ListedObject> sink) {
        List<String> arguments = new ArrayList<>(List.of("lsjson", "-R", "--files-only"));
        arguments.addAll(flags);
        return run(what, folder, arguments, sink);
    }

    private boolean run(String what, RemotePath folder, List<String> command, Consumer<ListedObject> sink) {
        return run(what, folder.folder(), folder.bucket(), command, sink);
    }

    /** @return false where the folder is not there */
    private boolean run(String what, String folder, String bucket, List<String> command, Consumer<ListedObject> sink) {
        List<LogLine> log = Collections.synchronizedList(new ArrayList<>());
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(BOUNDED);
        arguments.addAll(List.of("--no-unicode-normalization", "--use-json-log", folder));
        Rclone.Ended ended = rclone.run(new Rclone.Call(
                arguments,
                line -> ListedObject.parse(line).ifPresent(sink),
                log::add,
                patience.answer().get()));
        if (ended.ok()) {
            return true;
        }
        if (ended.status() == RCLONE_NOT_FOUND && !ended.stalled()) {
            return false;
        }
        throw causes.failure("can't " + what, log, ended.status(), ended.stalled(), bucket);
    }

    /**
     * The listing of a folder in a bucket that must be there.
     *
     * @throws CliException 3 where the bucket is not
     */
    public Listing listInBucket(RemotePath folder, Settings.Bucket bucket, Predicate<String> wanted) {
        Listing listing = list(folder, List.of(), wanted);
        if (!listing.found()) {
            requireBucket(folder, bucket);
        }
        return listing;
    }

    private void requireBucket(RemotePath folder, Settings.Bucket bucket) {
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
        run("list the buckets", bucket.remote() + ":", bucket.bucket(), command, object -> all.add(object.path()));
        if (all.contains(bucket.bucket())) {
            throw new CliException(
                    ExitStatus.TEMPORARY,
                    "can't look into " + bucket + ": " + settings.endpoint() + " did not answer in time",
                    "# run the same command again in some minutes");
        }
    }

    Settings settings() {
        return settings;
    }

    Rclone rclone() {
        return rclone;
    }

    Causes causes() {
        return causes;
    }

    Patience patience() {
        return patience;
    }

    Path temporary() {
        return temporary;
    }
}
