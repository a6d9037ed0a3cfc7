package replaystorage.transfer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Settings;

/** The replays bucket. Where it is the artifacts' bucket too, their folders are no part of it. */
public final class Replays {
    private static final List<String> NO_REPLAYS = List.of("checkpoints", "logs", "cache", "snapshots");

    private final Setup setup;
    private final Settings.Bucket bucket;
    private final Predicate<Path> shared;

    /** What a fetch does with local files that the remote does not have. */
    public enum Extras {
        /** Those that an earlier fetch brought, unchanged since, go; all else stays. */
        OWN,
        /** All stay. */
        KEEP,
        /** All go. */
        DELETE
    }

    /**
     * @param shared tells the folders that hold much else than replays, such as a home: all in them is never deleted
     * @throws CliException 78 where no replays bucket is named
     */
    public Replays(Setup setup, Predicate<Path> shared) {
        this.setup = setup;
        this.shared = shared;
        this.bucket = setup.settings().replaysOrFail();
    }

    public RemotePath root() {
        return setup.bucket(bucket);
    }

    /**
     * Plans to bring the replays.
     *
     * @param sub a sub-folder of the bucket and of the local folder, or empty for all
     * @throws CliException 3 where the bucket or the sub-folder is not there
     */
    public Prepared fetch(String sub, Path local, Extras extras) {
        String prefix = prefix(sub);
        Route route = new Route("replays", Route.Direction.DOWN, root(), local, false);
        if (extras == Extras.DELETE && shared.test(route.path(prefix))) {
            throw new CliException(
                    ExitStatus.USAGE,
                    route.path(prefix)
                            + " holds much else than replays: --delete would delete all of it, so it is refused",
                    "export REPLAY_DIR=/a/folder/of/its/own");
        }
        Listing listing = list(sub);
        SyncRecord record = setup.record(root(), local);
        Map<String, Stamp> remote = new HashMap<>();
        listing.files().forEach((name, stamp) -> remote.put(prefix + name, stamp));
        if (remote.isEmpty()) {
            return nothingThere(route, sub, record);
        }
        Predicate<String> wanted =
                name -> name.startsWith(prefix) && setup.filter().test(name.substring(prefix.length()));
        Map<String, Stamp> chosen = new HashMap<>(remote);
        chosen.keySet().removeIf(wanted.negate());
        Comparison comparison = new Comparison(setup.storage(), root(), record);
        Plan plan = new Planner(route, comparison, Precedence.REPLAYS, record).down(chosen);
        List<Step> steps = new ArrayList<>(plan.steps());
        Set<String> known = new HashSet<>(remote.keySet());
        extras(route, prefix, extras, record).forEach((name, file) -> {
            if (!remote.containsKey(name) && wanted.test(name)) {
                known.add(name);
                steps.add(new Step(Action.DELETE, name, Optional.of(file), Optional.empty()));
            }
        });
        if (extras == Extras.OWN && !shared.test(route.path(prefix))) {
            tellOthers(route, prefix, known);
        }
        return new Prepared(
                new Plan(route, steps, plan.equal()),
                null,
                picked -> setup.download().run(picked, record, SyncRecord.Origin.BROUGHT));
    }

    private Map<String, LocalFile> extras(Route route, String prefix, Extras extras, SyncRecord record) {
        Map<String, LocalFile> candidates = new HashMap<>();
        switch (extras) {
            case KEEP -> {}
            case OWN ->
                record.brought()
                        .forEach((name, stamp) -> route.look(name)
                                .filter(file -> file.stamp().equals(stamp))
                                .ifPresent(file -> candidates.put(name, file)));
            case DELETE ->
                LocalTree.walk(route.path(prefix)).files().forEach((name, file) -> {
                    if (!isBehindLink(route.local(), file.path())) {
                        candidates.put(prefix + name, file);
                    }
                });
        }
        return candidates;
    }

    /** What lies elsewhere is not a part of the folder, though it can be seen from it. */
    private static boolean isBehindLink(Path root, Path file) {
        return Stream.iterate(file.getParent(), folder -> !folder.equals(root), Path::getParent)
                .anyMatch(Files::isSymbolicLink);
    }

