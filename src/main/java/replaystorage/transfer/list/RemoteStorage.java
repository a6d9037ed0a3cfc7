package replaystorage.transfer.list;

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
import replaystorage.flags.RcloneJobType;
import replaystorage.host.CliException;
import replaystorage.providers.Provider;
import replaystorage.rclone.Rclone;
import replaystorage.settings.Settings;

/** Queries the storage (listings, single objects, hashes); each query has a timeout, and a failure is never an empty answer. */
public final class RemoteStorage {
    /** For more files, a listing takes fewer requests if it has all that is asked. */
    private static final int MAX_SINGLE_QUERIES = 20;

    /** rclone prints results after the last one: this many are answered in time, 100,000 are not. */
    private static final int PARALLEL_QUERIES = 2000;

    private final Rclone rclone;
    private final Settings settings;
    private final Path temporaryFolder;
    private final RcloneFailureDiagnosis diagnosis;
    private final RcloneQuery query;
    private final BucketExistence bucketExistence;

    /** @param temporary a private folder for lists of names */
    public RemoteStorage(Rclone rclone, Settings settings, Path temporary, Timeouts timeouts) {
        this.rclone = rclone;
        this.settings = settings;
        this.temporaryFolder = temporary;
        this.diagnosis = new RcloneFailureDiagnosis(settings);
        this.query = new RcloneQuery(rclone, timeouts, diagnosis);
        this.bucketExistence = new BucketExistence(settings, query);
    }

    /** Only these files, with the times of the listing. */
    public Listing listFiles(RemotePath folder, Collection<String> names) {
        try (FilesFromFile list = FilesFromFile.write(temporaryFolder, names)) {
            return list(
                    folder, RcloneCommands.listFiles(folder.folderArgument(), list.path(), listFlags()), name -> true);
        }
    }

    private List<String> listFlags() {
        return settings.provider().tunedArguments(RcloneJobType.LIST);
    }

    private Listing list(RemotePath folder, List<String> arguments, Predicate<String> wanted) {
        Map<String, FileVersion> files = new HashMap<>();
        Set<String> twice = new TreeSet<>();
        boolean found = query.list("list " + folder, folder.bucket(), arguments, object -> {
            if (!isOwnState(object.path())
                    && wanted.test(object.path())
                    && files.put(object.path(), object.version()) != null) {
                twice.add(object.path());
            }
        });
        return found ? new Listing(files, twice, true) : Listing.MISSING;
    }

    /** The records of another pod, uploaded with its workspace, would be wrong here. */
    private static boolean isOwnState(String name) {
        return ("/" + name).contains("/" + LocalTree.STATE_FOLDER + "/");
    }

    /** True if so few files are looked up one by one rather than listed. */
    public static boolean isWorthSingleQueries(int files) {
        return files <= MAX_SINGLE_QUERIES;
    }

    /** The version that a listing would show, as far as that is known. */
    public FileVersion asListingShows(FileVersion seen) {
        return settings.provider().comparisonMethod() == Provider.ComparisonMethod.LISTING
                ? seen
                : FileVersion.withUnknownTime(seen.size());
    }

    /** Exact modification times, which may cost a request per file; missing files are left out. */
    public Map<String, FileVersion> modificationTimes(RemotePath folder, Collection<String> names) {
        Map<String, FileVersion> times = new HashMap<>();
        listEach(
                "list files in " + folder,
                folder,
                names,
                List.of(),
                object -> times.put(object.path(), object.version()));
        return times;
    }

    /** Hash and modification time of each file that has a hash, in one request; missing files are left out. */
    public Map<String, ListedObject> objectsWithHash(RemotePath folder, Collection<String> names) {
        Map<String, ListedObject> versions = new HashMap<>();
        List<String> flags = RcloneCommands.hashFlags(settings.provider().hashType());
        listEach("list files in " + folder, folder, names, flags, object -> versions.put(object.path(), object));
        return versions;
    }

