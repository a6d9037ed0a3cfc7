package replaystorage.transfer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Settings;
import replaystorage.settling.Settling;

/** Checkpoints, logs and cache: flat folders in the artifacts bucket; only {@link LinkedUpload} ever deletes something there. */
public final class Artifacts {
    /** All of them, in the order in which they are saved. */
    public static final List<String> NAMES = List.of("checkpoints", "logs", "cache");

    /** Its files are only appended to. */
    private static final String LOGS = "logs";

    private final Setup setup;
    private final Settings.Bucket bucket;

    /** @throws replaystorage.settings.CliException 78 where no artifacts bucket is named */
    public Artifacts(Setup setup) {
        this.setup = setup;
        this.bucket = setup.settings().artifactsOrFail();
    }

    /** The remote folder of an artifact. */
    public RemotePath folder(String name) {
        return setup.bucket(bucket).resolve(name);
    }

    Settings.Bucket bucket() {
        return bucket;
    }

    /** All that is in a remote folder but temporary names; a bucket that is not there is an error. */
    public Listing list(RemotePath folder) {
        return listAll(folder).withoutTemporary(folder, setup.reporter());
    }

    /** The same with all names. */
    Listing listAll(RemotePath folder) {
        Listing listing = setup.storage().listInBucket(folder, bucket, setup.filter());
        listing.twice()
                .forEach(name -> setup.reporter()
                        .warn(folder + " has more than one file named " + name
                                + ": only one of them is seen; to give each a name of its own: rclone dedupe rename "
                                + folder));
        return listing;
    }

    /** All artifacts below a folder of the bucket; where it holds the replays too, these are no part of it. */
    public Listing listOwn(String folder) {
        Listing listing = list(folder(folder));
        Optional<String> replays = setup.settings().replays().map(Settings.Bucket::name);
        Map<String, Stamp> own = new HashMap<>(listing.files());
        replays.ifPresent(other -> own.keySet().removeIf(name -> isReplay(Replays.prefix(folder) + name, other)));
        return new Listing(own, listing.twice(), listing.found());
    }

    private boolean isReplay(String name, String replays) {
        if (replays.equals(bucket.name())) {
            return Stream.concat(Replays.OTHERS.stream(), setup.folders().stream())
                    .noneMatch(artifact -> name.startsWith(artifact + "/"));
        }
        String nested = bucket.name() + "/";
        return replays.startsWith(nested) && name.startsWith(replays.substring(nested.length()) + "/");
    }

    /** @param name such as "checkpoints" */
    public Prepared up(String name, Path local, Settling settling) {
        return up(
                name,
                folder(name),
                local,
                settling,
                (plan, record, tree) -> new LinkedUpload(setup, plan, tree).run(record, Set.of()));
    }

    /** Carries a plan out, and notes in the record what is proven. */
    interface Sending {
        /** @param tree what the plan was made of */
        Outcome run(Plan plan, SyncRecord record, LocalTree tree);
    }

    Prepared up(String name, RemotePath to, Path local, Settling settling, Sending sending) {
        Route route = setup.route(name, Route.Direction.UP, to, local, name.equals(LOGS));
        if (!Files.isDirectory(local)) {
            return nothingToUpload(route);
        }
        Supplier<Listing> listing = Meanwhile.start(() -> listAll(route.remote()));
        LocalTree tree = setup.walk(local);
        if (tree.files().isEmpty() && tree.unreadable().isEmpty()) {
            return nothingToUpload(route);
        }
        SyncRecord record = setup.record(route.remote(), route.local());
        Comparison comparison = new Comparison(setup.storage(), route.remote(), record, tree.looked());
        Map<String, Stamp> remote = listing.get().files();
        Plan plan = new Planner(route, comparison, Precedence.UP, record).up(tree.files(), remote, false);
        ForeignAliases.of(tree, remote.keySet(), record).tell(name, setup.reporter());
        int status = tree.unreadable().isEmpty() ? ExitStatus.OK : ExitStatus.LOCAL;
        Plan settled = new Sifting(settling, setup.reporter()).sift(plan, record);
        return new Prepared(
                settled, null, chosen -> sending.run(chosen, record, tree).withStatus(status));
    }

    /** Names the checkpoints that hold parts of two savings, or not all parts of one. */
    void warnOfMixtures(String title, Map<String, Stamp> files) {
        if (!setup.filter().chooses()) {
            MixedCheckpoints.in(files)
                    .forEach(mixed -> setup.reporter()
                            .warn(title + ": a checkpoint is not whole, or is being replaced just now: " + mixed
                                    + "; run the same command again when its upload has ended"));
        }
    }

    private Prepared nothingToUpload(Route route) {
        return Prepared.nothing(
                route,
                "nothing to upload: " + route.local() + " is empty or not there"
                        + setup.filter().reservation());
    }

    /** @param from the flat folder of an artifact, or any other */
    public Prepared down(String title, RemotePath from, Path local, CheckpointChoice choice) {
        return down(title, from, list(from), local, choice);
    }

    /** @param listing of the folder, a moment old */
    public Prepared down(String title, RemotePath from, Listing listing, Path local, CheckpointChoice choice) {
        Route route = setup.route(title, Route.Direction.DOWN, from, local, false);
        if (listing.isEmpty()) {
            return Prepared.nothing(
                    route,
                    "nothing there yet: " + from + " is empty" + setup.filter().reservation());
        }
        SyncRecord record = setup.record(from, local);
        Comparison comparison = new Comparison(setup.storage(), from, record, Instant.now());
        NewestCheckpoints newest = new NewestCheckpoints(setup, from, listing.files());
        Map<String, Stamp> wanted = new HashMap<>(listing.files());
        if (choice.newest() > 0) {
            wanted.keySet().retainAll(newest.names(choice.newest()));
        }
        warnOfMixtures(title, wanted);
        Plan all = new Planner(route, comparison, Precedence.DOWN, record).down(wanted);
        Plan plan = choice.whatFits() ? newest.asFits(all, room(route)) : all;
        int status = plan.steps().size() < all.steps().size() ? ExitStatus.LOCAL : ExitStatus.OK;
        ReplacedLinks links = ReplacedLinks.of(plan, listing.files(), setup.reporter());
        return new Prepared(links.plan(), null, chosen -> {
            if (choice.command() != null) {
                newest.requireRoom(chosen, room(route), choice.command());
            }
            return setup.download(chosen, links, Precedence.DOWN).run(record).withStatus(status);
        });
    }

    private OptionalLong room(Route route) {
        return setup.room().left(route.local(), 0);
    }

    /**
     * The same from a folder that must be there.
     *
     * @throws CliException 3 where it is not
     */
    public Prepared from(String path, String title, Path local, CheckpointChoice choice) {
        Prepared down = down(title, folder(path), local, choice);
        if (down.nothing() != null && !setup.filter().chooses()) {
            throw new CliException(
                    ExitStatus.NOT_FOUND, "there is nothing in " + folder(path), "replay-storage ls artifacts");
        }
        return down;
    }
}
