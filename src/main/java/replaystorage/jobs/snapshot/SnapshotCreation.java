package replaystorage.jobs.snapshot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import replaystorage.flags.RcloneJobType;
import replaystorage.host.BackgroundTasks;
import replaystorage.jobs.ArtifactTransfers;
import replaystorage.stability.StableFileDetector;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.link.LinkAwareUpload;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.note.TransferOutcome;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.Route;

/** Creates a snapshot: marks it as incomplete before the first byte, and as complete if nothing is missing. */
public final class SnapshotCreation {
    private final TransferContext context;
    private final ArtifactTransfers artifactTransfers;
    private final RemotePath folder;
    private final String date;
    private final SnapshotMarkers markers;
    private final Supplier<List<Snapshot>> allSnapshots;
    private final Map<String, SnapshotMarkers.FolderSize> folderSizes = new ConcurrentHashMap<>();
    private boolean started;

    SnapshotCreation(
            TransferContext context,
            ArtifactTransfers artifacts,
            String date,
            SnapshotMarkers markers,
            Supplier<List<Snapshot>> all) {
        this.context = context;
        this.artifactTransfers = artifacts;
        this.folder = artifacts.remoteFolder(Snapshots.FOLDER_NAME);
        this.date = date;
        this.markers = markers;
        this.allSnapshots = all;
    }

    /** Plans to copy files that the current folder has on the server, and to upload the others. */
    public PreparedTransfer planCreation(String name, Path local, StableFileDetector stability) {
        RemotePath to = folder.resolve(date).resolve(name);
        SnapshotCopySource current = new SnapshotCopySource(context, artifactTransfers.remoteFolder(name));
        Supplier<Listing> listed = Files.isDirectory(local)
                ? BackgroundTasks.start(() -> artifactTransfers.listIncludingTemporary(current.remote()))
                : () -> Listing.MISSING;
        Instant looked = Instant.now();
        PreparedTransfer up = artifactTransfers.planUpload(
                name,
                to,
                local,
                (recipe, plan, tree) -> recipe.prepareUpload(
                        plan,
                        tree,
                        stability,
                        (chosen, record, walked) -> transfer(chosen, record, walked, current, listed)));
        return up.asSnapshot(
                () -> current.equalNames(local, up.plan().plannedFiles(PlannedAction.COPY), looked, listed));
    }

    private TransferOutcome transfer(
            Plan plan, SyncRecord record, LocalTree tree, SnapshotCopySource current, Supplier<Listing> listed) {
        Route route = plan.route();
        Map<String, FileVersion> saved = new HashMap<>();
        tree.files().forEach((file, local) -> saved.put(file, local.version()));
        artifactTransfers.warnOfMixedCheckpoints(route.title(), saved);
        Supplier<Set<String>> equal = BackgroundTasks.start(() -> current.equalNames(
                route.localFolder(), plan.plannedFiles(PlannedAction.COPY), tree.walkedAt(), listed));
        markStarted();
        Set<String> onServer = equal.get();
        RcloneCopier.CopyResult copied = context.createCopier(plan)
                .copy(
                        RcloneJobType.SNAPSHOT,
                        current.remote().folderArgument(),
                        route.remoteFolder().folderArgument(),
                        onServer,
                        List.of());
        Set<String> done = onServer.stream().filter(copied.log()::isTransferred).collect(Collectors.toSet());
        if (!done.isEmpty()) {
            // Another pod may have replaced the source of a server-side copy after the comparison.
            Map<String, FileVersion> before = listed.get().files();
            Map<String, FileVersion> after =
                    artifactTransfers.listIncludingTemporary(current.remote()).files();
            done.removeIf(name -> !before.get(name).equals(after.get(name)));
        }
        TransferOutcome outcome = new LinkAwareUpload(context, plan.withoutListing(), tree).run(record, done);
        long bytes = tree.files().values().stream()
                .mapToLong(file -> file.version().size())
                .sum();
        folderSizes.put(
                route.title(), new SnapshotMarkers.FolderSize(tree.files().size(), bytes));
        long inside = plan.plannedFiles(PlannedAction.COPY).stream()
                .filter(planned -> done.contains(planned.name()))
                .mapToLong(planned -> planned.transferredBytes(route.direction()))
                .sum();
        return outcome.plusServerSideBytes(Math.min(inside, outcome.bytes()));
    }

    private synchronized void markStarted() {
        if (!started) {
            markers.markIncomplete();
            started = true;
        }
    }

    /**
     * @param status of all its transfers
     * @param chosen true if only some artifacts were selected, so that others may be missing
     * @return true if it is marked as complete
     */
    public boolean completeIfNothingMissing(int status, boolean chosen) {
        if (!isStarted()) {
            return false;
        }
        if (status != 0 || chosen) {
            String why = status != 0
                    ? "something is missing; run it again to complete it"
                    : "only a part of it was selected; run it again without --include and --exclude to complete it";
            context.console().warn("the snapshot of " + date + " is marked as incomplete: " + why);
            return false;
        }
        Supplier<List<Snapshot>> now = BackgroundTasks.start(allSnapshots);
        markers.markComplete(folderSizes, context.filter().isRestricted());
        List<String> others = now.get().stream()
                .filter(each -> each.date().equals(date))
                .flatMap(each -> each.unfinishedPods().stream())
                .filter(pod -> !pod.equals(markers.pod()))
                .toList();
        others.forEach(this::warnOfUnfinishedPod);
        return others.isEmpty();
    }

    private synchronized boolean isStarted() {
        return started;
    }

    private void warnOfUnfinishedPod(String pod) {
        context.console()
                .warn("the snapshot of " + date + " stays incomplete until " + pod
                        + " has finished its snapshot of that date; if it never will: rclone deletefile "
                        + folder.fileArgument(date + Snapshot.INCOMPLETE_SUFFIX + "." + pod));
    }
}
