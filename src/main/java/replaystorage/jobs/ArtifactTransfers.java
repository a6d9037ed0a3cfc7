package replaystorage.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replaystorage.host.BackgroundTasks;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.jobs.checkpoint.CheckpointSelection;
import replaystorage.jobs.checkpoint.MixedCheckpointDetector;
import replaystorage.jobs.checkpoint.NewestCheckpoints;
import replaystorage.settings.Settings;
import replaystorage.stability.StableFileDetector;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.link.ForeignAliasObjects;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.plan.ConflictPolicy;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.Route;
import replaystorage.workspace.StandardFolders;

/** Lists the artifact folders (checkpoints, logs, cache) in the bucket and plans their uploads and downloads. */
public final class ArtifactTransfers {
    private final TransferContext context;
    private final Settings.Bucket bucket;

    /** @throws replaystorage.host.CliException 78 if no artifacts bucket is configured */
    public ArtifactTransfers(TransferContext context) {
        this.context = context;
        this.bucket = context.settings().requireArtifacts();
    }

    public RemotePath remoteFolder(String name) {
        return context.bucketRoot(bucket).resolve(name);
    }

    public Settings.Bucket bucket() {
        return bucket;
    }

    /** Files of a remote folder without temporary names; a missing bucket is an error. */
    public Listing listFolder(RemotePath folder) {
        return listIncludingTemporary(folder).withoutTemporary(folder, context.console());
    }

    public Listing listIncludingTemporary(RemotePath folder) {
        Listing listing = context.storage().listInBucket(folder, bucket, context.filter());
        listing.duplicateNames()
                .forEach(name -> context.console()
                        .warn(folder + " has several files named " + name
                                + ": only one of them is used; to rename them: rclone dedupe rename "
                                + folder));
        return listing;
    }

    /** Artifacts below a folder of the bucket, without the replays of a shared bucket. */
    public Listing listArtifactsBelow(String folder) {
        Listing listing = listFolder(remoteFolder(folder));
        Optional<String> replays = context.settings().replays().map(Settings.Bucket::name);
        Map<String, FileVersion> own = new HashMap<>(listing.files());
        replays.ifPresent(other ->
                own.keySet().removeIf(name -> isReplay(ReplayTransfers.prefix(folder) + name, other)));
        return new Listing(own, listing.duplicateNames(), listing.exists());
    }

    private boolean isReplay(String name, String replays) {
        if (replays.equals(bucket.name())) {
            return Stream.concat(StandardFolders.IN_ARTIFACTS_BUCKET.stream(), context.artifactFolders().stream())
                    .noneMatch(artifact -> name.startsWith(artifact + "/"));
        }
        String nested = bucket.name() + "/";
        return replays.startsWith(nested) && name.startsWith(replays.substring(nested.length()) + "/");
    }

    public PreparedTransfer planUpload(String name, Path local, StableFileDetector stability) {
        return planUpload(
                name, remoteFolder(name), local, (recipe, plan, tree) -> recipe.prepareUpload(plan, tree, stability));
    }

    public interface UploadPreparation {
        PreparedTransfer prepare(SyncRecipe recipe, Plan plan, LocalTree tree);
    }

    public PreparedTransfer planUpload(String name, RemotePath to, Path local, UploadPreparation preparation) {
        // Logs are only appended to.
        Route route = context.routeBetween(name, Route.Direction.UP, to, local, name.equals(StandardFolders.LOGS));
        if (!Files.isDirectory(local)) {
            return nothingToUpload(route);
        }
        Supplier<Listing> listing = BackgroundTasks.start(() -> listIncludingTemporary(route.remoteFolder()));
        LocalTree tree = context.walkReporting(local);
        if (tree.files().isEmpty() && tree.unreadable().isEmpty()) {
            return nothingToUpload(route);
        }
        SyncRecipe recipe = SyncRecipe.open(context, route, ConflictPolicy.UP);
        Map<String, FileVersion> remote = listing.get().files();
        Plan plan = recipe.planUpload(tree, remote, false);
        ForeignAliasObjects.find(tree, remote.keySet(), recipe.record()).warn(name, context.console());
        return preparation.prepare(recipe, plan, tree);
    }

    /** Warns of checkpoints with files of two saves, or with missing shards. */
    public void warnOfMixedCheckpoints(String title, Map<String, FileVersion> files) {
        if (!context.filter().isRestricted()) {
            MixedCheckpointDetector.findIn(files)
                    .forEach(mixed -> context.console()
                            .warn(title + ": a checkpoint is incomplete, or is just being replaced: " + mixed
                                    + "; run the same command again after its upload"));
        }
    }

    private PreparedTransfer nothingToUpload(Route route) {
        return PreparedTransfer.nothingToDo(
                route,
                "nothing to upload: " + route.localFolder() + " is empty or missing"
                        + context.filter().emptyMessageSuffix());
    }

    /** @param from the current folder of an artifact, or any other */
    public PreparedTransfer planDownload(String title, RemotePath from, Path local, CheckpointSelection choice) {
        return planDownload(title, from, listFolder(from), local, choice);
    }

    /** @param listing a recent listing of the folder */
    public PreparedTransfer planDownload(
            String title, RemotePath from, Listing listing, Path local, CheckpointSelection choice) {
        Route route = context.routeBetween(title, Route.Direction.DOWN, from, local, false);
        if (listing.isEmpty()) {
            return PreparedTransfer.nothingToDo(
                    route,
                    "nothing there yet: " + from + " is empty"
                            + context.filter().emptyMessageSuffix());
        }
        SyncRecipe recipe = SyncRecipe.open(context, route, ConflictPolicy.DOWN);
        NewestCheckpoints newest = new NewestCheckpoints(context, from, listing.files());
        Map<String, FileVersion> wanted = new HashMap<>(listing.files());
        if (choice.maxNewest() > 0) {
            wanted.keySet().retainAll(newest.names(choice.maxNewest()));
        }
        warnOfMixedCheckpoints(title, wanted);
        Plan all = recipe.planDownload(wanted);
        Plan plan = choice.partialAllowed() ? newest.limitedToSpace(all, freeSpace(route)) : all;
        int status = plan.plannedFiles().size() < all.plannedFiles().size() ? ExitStatus.LOCAL : ExitStatus.OK;
        PreparedTransfer down = recipe.prepareDownload(plan, listing.files()).withStatus(status);
        return choice.command() == null
                ? down
                : down.checkedBy(chosen -> newest.requireSpace(chosen, freeSpace(route), choice.command()));
    }

    private OptionalLong freeSpace(Route route) {
        return context.diskSpace().available(route.localFolder(), 0);
    }

    /**
     * Plans a download from a folder that must exist.
     *
     * @throws CliException 3 if it does not
     */
    public PreparedTransfer planDownloadFrom(String path, String title, Path local, CheckpointSelection choice) {
        PreparedTransfer down = planDownload(title, remoteFolder(path), local, choice);
        if (down.nothingToDo() != null && !context.filter().isRestricted()) {
            throw new CliException(
                    ExitStatus.NOT_FOUND, "there is nothing in " + remoteFolder(path), "replay-storage ls artifacts");
        }
        return down;
    }
}
