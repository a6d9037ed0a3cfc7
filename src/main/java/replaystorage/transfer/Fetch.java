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

/** Replays down; the remote wins. Of what lies in the folder besides, only what an earlier fetch brought may go. */
public final class Fetch {
    private final Setup setup;
    private final Replays replays;
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

    /** @param shared tells the folders that hold much else than replays, such as a home: all in them is never deleted */
    public Fetch(Setup setup, Replays replays, Predicate<Path> shared) {
        this.setup = setup;
        this.replays = replays;
        this.shared = shared;
    }

    /**
     * Plans to bring the replays.
     *
     * @param sub a sub-folder of the bucket and of the local folder, or empty for all
     * @throws CliException 3 where the bucket or the sub-folder is not there
     */
    public Prepared plan(String sub, Path local, Extras extras) {
        String prefix = Replays.prefix(sub);
        Route route = new Route("replays", Route.Direction.DOWN, replays.root(), local, false);
        if (extras == Extras.DELETE && shared.test(route.path(prefix))) {
            throw new CliException(
                    ExitStatus.USAGE,
                    route.path(prefix)
                            + " holds much else than replays: --delete would delete all of it, so it is refused",
                    "export REPLAY_DIR=/a/folder/of/its/own");
        }
        Supplier<Listing> listed = Meanwhile.start(() -> replays.list(sub));
        SyncRecord record = setup.record(replays.root(), local);
        // A folder of replays alone is walked while the storage is asked; what holds much else is not.
        boolean tells = extras == Extras.OWN && !shared.test(route.path(prefix));
        LocalTree tree = tells ? LocalTree.walk(route.path(prefix)) : LocalTree.none(route.path(prefix));
        Listing listing = listed.get();
        Map<String, Stamp> remote = new HashMap<>();
        listing.files().forEach((name, stamp) -> remote.put(prefix + name, stamp));
        if (remote.isEmpty()) {
            return nothingThere(route, sub, record);
        }
        Predicate<String> wanted = name -> name.startsWith(prefix)
                && replays.isReplay(name)
                && setup.filter().test(name.substring(prefix.length()));
        Map<String, Stamp> chosen = new HashMap<>(remote);
        chosen.keySet().removeIf(wanted.negate());
        Comparison comparison = new Comparison(setup.storage(), replays.root(), record, tree.looked());
        Plan plan = new Planner(route, comparison, Precedence.REPLAYS, record).down(chosen, tree.under(prefix));
        List<Step> steps = new ArrayList<>(plan.steps());
        Set<String> known = new HashSet<>(remote.keySet());
        extras(route, prefix, extras, record, name -> !remote.containsKey(name) && wanted.test(name))
                .forEach((name, file) -> {
                    known.add(name);
                    steps.add(new Step(Action.DELETE, name, Optional.of(file), Optional.empty()));
                });
        if (tells) {
            tellOthers(tree, prefix, known);
        }
        return new Prepared(
                plan.with(steps), null, picked -> setup.download(picked).run(record));
    }

    /** @param extra only what is to be deleted need be looked at */
    private Map<String, LocalFile> extras(
            Route route, String prefix, Extras extras, SyncRecord record, Predicate<String> extra) {
        Map<String, LocalFile> candidates = new HashMap<>();
        switch (extras) {
            case KEEP -> {}
            case OWN ->
                record.brought().forEach((name, stamp) -> {
                    if (extra.test(name)) {
                        route.look(name)
                                .filter(file -> file.stamp().equals(stamp))
                                .ifPresent(file -> candidates.put(name, file));
                    }
                });
            case DELETE ->
                LocalTree.walk(route.path(prefix)).files().forEach((name, file) -> {
                    if (extra.test(prefix + name) && !isBehindLink(route.local(), file.path())) {
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
    private void tellOthers(LocalTree tree, String prefix, Set<String> known) {
        long others = tree.files().keySet().stream()
                .filter(name -> !known.contains(prefix + name))
                .count();
        if (others > 0) {
            setup.reporter()
                    .note(Count.files(others) + " in " + tree.root()
                            + " not on the remote and not brought by a fetch, or changed since: kept. To delete such: replay-storage fetch --delete"
                            + (prefix.isEmpty() ? "" : " " + prefix));
        }
    }

    private Prepared nothingThere(Route route, String sub, SyncRecord record) {
        if (!sub.isEmpty()) {
            List<String> there = replays.folders();
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    "there is no folder " + sub + " in " + replays.root() + "; there are: "
                            + (there.isEmpty() ? "none" : String.join(", ", there)),
                    there.isEmpty() ? null : "replay-storage fetch " + there.get(0));
        }
        if (!record.brought().isEmpty()) {
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    replays.root() + " is empty, though an earlier fetch brought "
                            + Count.files(record.brought().size()) + " from it; nothing was deleted here",
                    "replay-storage ls replays   # is this the right bucket?");
        }
        return Prepared.nothing(route, "nothing there yet: " + replays.root() + " is empty");
    }
}
