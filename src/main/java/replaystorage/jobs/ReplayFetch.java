package replaystorage.jobs;

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
import replaystorage.host.BackgroundTasks;
import replaystorage.host.CliException;
import replaystorage.host.DidYouMean;
import replaystorage.host.ExitStatus;
import replaystorage.host.HumanNumbers;
import replaystorage.host.PasteableCommand;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.ConflictPolicy;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** Downloads the replays, and deletes local files that an earlier fetch brought and the bucket no longer has. */
public final class ReplayFetch {
    private final TransferContext context;
    private final ReplayTransfers replayTransfers;
    private final Predicate<Path> isSharedFolder;

    /** What to do with local files that the bucket does not have. */
    public enum ExtraFiles {
        /** Deletes those that an earlier fetch downloaded, if they are unchanged. */
        DELETE_FETCHED,
        KEEP_ALL,
        DELETE_ALL
    }

    /** @param shared selects folders that contain much besides replays, such as a home: nothing unknown in them is deleted */
    public ReplayFetch(TransferContext context, ReplayTransfers replays, Predicate<Path> shared) {
        this.context = context;
        this.replayTransfers = replays;
        this.isSharedFolder = shared;
    }

    /** A folder of the bucket, and the walked part of the local folder. */
    private record FetchedFolder(String subfolder, LocalTree localTree, Supplier<Listing> remoteListing) {
        private String prefix() {
            return ReplayTransfers.prefix(subfolder);
        }
    }

