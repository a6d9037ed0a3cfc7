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
 * @param record the last known equal versions
 */
public record SyncRecipe(TransferContext context, Route route, ConflictPolicy policy, SyncRecord record) {

    public static SyncRecipe open(TransferContext context, Route route, ConflictPolicy policy) {
        return new SyncRecipe(context, route, policy, context.openRecord(route.remoteFolder(), route.localFolder()));
    }

    /** Uploads the files of a plan, and records proven ones. */
    public interface PlanUploader {
        /** @param tree the folder that the plan was made from */
        TransferOutcome run(Plan plan, SyncRecord record, LocalTree tree);
    }

    private Planner planner(Instant looked, Map<String, FileVersion> times) {
        SideComparison comparison = new SideComparison(context.storage(), route.remoteFolder(), record, looked, times);
        return new Planner(route, comparison, policy, record);
    }

    /** @param mirror true to delete files that only the bucket has */
    public Plan planUpload(LocalTree tree, Map<String, FileVersion> remote, boolean mirror) {
        return planner(tree.walkedAt(), Map.of()).planUpload(tree.files(), remote, mirror);
    }

    /**
     * Plans the upload of some files.
     *
     * @param looked a moment before the first of them was looked at
     * @param times modification times of all these objects; empty if not queried
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
     * @param seen files that were looked at already, by name; null for others
     * @param looked a moment before the first of them was looked at
     */
    public Plan planDownload(Map<String, FileVersion> remote, Function<String, FileVersion> seen, Instant looked) {
        return planner(looked, Map.of()).planDownload(remote, seen);
    }

    /** Prepares an upload in which unstable files wait and files behind links are uploaded once. */
    public PreparedTransfer prepareUpload(Plan plan, LocalTree tree, StableFileDetector stability) {
        return prepareUpload(
                plan,
                tree,
                stability,
                (chosen, base, walked) -> new LinkAwareUpload(context, chosen, walked).run(base, Set.of()));
    }

    /** Prepares an upload with another uploader. */
    public PreparedTransfer prepareUpload(
            Plan plan, LocalTree tree, StableFileDetector stability, PlanUploader uploader) {
        Plan stable = new UnstableFileFilter(stability, context.console()).postponeUnstable(plan, record);
        return new PreparedTransfer(stable, null, chosen -> uploader.run(chosen, record, tree))
                .withStatus(tree.unreadable().isEmpty() ? ExitStatus.OK : ExitStatus.LOCAL);
    }

    /** @param remote all files of the remote folder: replacing a link needs the files behind it too */
    public PreparedTransfer prepareDownload(Plan plan, Map<String, FileVersion> remote) {
        ReplacedLinks links = ReplacedLinks.of(plan, remote, context.console());
        return new PreparedTransfer(
                links.plan(),
                null,
                chosen -> context.createDownload(chosen, links, policy).run(record));
    }
}
