package replaystorage.jobs.snapshot;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import replaystorage.host.BackgroundTasks;
import replaystorage.host.CliException;
import replaystorage.host.ExitStatus;
import replaystorage.jobs.ArtifactTransfers;
import replaystorage.jobs.SyncRecipe;
import replaystorage.jobs.checkpoint.NewestCheckpoints;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.plan.ConflictPolicy;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** Restores a snapshot; checks once that it exists and is complete. */
public final class SnapshotRestore {
    private final TransferContext context;
    private final ArtifactTransfers artifactTransfers;
    private final RemotePath folder;
    private final String date;
    private final boolean allowIncomplete;
    private final Set<String> requiredArtifacts;
    private final UnaryOperator<String> restoreCommand;
    private final Supplier<List<Snapshot>> allSnapshots;
    private boolean checked;

    SnapshotRestore(
            TransferContext context,
            ArtifactTransfers artifacts,
            String date,
            boolean anyway,
            Set<String> required,
            UnaryOperator<String> again,
            Supplier<List<Snapshot>> all) {
        this.context = context;
        this.artifactTransfers = artifacts;
        this.folder = artifacts.remoteFolder(Snapshots.FOLDER_NAME);
        this.date = date;
        this.allowIncomplete = anyway;
        this.requiredArtifacts = required;
        this.restoreCommand = again;
        this.allSnapshots = BackgroundTasks.start(all);
    }

    private synchronized void requireUsable() {
        List<Snapshot> there = allSnapshots.get();
        Optional<Snapshot> snapshot =
                there.stream().filter(each -> each.date().equals(date)).findFirst();
        if (snapshot.isEmpty()) {
            throw notFoundError(there.stream().map(Snapshot::date).toList());
        }
        if (checked) {
            return;
        }
        switch (snapshot.get().state()) {
            case COMPLETE -> {}
            case NOT_MARKED ->
                context.console()
                        .note("the snapshot of " + date
                                + " is not marked as complete: it was made by the old scripts, or by hand");
            case INCOMPLETE -> {
                String incomplete = "the snapshot of " + date + " is incomplete: "
                        + snapshot.get().incompleteReason();
                if (!allowIncomplete) {
                    throw new CliException(
                            ExitStatus.FAILED,
                            incomplete,
                            restoreCommand.apply(date) + " --force   # downloads what it has");
                }
                context.console().warn(incomplete + "; downloading what it has");
            }
        }
        checked = true;
    }

    private CliException notFoundError(List<String> dates) {
        String there = dates.isEmpty() ? "there are none yet" : "there are: " + String.join(", ", dates);
        return new CliException(
                ExitStatus.NOT_FOUND,
                "there is no snapshot of " + date + " in " + folder + "; " + there,
                dates.isEmpty() ? "replay-storage snapshot" : restoreCommand.apply(nearestDate(dates)));
    }

    private String nearestDate(List<String> dates) {
        LocalDate asked = LocalDate.parse(date);
        return dates.stream()
                .min(Comparator.comparingLong(each -> Math.abs(ChronoUnit.DAYS.between(asked, LocalDate.parse(each)))))
                .orElseThrow();
    }

    /**
     * Plans the download of a folder. Keeps replaced local files under a conflict name, unless the bucket's current folder has them.
     *
     * @param newest number of checkpoints; 0 for all
     * @throws CliException 3 if the snapshot does not exist, 1 if it is incomplete
     */
    public PreparedTransfer planRestore(String name, Path local, int newest) {
        RemotePath from = folder.resolve(date).resolve(name);
        Route route = context.routeBetween(name, Route.Direction.DOWN, from, local, false);
        Listing listing = artifactTransfers.listFolder(from);
        requireUsable();
        if (listing.isEmpty()) {
            String nothing = "the snapshot of " + date + " has no " + name
                    + context.filter().emptyMessageSuffix();
            if (requiredArtifacts.contains(name) && !context.filter().isRestricted()) {
                throw new CliException(
                        ExitStatus.NOT_FOUND,
                        nothing,
                        "replay-storage ls artifacts " + Snapshots.FOLDER_NAME + "/" + date);
            }
            return PreparedTransfer.nothingToDo(route, nothing);
        }
        Map<String, FileVersion> wanted = new HashMap<>(listing.files());
        if (newest > 0) {
            wanted.keySet().retainAll(new NewestCheckpoints(context, from, listing.files()).names(newest));
        }
        artifactTransfers.warnOfMixedCheckpoints(name, wanted);
        SyncRecipe recipe = SyncRecipe.open(context, route, ConflictPolicy.RESTORE);
        Instant looked = Instant.now();
        Plan plan = recipe.planDownload(wanted);
        List<PlannedFile> replacing = plan.plannedFiles(PlannedAction.KEEP_LOCAL);
        RemotePath flat = artifactTransfers.remoteFolder(name);
        List<String> names = replacing.stream().map(PlannedFile::name).toList();
        Set<String> safe = new SnapshotCopySource(context, flat)
                .equalNames(local, replacing, looked, () -> context.storage().listFiles(flat, names));
        List<PlannedFile> steps = plan.plannedFiles().stream()
                .map(planned -> safe.contains(planned.name()) ? planned.withAction(PlannedAction.COPY) : planned)
                .toList();
        return recipe.prepareDownload(plan.withFiles(steps), listing.files());
    }
}
