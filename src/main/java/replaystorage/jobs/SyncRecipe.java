package replaystorage.jobs;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import replaystorage.host.ExitStatus;
import replaystorage.stability.StableFileDetector;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.download.ReplacedLinks;
import replaystorage.transfer.link.LinkAwareUpload;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.note.TransferOutcome;
import replaystorage.transfer.plan.ConflictPolicy;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.Planner;
import replaystorage.transfer.plan.Route;
import replaystorage.transfer.plan.SideComparison;
import replaystorage.transfer.upload.UnstableFileFilter;

/**
 * Plans and prepares the sync of one local folder with one remote folder.
 *
 * @param policy decides which version of a file wins
 * @param record what was last known equal
 */
public record SyncRecipe(TransferContext context, Route route, ConflictPolicy policy, SyncRecord record) {

    /** Opens the record of both folders. */
    public static SyncRecipe open(TransferContext context, Route route, ConflictPolicy policy) {
        return new SyncRecipe(context, route, policy, context.openRecord(route.remoteFolder(), route.localFolder()));
    }

    /** Carries out the plan of an upload, and notes in the record what is proven. */
    public interface PlanUploader {
        /** @param tree what the plan was made of */
        TransferOutcome run(Plan plan, SyncRecord record, LocalTree tree);
    }

    private Planner planner(Instant looked, Map<String, FileVersion> times) {
        SideComparison comparison = new SideComparison(context.storage(), route.remoteFolder(), record, looked, times);
        return new Planner(route, comparison, policy, record);
    }

    /** @param mirror whether what only the remote has is to be deleted there */
    public Plan planUpload(LocalTree tree, Map<String, FileVersion> remote, boolean mirror) {
        return planner(tree.walkedAt(), Map.of()).planUpload(tree.files(), remote, mirror);
    }

    /**
     * Plans the upload of some files.
     *
     * @param looked a moment before the first of them was looked at
     * @param times the modification times of all these objects, or none where they have not been asked for
     */
    public Plan planUpload(
            Map<String, LocalFile> local,
            Map<String, FileVersion> remote,
            Instant looked,
            Map<String, FileVersion> times) {
        return planner(looked, times).planUpload(local, remote, false);
    }

    public Plan planDownload(Map<String, FileVersion> remote) {
        return planDownload(remote, name -> null, Instant.now());
    }

    /**
     * Plans a download.
     *
     * @param seen local files that have been looked at already, by name; null for others
     * @param looked a moment before the first of them was looked at
     */
    public Plan planDownload(Map<String, FileVersion> remote, Function<String, FileVersion> seen, Instant looked) {
        return planner(looked, Map.of()).planDownload(remote, seen);
    }

    /** An upload in which unstable files wait and files behind links are sent once. */
    public PreparedTransfer prepareUpload(Plan plan, LocalTree tree, StableFileDetector stability) {
        return prepareUpload(
                plan,
                tree,
                stability,
                (chosen, base, walked) -> new LinkAwareUpload(context, chosen, walked).run(base, Set.of()));
    }

    /** The same by an uploader of its own. */
    public PreparedTransfer prepareUpload(
            Plan plan, LocalTree tree, StableFileDetector stability, PlanUploader uploader) {
        Plan stable = new UnstableFileFilter(stability, context.reporter()).postponeUnstable(plan, record);
        return new PreparedTransfer(stable, null, chosen -> uploader.run(chosen, record, tree))
                .withStatus(tree.unreadable().isEmpty() ? ExitStatus.OK : ExitStatus.LOCAL);
    }

    /** @param remote all files of the remote folder: a link that gives way needs those behind it too */
    public PreparedTransfer prepareDownload(Plan plan, Map<String, FileVersion> remote) {
        ReplacedLinks links = ReplacedLinks.of(plan, remote, context.reporter());
        return new PreparedTransfer(
                links.plan(),
                null,
                chosen -> context.createDownload(chosen, links, policy).run(record));
    }
}