    /**
     * Plans the download of replays.
     *
     * @param subs subfolders of the bucket and of the local folder; an empty one means all
     * @param deletion the command that deletes the files that this one keeps
     * @throws CliException 3 if the bucket or a subfolder does not exist
     */
    public PreparedTransfer planFetch(List<String> subs, Path local, ExtraFiles extras, String deletion) {
        Route route = context.routeBetween("replays", Route.Direction.DOWN, replayTransfers.root(), local, false);
        List<String> folders = outermost(subs);
        folders.forEach(sub -> requireOwnFolder(route.localPath(ReplayTransfers.prefix(sub)), extras));
        List<Supplier<Listing>> listings = folders.stream()
                .map(sub -> BackgroundTasks.start(() -> replayTransfers.listReplays(sub)))
                .toList();
        SyncRecipe recipe = SyncRecipe.open(context, route, ConflictPolicy.REPLAYS);
        List<FetchedFolder> parts = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            Path folder = route.localPath(ReplayTransfers.prefix(folders.get(i)));
            // Walks a folder of replays during the query to the storage, but not a folder with much else.
            boolean tells = extras == ExtraFiles.DELETE_FETCHED && !isSharedFolder.test(folder);
            parts.add(new FetchedFolder(
                    folders.get(i), tells ? LocalTree.walk(folder) : LocalTree.empty(folder), listings.get(i)));
        }
        Map<String, FileVersion> remote = new HashMap<>();
        for (FetchedFolder part : parts) {
            Listing listing = part.remoteListing().get();
            if (listing.isEmpty()) {
                return emptySource(route, part.subfolder(), recipe.record());
            }
            listing.files().forEach((name, version) -> remote.put(part.prefix() + name, version));
        }
        Map<String, FileVersion> chosen = new HashMap<>(remote);
        chosen.keySet().removeIf(name -> parts.stream().noneMatch(part -> isWanted(name, part.prefix())));
        Plan plan = recipe.planDownload(
                chosen, localVersions(parts), parts.get(0).localTree().walkedAt());
        PreparedTransfer down = recipe.prepareDownload(plan, chosen);
        List<PlannedFile> steps = new ArrayList<>(down.plan().plannedFiles());
        Set<String> known = new HashSet<>(remote.keySet());
        for (FetchedFolder part : parts) {
            findExtras(
                            route,
                            part.prefix(),
                            extras,
                            recipe.record(),
                            name -> !remote.containsKey(name) && isWanted(name, part.prefix()))
                    .forEach((name, file) -> {
                        known.add(name);
                        steps.add(new PlannedFile(PlannedAction.DELETE, name, Optional.of(file), Optional.empty()));
                    });
        }
        noteUnknownFiles(parts, known, deletion);
        return down.withPlan(down.plan().withFiles(steps));
    }

    /** Without folders inside others. */
    private static List<String> outermost(List<String> subs) {
        return subs.stream()
                .distinct()
                .filter(sub -> subs.stream()
                        .noneMatch(other -> !other.equals(sub) && sub.startsWith(ReplayTransfers.prefix(other))))
                .toList();
    }

    private void requireOwnFolder(Path folder, ExtraFiles extras) {
        if (extras == ExtraFiles.DELETE_ALL && isSharedFolder.test(folder)) {
            throw new CliException(
                    ExitStatus.USAGE,
                    folder + " holds many files that are not replays: --delete would delete them, so it is refused",
                    "export REPLAY_DIR=/a/folder/of/its/own");
        }
    }

    private boolean isWanted(String name, String prefix) {
        return name.startsWith(prefix)
                && replayTransfers.isReplay(name)
                && context.filter().test(name.substring(prefix.length()));
    }

    private static Function<String, FileVersion> localVersions(List<FetchedFolder> parts) {
        List<Function<String, FileVersion>> trees = parts.stream()
                .map(part -> part.localTree().versionLookup(part.prefix()))
                .toList();
        return name -> trees.stream()
                .map(tree -> tree.apply(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** @param extra only files to delete are looked at */
    private Map<String, LocalFile> findExtras(
            Route route, String prefix, ExtraFiles extras, SyncRecord record, Predicate<String> extra) {
        Map<String, LocalFile> candidates = new HashMap<>();
        switch (extras) {
            case KEEP_ALL -> {}
            case DELETE_FETCHED ->
                record.downloadedVersions().forEach((name, version) -> {
                    if (extra.test(name)) {
                        route.localFile(name)
                                .filter(file -> file.version().equals(version))
                                .ifPresent(file -> candidates.put(name, file));
                    }
                });
            case DELETE_ALL ->
                LocalTree.walk(route.localPath(prefix)).files().forEach((name, file) -> {
                    if (extra.test(prefix + name) && !isBehindLink(route.localFolder(), file.path())) {
                        candidates.put(prefix + name, file);
                    }
                });
        }
        return candidates;
    }

    /** Files behind a link out of the folder do not belong to it. */
    private static boolean isBehindLink(Path root, Path file) {
        return Stream.iterate(file.getParent(), folder -> !folder.equals(root), Path::getParent)
                .anyMatch(Files::isSymbolicLink);
    }

    /** Reports how many local files are neither in the bucket nor downloaded by a fetch. */
    private void noteUnknownFiles(List<FetchedFolder> parts, Set<String> known, String deletion) {
        long others = parts.stream()
                .mapToLong(part -> part.localTree().files().keySet().stream()
                        .filter(name -> !known.contains(part.prefix() + name))
                        .count())
                .sum();
        if (others > 0) {
            String folders = parts.stream()
                    .map(part -> part.localTree().root().toString())
                    .collect(Collectors.joining(" and "));
            context.console()
                    .note("kept " + HumanNumbers.files(others) + " in " + folders
                            + " that the bucket does not have (not downloaded by a fetch, or changed since); to delete them: "
                            + deletion);
        }
    }

    private PreparedTransfer emptySource(Route route, String sub, SyncRecord record) {
        if (!sub.isEmpty()) {
            List<String> there = replayTransfers.folders();
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    "there is no folder " + sub + " in " + replayTransfers.root() + "; there are: "
                            + (there.isEmpty() ? "none" : String.join(", ", there)),
                    there.isEmpty()
                            ? null
                            : DidYouMean.closest(sub, there)
                                    .map(near -> "replay-storage fetch " + PasteableCommand.quote(near))
                                    .orElse("replay-storage ls replays   # all that is there"));
        }
        if (!record.downloadedVersions().isEmpty()) {
            throw new CliException(
                    ExitStatus.NOT_FOUND,
                    replayTransfers.root() + " is empty, though an earlier fetch downloaded "
                            + HumanNumbers.files(record.downloadedVersions().size())
                            + " from it; nothing was deleted here",
                    "replay-storage ls replays   # is this the right bucket?");
        }
        return PreparedTransfer.nothingToDo(route, "nothing there yet: " + replayTransfers.root() + " is empty");
    }
}