    /** How many files of the local folder neither the remote has nor a fetch brought; it is not looked into by a fetch that deletes them. */
    private void tellOthers(Route route, String prefix, Set<String> known) {
        long others = LocalTree.walk(route.path(prefix)).files().keySet().stream()
                .filter(name -> !known.contains(prefix + name))
                .count();
        if (others > 0) {
            setup.reporter()
                    .note(Count.files(others) + " in " + route.path(prefix)
                            + " not on the remote and not brought by a fetch, or changed since: kept. To delete such: replay-storage fetch --delete"
                            + (prefix.isEmpty() ? "" : " " + prefix));
        }
    }

    private Prepared nothingThere(Route route, String sub, SyncRecord record) {
        if (!sub.isEmpty()) {
            List<String> there = new ArrayList<>(setup.storage().folders(root(), bucket));
            there.removeIf(folder -> !isReplay(folder + "/"));
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    "there is no folder " + sub + " in " + root() + "; there are: "
                            + (there.isEmpty() ? "none" : String.join(", ", there)),
                    there.isEmpty() ? null : "replay-storage fetch " + there.get(0));
        }
        if (!record.brought().isEmpty()) {
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    root() + " is empty, though an earlier fetch brought "
                            + Count.files(record.brought().size()) + " from it; nothing was deleted here",
                    "replay-storage ls replays   # is this the right bucket?");
        }
        return Prepared.nothing(route, "nothing there yet: " + root() + " is empty");
    }

    /**
     * Plans to make the bucket, or a sub-folder of it, what the local folder is.
     *
     * @throws CliException 74 where the local folder is not there
     */
    public Prepared upload(Path local, String sub) {
        if (!Files.isDirectory(local)) {
            throw new CliException(ExitStatus.LOCAL, "there is no folder " + local, "ls -d " + local);
        }
        Route route = new Route("replays", Route.Direction.UP, root().resolve(sub), local, false);
        Supplier<Listing> listing = Setup.meanwhile(() -> list(sub));
        LocalTree tree = setup.walk(local);
        tree.files().keySet().removeIf(name -> !isReplay(prefix(sub) + name));
        if (tree.files().isEmpty() && tree.unreadable().isEmpty()) {
            return Prepared.nothing(
                    route,
                    "nothing to upload: " + local + " is empty" + setup.filter().reservation());
        }
        Map<String, Stamp> remote = new HashMap<>(listing.get().files());
        remote.keySet().removeIf(setup.filter().negate());
        SyncRecord record = setup.record(route.remote(), local);
        Comparison comparison = new Comparison(setup.storage(), route.remote(), record);
        Planner planner = new Planner(route, comparison, Precedence.UP, record);
        Plan plan = planner.up(
                tree.files(),
                remote,
                tree.unreadable().isEmpty() && !tree.files().isEmpty());
        int status = tree.unreadable().isEmpty() ? ExitStatus.OK : ExitStatus.LOCAL;
        return new Prepared(
                plan, null, chosen -> setup.upload().run(chosen, record).withStatus(status));
    }

    /** All replays below a sub-folder, by their names in it. */
    public Listing list(String sub) {
        if (!isReplay(prefix(sub))) {
            throw new CliException(
                    ExitStatus.USAGE, sub + " holds artifacts, not replays, in the bucket " + bucket.name());
        }
        return setup.storage().listInBucket(root().resolve(sub), bucket, name -> isReplay(prefix(sub) + name));
    }

    private boolean isReplay(String name) {
        Optional<String> artifacts = setup.settings().artifacts().map(Settings.Bucket::name);
        if (artifacts.isEmpty() || !(artifacts.get() + "/").startsWith(bucket.name() + "/")) {
            return true;
        }
        String nested = artifacts.get().substring(bucket.name().length()).replaceFirst("^/", "");
        return NO_REPLAYS.stream()
                .noneMatch(folder -> name.startsWith((nested.isEmpty() ? "" : nested + "/") + folder + "/"));
    }

    private static String prefix(String sub) {
        return sub.isEmpty() ? "" : sub + "/";
    }
}
