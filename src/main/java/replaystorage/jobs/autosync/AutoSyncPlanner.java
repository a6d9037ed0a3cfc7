package replaystorage.jobs.autosync;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
 * Scans the folder for auto-sync and plans the upload of the stable files that changed. It looks at the folder alone and asks the storage only about what changed there: nothing changed, no request
 * and no process. Nothing is deleted on the remote but what a link led to before ({@link LinkAwareUpload}).
 */
public final class AutoSyncPlanner {
    /** Bytes of an upload whose time tells a rate; a smaller one only waits for answers. */
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

    /** @param local the folder of an artifact, which need not be there yet */
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

    /** Looks at the folder as it is now. */
    public FolderScan scan() {
        return scanner.scan(false);
    }

    /** The same after a wait for what was written a moment ago. */
    public FolderScan scanWhenStable() {
        return scanner.scan(true);
    }

    /** The newest checkpoint of these: a file, or all files of a folder that is one. */
    public List<LocalFile> newestCheckpoint(List<LocalFile> ready) {
        if (ready.isEmpty()) {
            return List.of();
        }
        // What names others, or leads to them, goes after them, with the rest.
        LocalFile first = ready.stream()
                .filter(file -> !linkWatch.isAlias(file) && PointerFiles.uploadRank(file.name()) == 0)
                // A log is always the newest, and never what a pod is waited for.
                .filter(file -> !route.isAppendOnly(file.name()))
                .findFirst()
                .orElse(ready.get(0));
        Optional<Path> folder =
                MultiFileCheckpoint.enclosing(route.localFolder(), first.path().getParent());
        List<LocalFile> newest = folder.map(whole -> ready.stream()
                        .filter(file -> file.path().startsWith(whole))
                        .toList())
                .orElse(List.of(first));
        return linkWatch.withAliases(newest, ready);
    }

    /** Plans to send these files; asks the storage about them only. */
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

    /** A few files are asked for one by one: a listing costs what there is, not what changed. */
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
        return new UnstableFileFilter(stability, context.reporter())
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
        // It may have got its old stamp back by now, as one that is copied over itself with its time.
        left.addAll(outcome.unstableFiles());
        local.forEach((name, file) -> {
            if (!left.contains(name)) {
                scanner.markUploaded(file);
            }
        });
        return outcome;
    }

    /** Whether the remote holds what a link led to before, which a plan of no files clears away. */
    public boolean hasOutdated() {
        return linkWatch.hasOutdated();
    }

    /** Files of a look that are still to be sent. */
    public List<LocalFile> notYetUploaded(FolderScan look) {
        return scanner.notYetUploaded(look);
    }

    /** Whether the storage answered when the last plan was made; else there is no use in another plan. */
    public boolean hasStorageAnswered() {
        return storageAnswered;
    }

    /** Of the last upload that was large enough to tell; 0 before the first. */
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** Asks for the bucket again before the next plan: the credentials changed. */
    public void recheckBucket() {
        bucketIsThere = false;
    }

    /** Asks for the bucket, unless a request has found it already. */
    public void requireBucket() {
        if (!bucketIsThere) {
            context.storage().requireBucket(context.bucketRoot(bucket), bucket);
            bucketIsThere = true;
        }
    }

    /** Where it is noted what is known to be on the remote. */
    public Path recordFile() {
        return context.openRecord(route.remoteFolder(), route.localFolder()).file();
    }

    /** A log goes up once more, as far as it has come then; what is appended afterwards is not looked at. */
    public void finishLogs() {
        scanner.finishLogs();
    }

    public Path localFolder() {
        return route.localFolder();
    }

    /** Whether the folder held no file when it was last looked at, by names that are synced. */
    public boolean isFolderEmpty() {
        return scanner.isFolderEmpty();
    }

    public RemotePath remoteFolder() {
        return route.remoteFolder();
    }
}
