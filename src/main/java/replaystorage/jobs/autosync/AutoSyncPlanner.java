package replaystorage.jobs.autosync;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import replaystorage.jobs.ArtifactTransfers;
import replaystorage.jobs.SyncRecipe;
import replaystorage.settings.Settings;
import replaystorage.stability.MultiFileCheckpoint;
import replaystorage.stability.StableFileDetector;
import replaystorage.transfer.PreparedTransfer;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.link.LinkAwareUpload;
import replaystorage.transfer.link.LinkChangeWatch;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.list.RemoteStorage;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.note.TransferOutcome;
import replaystorage.transfer.plan.ConflictPolicy;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PointerFiles;
import replaystorage.transfer.plan.Route;
import replaystorage.transfer.upload.UnstableFileFilter;

/**
 * Scans the folder for auto-sync and plans the upload of changed stable files. Queries the storage only about changed files: without a change
 * there is neither a request nor a process. Deletes nothing in the bucket except outdated objects of changed links ({@link LinkAwareUpload}).
 */
public final class AutoSyncPlanner {
    /** A smaller upload mostly waits for answers, so it does not show a rate. */
    private static final long MIN_RATE_BYTES = 1_000_000;

    private final TransferContext context;
    private final Settings.Bucket bucket;
    private final Route route;
    private final StableFileDetector stability;
    private final LinkChangeWatch linkWatch;
    private final FolderScanner scanner;
    private boolean bucketIsThere;
    private boolean storageAnswered;
    private long bytesPerSecond;

    /** @param local the folder of an artifact, which may be missing yet */
    public static AutoSyncPlanner of(
            TransferContext context, String artifact, Path local, StableFileDetector stability) {
        ArtifactTransfers artifacts = new ArtifactTransfers(context);
        Route route =
                context.routeBetween(artifact, Route.Direction.UP, artifacts.remoteFolder(artifact), local, false);
        return new AutoSyncPlanner(context, artifacts.bucket(), route, stability);
    }

    AutoSyncPlanner(TransferContext context, Settings.Bucket bucket, Route route, StableFileDetector stability) {
        this.context = context;
        this.bucket = bucket;
        this.route = route;
        this.stability = stability;
        this.linkWatch = new LinkChangeWatch(context, route);
        this.scanner = new FolderScanner(context, route, stability, linkWatch);
    }

    public FolderScan scan() {
        return scanner.scan(false);
    }

    public FolderScan scanWhenStable() {
        return scanner.scan(true);
    }

    /** Files of the newest checkpoint: one file, or a checkpoint folder. */
    public List<LocalFile> newestCheckpoint(List<LocalFile> ready) {
        if (ready.isEmpty()) {
            return List.of();
        }
        LocalFile first = ready.stream()
                .min(Comparator.comparingInt(this::checkpointRank))
                .orElseThrow();
        Optional<Path> folder =
                MultiFileCheckpoint.enclosing(route.localFolder(), first.path().getParent());
        List<LocalFile> newest = folder.map(whole -> ready.stream()
                        .filter(file -> file.path().startsWith(whole))
                        .toList())
                .orElse(List.of(first));
        return linkWatch.withAliases(newest, ready);
    }

    /** An index follows the files that it names, a pointer follows both, and links follow their files; 0 for those files. */
    private int checkpointRank(LocalFile file) {
        if (linkWatch.isAlias(file)) {
            return Integer.MAX_VALUE;
        }
        // A log is always the newest file, but a pod need not wait for it.
        return route.isAppendOnly(file.name()) ? Integer.MAX_VALUE - 1 : PointerFiles.uploadRank(file.name());
    }

    /** Plans the upload of these files, and queries the storage only about them. */
    public PreparedTransfer plan(List<LocalFile> files) {
        storageAnswered = false;
        requireBucket();
        Map<String, LocalFile> local = new HashMap<>();
        files.forEach(file -> local.put(file.name(), file));
        SyncRecipe recipe = SyncRecipe.open(context, route, ConflictPolicy.UP);
        Plan plan = plan(local, recipe);
        storageAnswered = true;
        return new PreparedTransfer(plan, null, chosen -> upload(chosen, recipe.record(), local));
    }

    /** Looks up a few files one by one: the cost of a listing depends on the size of the bucket, not of the change. */
    private Plan plan(Map<String, LocalFile> local, SyncRecipe recipe) {
        RemoteStorage storage = context.storage();
        Map<String, FileVersion> times = Map.of();
        Map<String, FileVersion> remote;
        if (RemoteStorage.isWorthSingleQueries(local.size())) {
            times = storage.modificationTimes(route.remoteFolder(), local.keySet());
            remote = new HashMap<>(times);
            remote.replaceAll((name, seen) -> storage.asListingShows(seen));
        } else {
            remote = storage.listFiles(route.remoteFolder(), local.keySet()).files();
        }
        return new UnstableFileFilter(stability, context.console())
                .avoidOverwritingWithIncomplete(
                        recipe.planUpload(local, remote, scanner.scannedAt(), times),
                        scanner.abandonedFiles(),
                        Set.of(),
                        recipe.record())
                .withoutListing();
    }

    private TransferOutcome upload(Plan plan, SyncRecord record, Map<String, LocalFile> local) {
        Instant begun = Instant.now();
        TransferOutcome outcome = linkWatch.createUpload(plan).run(record, Set.of());
        if (outcome.bytes() >= MIN_RATE_BYTES) {
            long nanos = Math.max(1, Duration.between(begun, Instant.now()).toNanos());
            bytesPerSecond = Math.max(1, Math.round(outcome.bytes() * 1e9 / nanos));
        }
        Set<String> left = new HashSet<>(outcome.failedFiles());
        // A file that was overwritten with its old modification time may look unchanged.
        left.addAll(outcome.unstableFiles());
        local.forEach((name, file) -> {
            if (!left.contains(name)) {
                scanner.markUploaded(file);
            }
        });
        return outcome;
    }

    /** True if the bucket has outdated objects of a link, which an upload without files also removes. */
    public boolean hasOutdated() {
        return linkWatch.hasOutdated();
    }

    public List<LocalFile> notYetUploaded(FolderScan look) {
        return scanner.notYetUploaded(look);
    }

    /** False if the storage did not answer the last plan, so that another plan would fail too. */
    public boolean hasStorageAnswered() {
        return storageAnswered;
    }

    /** Rate of the last upload that was large enough to measure; 0 before the first. */
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Checks the bucket again before the next plan, because the credentials changed. */
    public void recheckBucket() {
        bucketIsThere = false;
    }

    /** Checks that the bucket exists, unless a request has shown it. */
    public void requireBucket() {
        if (!bucketIsThere) {
            context.storage().requireBucket(context.bucketRoot(bucket), bucket);
            bucketIsThere = true;
        }
    }

    public Path recordFile() {
        return context.openRecord(route.remoteFolder(), route.localFolder()).file();
    }

    /** Uploads each log once more, as it is then; ignores later growth. */
    public void finishLogs() {
        scanner.finishLogs();
    }

    public Path localFolder() {
        return route.localFolder();
    }

    /** True if the last scan found no file with a synced name. */
    public boolean isFolderEmpty() {
        return scanner.isFolderEmpty();
    }

    public RemotePath remoteFolder() {
        return route.remoteFolder();
    }
}