    /** The content of a small object; empty if it is missing. */
    public String readText(RemotePath folder, String name) {
        StringBuilder text = new StringBuilder();
        RcloneQuery.QueryResult answer = query.query(
                RcloneCommands.readFile(folder.fileArgument(name)),
                line -> text.append(line).append('\n'));
        if (!answer.exit().isSuccess() && answer.exit().stalled()) {
            throw query.failure("read " + folder.fileArgument(name), answer, folder.bucket());
        }
        return answer.exit().isSuccess() ? text.toString() : "";
    }

    public Map<String, String> hashes(RemotePath folder, Collection<String> names) {
        Map<String, String> hashes = new HashMap<>();
        List<String> flags =
                new ArrayList<>(RcloneCommands.hashFlags(settings.provider().hashType()));
        flags.add("--no-modtime");
        listEach("read hashes in " + folder, folder, names, flags, object -> {
            if (object.hash() != null) {
                hashes.put(object.path(), object.hash());
            }
        });
        return hashes;
    }

    private void listEach(
            String what, RemotePath folder, Collection<String> names, List<String> flags, Consumer<ListedObject> sink) {
        boolean isListed = settings.provider().comparisonMethod() == Provider.ComparisonMethod.LISTING
                && !isWorthSingleQueries(names.size());
        List<String> all = List.copyOf(names);
        int part = isListed ? Math.max(1, all.size()) : PARALLEL_QUERIES;
        for (int from = 0; from < all.size(); from += part) {
            try (FilesFromFile list =
                    FilesFromFile.write(temporaryFolder, all.subList(from, Math.min(all.size(), from + part)))) {
                query.list(
                        what,
                        folder.bucket(),
                        RcloneCommands.statFiles(folder.folderArgument(), list.path(), isListed, flags),
                        sink);
            }
        }
    }

    /**
     * Sorted subfolders; none if the folder does not exist in its bucket.
     *
     * @throws CliException 3 if the bucket does not exist
     */
    public List<String> subfolders(RemotePath folder, Settings.Bucket bucket) {
        return listEntries(folder, bucket).stream()
                .filter(ListedObject::folder)
                .map(ListedObject::path)
                .sorted()
                .toList();
    }

    /** Subfolders and files of a folder, at a thousand per request. */
    public List<ListedObject> listEntries(RemotePath folder, Settings.Bucket bucket) {
        List<ListedObject> entries = Collections.synchronizedList(new ArrayList<>());
        List<String> arguments = RcloneCommands.listEntries(folder.folderArgument());
        if (!query.list("list " + folder, folder.bucket(), arguments, entries::add)) {
            bucketExistence.requireBucket(folder, bucket);
        }
        return entries;
    }

    /**
     * Requires that the bucket or its folder exists.
     *
     * @return false if it does not exist yet and is created when it is first needed
     * @throws CliException 3 if it does not and must; a folder that we add need not
     */
    public boolean requireBucket(RemotePath root, Settings.Bucket bucket) {
        boolean there = bucketExistence.exists(root);
        if (!there) {
            bucketExistence.requireBucket(root, bucket);
        }
        return there;
    }

    /** @throws CliException 3 if the bucket does not exist */
    public Listing listInBucket(RemotePath folder, Settings.Bucket bucket, Predicate<String> wanted) {
        Listing listing = list(folder, RcloneCommands.listFiles(folder.folderArgument(), listFlags()), wanted);
        if (!listing.exists()) {
            bucketExistence.requireBucket(folder, bucket);
        }
        return listing;
    }

    public Settings settings() {
        return settings;
    }

    public Rclone rclone() {
        return rclone;
    }

    public RcloneFailureDiagnosis failureDiagnosis() {
        return diagnosis;
    }

    public RcloneQuery query() {
        return query;
    }

    public Path temporaryFolder() {
        return temporaryFolder;
    }
}
