package replaystorage.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import replaystorage.host.BackgroundTasks;
import replaystorage.host.CliException;
import replaystorage.host.DidYouMean;
import replaystorage.host.ExitStatus;
import replaystorage.host.PasteableCommand;
import replaystorage.settings.Settings;
import replaystorage.stability.StableFileDetector;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.plan.ConflictPolicy;
import replaystorage.transfer.plan.Route;
import replaystorage.workspace.StandardFolders;

/** Lists the replays bucket and plans uploads of replays to it, leaving out artifact folders in a shared bucket. */
public final class ReplayTransfers {
    private final TransferContext context;
    private final Settings.Bucket bucket;
    /** @throws CliException 78 if no replays bucket is configured */
    public ReplayTransfers(TransferContext context) {
        this.context = context;
        this.bucket = context.settings().requireReplays();
    }

    public RemotePath root() {
        return context.bucketRoot(bucket);
    }

    /**
     * Plans an upload that makes the bucket, or a subfolder of it, equal to the local folder.
     *
     * @param misplaced called if another folder of the bucket already has these files
     * @throws CliException 74 if the local folder does not exist
     */
    public PreparedTransfer planUpload(
            Path local, String sub, StableFileDetector stability, Consumer<MisplacedUpload> misplaced) {
        if (!Files.isDirectory(local)) {
            throw new CliException(ExitStatus.LOCAL, "there is no folder " + local, similarFolderCommand(local));
        }
        Route route = context.routeBetween("replays", Route.Direction.UP, root().resolve(sub), local, false);
        Supplier<Listing> listing = BackgroundTasks.start(() -> listReplays(sub));
        LocalTree tree = context.walkReporting(local);
        tree.files().keySet().removeIf(name -> !isReplay(prefix(sub) + name));
        if (tree.files().isEmpty() && tree.unreadable().isEmpty()) {
            return PreparedTransfer.nothingToDo(
                    route,
                    "nothing to upload: " + local + " is empty"
                            + context.filter().emptyMessageSuffix());
        }
        Map<String, FileVersion> remote = new HashMap<>(listing.get().files());
        reportMisplaced(new MisplacedUploadDetector(tree.files(), prefix(sub)), sub, remote, misplaced);
        remote.keySet().removeIf(context.filter().negate());
        SyncRecipe recipe = SyncRecipe.open(context, route, ConflictPolicy.UP);
        boolean mirror = tree.unreadable().isEmpty() && !tree.files().isEmpty();
        return recipe.prepareUpload(recipe.planUpload(tree, remote, mirror), tree, stability);
    }

    /** The command with a folder of a similar name beside the missing one, or null. */
    private static String similarFolderCommand(Path missing) {
        Path parent = missing.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return null;
        }
        try (Stream<Path> beside = Files.list(parent)) {
            List<String> folders = beside.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
            return DidYouMean.closest(missing.getFileName().toString(), folders)
                    .map(near -> "replay-storage upload "
                            + PasteableCommand.quote(parent.resolve(near).toString()))
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    /** Lists the rest of the bucket only if none of the files is at its destination. */
    private void reportMisplaced(
            MisplacedUploadDetector elsewhere,
            String sub,
            Map<String, FileVersion> there,
            Consumer<MisplacedUpload> misplaced) {
        if (elsewhere.isPossible(there)) {
            elsewhere.find(sub.isEmpty() ? there : listReplays("").files()).ifPresent(misplaced);
        }
    }

    /** Replays below a subfolder, by name in it, without temporary names. */
    public Listing listReplays(String sub) {
        return listIncludingTemporary(sub).withoutTemporary(root().resolve(sub), context.console());
    }

    Listing listIncludingTemporary(String sub) {
        if (!isReplay(prefix(sub))) {
            throw new CliException(
                    ExitStatus.USAGE, sub + " holds artifacts, not replays, in the bucket " + bucket.name());
        }
        return context.storage().listInBucket(root().resolve(sub), bucket, name -> isReplay(prefix(sub) + name));
    }

    List<String> folders() {
        return context.storage().subfolders(root(), bucket).stream()
                .filter(folder -> isReplay(folder + "/"))
                .toList();
    }

    /** False for artifacts, which may be in the same bucket. */
    boolean isReplay(String name) {
        Optional<String> artifacts = context.settings().artifacts().map(Settings.Bucket::name);
        if (artifacts.isEmpty() || !(artifacts.get() + "/").startsWith(bucket.name() + "/")) {
            return true;
        }
        String nested = artifacts.get().substring(bucket.name().length()).replaceFirst("^/", "");
        return Stream.concat(StandardFolders.IN_ARTIFACTS_BUCKET.stream(), context.artifactFolders().stream())
                .noneMatch(folder -> name.startsWith((nested.isEmpty() ? "" : nested + "/") + folder + "/"));
    }

    static String prefix(String sub) {
        return sub.isEmpty() ? "" : sub + "/";
    }
}
