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
import replaystorage.rclone.Rclone;
import replaystorage.settings.CliException;
import replaystorage.settings.Provider;
import replaystorage.settings.Job;
import replaystorage.settings.Settings;

/** The remote side: what is there. Every question is bounded in time; a failing one is an error, never an empty answer. */
public final class Storage {
    /** For more files than these a listing, where it has all that is asked, takes fewer requests. */
    private static final int WORTH_A_LOOK_EACH = 20;

    /** rclone prints what it looked at when it has looked at all of it: so many are answered in time, and 100,000 are not. */
    private static final int LOOKS = 2000;

    private final Rclone rclone;
    private final Settings settings;
    private final Path temporary;
    private final Causes causes;
    private final Question question;
    private final Presence presence;

    /** @param temporary a private folder for lists of names */
    public Storage(Rclone rclone, Settings settings, Path temporary, Patience patience) {
        this.rclone = rclone;
        this.settings = settings;
        this.temporary = temporary;
        this.causes = new Causes(settings);
        this.question = new Question(rclone, patience, causes);
        this.presence = new Presence(settings, question);
    }

    /** Only these files, with their times as the listing has them. */
    public Listing list(RemotePath folder, Collection<String> names) {
        try (NameList list = NameList.of(temporary, names)) {
            return list(folder, List.of("--files-from-raw", list.path()), name -> true);
        }
    }

    private Listing list(RemotePath folder, List<String> more, Predicate<String> wanted) {
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

    /** A file that was looked at as a listing shows it, as far as that is known then. */
    Stamp asListed(Stamp seen) {
        return settings.provider().compare() == Provider.Compare.LISTING ? seen : Stamp.unlisted(seen.size());
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

    /** The hash of each of these files that has one, and its modification time in the same request; what is gone is left out. */
    Map<String, ListedObject> versions(RemotePath folder, Collection<String> names) {
        Map<String, ListedObject> versions = new HashMap<>();
        List<String> flags =
                List.of("--hash", "--hash-type", settings.provider().hash());
        eachOf("look at files in " + folder, folder, names, flags, object -> versions.put(object.path(), object));
        return versions;
    }

    /** What a small object holds; empty where it is gone. */
    String text(RemotePath folder, String name) {
        StringBuilder text = new StringBuilder();
        List<String> command = List.of("cat", folder.file(name));
        Question.Answer answer =
                question.ask(command, List.of(), line -> text.append(line).append('\n'));
        if (!answer.ended().ok() && answer.ended().stalled()) {
            throw question.failure("read " + folder.file(name), answer, folder.bucket());
        }
        return answer.ended().ok() ? text.toString() : "";
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
        if (!question.list("look into " + folder, folder, command, entries::add)) {
            presence.require(folder, bucket);
        }
        return entries;
    }

    /**
     * Whether the bucket, or the folder that stands for one, is there; one of our own choice need not be.
     *
     * @throws CliException 3 where it is not, and should be
     */
    public boolean isThere(RemotePath root, Settings.Bucket bucket) {
        boolean there = presence.isThere(root);
        if (!there) {
            presence.require(root, bucket);
        }
        return there;
    }

    private boolean ask(String what, RemotePath folder, List<String> flags, Consumer<ListedObject> sink) {
        List<String> arguments = new ArrayList<>(List.of("lsjson", "-R", "--files-only"));
        arguments.addAll(flags);
        return question.list(what, folder, arguments, sink);
    }

    /**
     * The listing of a folder in a bucket that must be there.
     *
     * @throws CliException 3 where the bucket is not
     */
    public Listing listInBucket(RemotePath folder, Settings.Bucket bucket, Predicate<String> wanted) {
        Listing listing = list(folder, List.of(), wanted);
        if (!listing.found()) {
            presence.require(folder, bucket);
        }
        return listing;
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

    Question question() {
        return question;
    }

    Path temporary() {
        return temporary;
    }
}
