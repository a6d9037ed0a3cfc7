package replaystorage.transfer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Nearest;
import replaystorage.settings.ShellLine;

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

    /** A folder of the bucket, and the local one of its name as far as it was looked into. */
    private record Part(String sub, LocalTree tree, Supplier<Listing> listed) {
        private String prefix() {
            return Replays.prefix(sub);
        }
    }

    /**
     * Plans to bring the replays.
     *
     * @param subs sub-folders of the bucket and of the local folder; one that is empty for all
     * @param deletion the command line that deletes what this one keeps
     * @throws CliException 3 where the bucket or a sub-folder is not there
     */
    public Prepared plan(List<String> subs, Path local, Extras extras, String deletion) {
        Route route = setup.route("replays", Route.Direction.DOWN, replays.root(), local, false);
        List<String> folders = outermost(subs);
        folders.forEach(sub -> requireOwnFolder(route.path(Replays.prefix(sub)), extras));
        List<Supplier<Listing>> listings = folders.stream()
                .map(sub -> Meanwhile.start(() -> replays.list(sub)))
                .toList();
        SyncRecord record = setup.record(replays.root(), local);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            Path folder = route.path(Replays.prefix(folders.get(i)));
            // A folder of replays alone is walked while the storage is asked; what holds much else is not.
            boolean tells = extras == Extras.OWN && !shared.test(folder);
            parts.add(
                    new Part(folders.get(i), tells ? LocalTree.walk(folder) : LocalTree.none(folder), listings.get(i)));
        }
        Map<String, Stamp> remote = new HashMap<>();
        for (Part part : parts) {
            Listing listing = part.listed().get();
            if (listing.isEmpty()) {
                return nothingThere(route, part.sub(), record);
            }
            listing.files().forEach((name, stamp) -> remote.put(part.prefix() + name, stamp));
        }
        Map<String, Stamp> chosen = new HashMap<>(remote);
        chosen.keySet().removeIf(name -> parts.stream().noneMatch(part -> isWanted(name, part.prefix())));
        Comparison comparison = new Comparison(
                setup.storage(), replays.root(), record, parts.get(0).tree().looked());
        Plan plan = new Planner(route, comparison, Precedence.REPLAYS, record).down(chosen, seen(parts));
        ReplacedLinks links = ReplacedLinks.of(plan, chosen, setup.reporter());
        List<Step> steps = new ArrayList<>(links.plan().steps());
        Set<String> known = new HashSet<>(remote.keySet());
        for (Part part : parts) {
            extras(
                            route,
                            part.prefix(),
                            extras,
                            record,
                            name -> !remote.containsKey(name) && isWanted(name, part.prefix()))
                    .forEach((name, file) -> {
                        known.add(name);
                        steps.add(new Step(Action.DELETE, name, Optional.of(file), Optional.empty()));
                    });
        }
        tellOthers(parts, known, deletion);
        return new Prepared(
                links.plan().with(steps),
                null,
                picked -> setup.download(picked, links, Precedence.REPLAYS).run(record));
    }

    /** Without those that lie in another. */
    private static List<String> outermost(List<String> subs) {
        return subs.stream()
                .distinct()
                .filter(sub ->
                        subs.stream().noneMatch(other -> !other.equals(sub) && sub.startsWith(Replays.prefix(other))))
                .toList();
    }

    private void requireOwnFolder(Path folder, Extras extras) {
        if (extras == Extras.DELETE && shared.test(folder)) {
            throw new CliException(
                    ExitStatus.USAGE,
                    folder + " holds much else than replays: --delete would delete all of it, so it is refused",
                    "export REPLAY_DIR=/a/folder/of/its/own");
        }
    }

    private boolean isWanted(String name, String prefix) {
        return name.startsWith(prefix)
                && replays.isReplay(name)
                && setup.filter().test(name.substring(prefix.length()));
    }

    private static Function<String, Stamp> seen(List<Part> parts) {
        List<Function<String, Stamp>> trees =
                parts.stream().map(part -> part.tree().under(part.prefix())).toList();
        return name -> trees.stream()
                .map(tree -> tree.apply(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
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

    /** How many files of the local folders neither the remote has nor a fetch brought; those are not looked into by a fetch that deletes them. */
    private void tellOthers(List<Part> parts, Set<String> known, String deletion) {
        long others = parts.stream()
                .mapToLong(part -> part.tree().files().keySet().stream()
                        .filter(name -> !known.contains(part.prefix() + name))
                        .count())
                .sum();
        if (others > 0) {
            String folders =
                    parts.stream().map(part -> part.tree().root().toString()).collect(Collectors.joining(" and "));
            setup.reporter()
                    .note("kept " + Count.files(others) + " in " + folders
                            + " that the bucket does not have (not brought by a fetch, or changed since); to delete them: "
                            + deletion);
        }
    }

    private Prepared nothingThere(Route route, String sub, SyncRecord record) {
        if (!sub.isEmpty()) {
            List<String> there = replays.folders();
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    "there is no folder " + sub + " in " + replays.root() + "; there are: "
                            + (there.isEmpty() ? "none" : String.join(", ", there)),
                    there.isEmpty()
                            ? null
                            : Nearest.of(sub, there)
                                    .map(near -> "replay-storage fetch " + ShellLine.quoted(near))
                                    .orElse("replay-storage ls replays   # all that is there"));
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
