package replaystorage.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replaystorage.host.BackgroundTask;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.jobs.checkpoint.CheckpointSelection;
import replaystorage.jobs.checkpoint.MixedCheckpointDetector;
import replaystorage.jobs.checkpoint.NewestCheckpoints;
import replaystorage.settings.Settings;
import replaystorage.stability.StableFileDetector;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.link.UnknownAliasObjects;
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

    /** @throws replaystorage.host.CliException 78 where no artifacts bucket is named */
    public ArtifactTransfers(TransferContext context) {
        this.context = context;
        this.bucket = context.settings().requireArtifacts();
    }

    /** The remote folder of an artifact. */
    public RemotePath remoteFolder(String name) {
        return context.bucketRoot(bucket).resolve(name);
    }

    public Settings.Bucket bucket() {
        return bucket;
    }

    /** All that is in a remote folder but temporary names; a bucket that is not there is an error. */
    public Listing listFolder(RemotePath folder) {
        return listIncludingTemporary(folder).withoutTemporary(folder, context.reporter());
    }

    /** The same with all names. */
    public Listing listIncludingTemporary(RemotePath folder) {
        Listing listing = context.storage().listInBucket(folder, bucket, context.filter());
        listing.duplicateNames()
                .forEach(name -> context.reporter()
                        .warn(folder + " has several files named " + name
                                + ": only one of them is used; to rename them: rclone dedupe rename "
                                + folder));
        return listing;
    }

    /** All artifacts below a folder of the bucket; where it holds the replays too, these are no part of it. */
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

    /** @param name such as "checkpoints" */
    public PreparedTransfer planUpload(String name, Path local, StableFileDetector stability) {
        return planUpload(
                name, remoteFolder(name), local, (recipe, plan, tree) -> recipe.prepareUpload(plan, tree, stability));
    }

    /** Prepares the upload of a plan. */
    public interface UploadPreparation {
        PreparedTransfer prepare(SyncRecipe recipe, Plan plan, LocalTree tree);
    }

    public PreparedTransfer planUpload(String name, RemotePath to, Path local, UploadPreparation preparation) {
        // Log files are only appended to.
        Route route = context.routeBetween(name, Route.Direction.UP, to, local, name.equals(StandardFolders.LOGS));
        if (!Files.isDirectory(local)) {
            return nothingToUpload(route);
        }
        Supplier<Listing> listing = BackgroundTask.start(() -> listIncludingTemporary(route.remoteFolder()));
        LocalTree tree = context.walkReporting(local);
        if (tree.files().isEmpty() && tree.unreadable().isEmpty()) {
            return nothingToUpload(route);
        }
        SyncRecipe recipe = SyncRecipe.open(context, route, ConflictPolicy.UP);
        Map<String, FileVersion> remote = listing.get().files();
        Plan plan = recipe.planUpload(tree, remote, false);
        UnknownAliasObjects.find(tree, remote.keySet(), recipe.record()).warn(name, context.reporter());
        return preparation.prepare(recipe, plan, tree);
    }

    /** Names the checkpoints that hold parts of two savings, or not all parts of one. */
    public void warnOfMixedCheckpoints(String title, Map<String, FileVersion> files) {
        if (!context.filter().isRestricted()) {
            MixedCheckpointDetector.findIn(files)
                    .forEach(mixed -> context.reporter()
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

    /** @param from the flat folder of an artifact, or any other */
    public PreparedTransfer planDownload(String title, RemotePath from, Path local, CheckpointSelection choice) {
        return planDownload(title, from, listFolder(from), local, choice);
    }

    /** @param listing of the folder, a moment old */
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
     * The same from a folder that must be there.
     *
     * @throws CliException 3 where it is not
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
