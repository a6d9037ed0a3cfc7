package replaystorage.jobs.autosync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import replaystorage.stability.StableFileDetector;
import replaystorage.stability.StableFileDetector.UnstableReason;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.link.LinkChangeWatch;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.PointerFiles;
import replaystorage.transfer.plan.Route;
import replaystorage.transfer.upload.UnstableFileFilter;

/** Finds the files of a folder that are not known to be in the bucket, without a request. */
final class FolderScanner {
    private static final long WORTH_REPORTING_NANOS = Duration.ofSeconds(10).toNanos();

    private final TransferContext context;
    private final Route route;
    private final StableFileDetector stability;
    private final LinkChangeWatch linkWatch;
    private final Map<String, FileVersion> uploadedVersions = new HashMap<>();
    private final Map<String, Long> unstableSince = new HashMap<>();
    private Set<String> abandoned = Set.of();
    /** Logs that were uploaded in the last round; null before it. */
    private Set<String> finishedLogs;

    private int files;
    private boolean recordLoaded;
    private Instant scannedAt = Instant.EPOCH;

    FolderScanner(TransferContext context, Route route, StableFileDetector stability, LinkChangeWatch linkWatch) {
        this.context = context;
        this.route = route;
        this.stability = stability;
        this.linkWatch = linkWatch;
    }

    /** @param wait true to wait until just written files are stable */
    FolderScan scan(boolean wait) {
        scannedAt = Instant.now();
        LocalTree tree = context.walkReporting(route.localFolder());
        loadRecord(tree);
        linkWatch.observe(tree);
        files = tree.files().size();
        List<String> names = tree.files().values().stream()
                .filter(file -> !file.version().equals(uploadedVersions.get(file.name())))
                .map(LocalFile::name)
                .filter(name -> finishedLogs == null || !finishedLogs.contains(name))
                .toList();
        uploadedVersions.keySet().retainAll(tree.files().keySet());
        UnstableFileFilter sifting = new UnstableFileFilter(stability, context.console());
        Map<String, UnstableReason> judged = names.isEmpty()
                ? Map.of()
                : wait
                        ? sifting.awaitStable(route, names)
                        : stability.findUnstable(route.localFolder(), names, route::localPath);
        abandoned = UnstableFileFilter.namesWith(judged, UnstableReason.ABANDONED);
        Map<String, UnstableReason> waiting = new HashMap<>(judged);
        waiting.keySet().removeAll(abandoned);
        PointerFiles.pointersToAny(route, names, Set.copyOf(waiting.keySet()))
                .forEach(name -> waiting.putIfAbsent(name, UnstableReason.POINTER));
        sifting.reportUnstable(route, wait ? waiting : longUnstable(waiting));
        List<LocalFile> ready = names.stream()
                .filter(name -> !waiting.containsKey(name))
                .flatMap(name -> wait
                        ? route.localFile(name).stream()
                        // The version before the check: a file that was rewritten since then is detected, and not
                        // uploaded in its current state.
                        : Stream.of(tree.files().get(name)))
                .sorted(Comparator.comparing((LocalFile file) -> file.version().modified(), Comparator.reverseOrder()))
                .toList();
        return new FolderScan(ready, waiting, tree.unreadable().size());
    }

    /** Each checkpoint waits a moment after it was written; reports only those that wait longer. */
    private Map<String, UnstableReason> longUnstable(Map<String, UnstableReason> waiting) {
        long now = System.nanoTime();
        unstableSince.keySet().retainAll(waiting.keySet());
        Map<String, UnstableReason> lasting = new HashMap<>(waiting);
        lasting.keySet()
                .removeIf(name -> now - unstableSince.computeIfAbsent(name, first -> now) < WORTH_REPORTING_NANOS);
        return lasting;
    }

    /** Reads what an earlier run or another command is known to have uploaded. */
    private void loadRecord(LocalTree tree) {
        if (recordLoaded) {
            return;
        }
        recordLoaded = true;
        SyncRecord record = context.openRecord(route.remoteFolder(), route.localFolder());
        tree.files().forEach((name, file) -> {
            if (record.isOnRemote(name, file.version())) {
                uploadedVersions.put(name, file.version());
            }
        });
    }

    /** The bucket has this version, under its own name or a conflict name. */
    void markUploaded(LocalFile file) {
        uploadedVersions.put(file.name(), file.version());
        if (finishedLogs != null && route.isAppendOnly(file.name())) {
            finishedLogs.add(file.name());
        }
    }

    List<LocalFile> notYetUploaded(FolderScan look) {
        List<LocalFile> unsent = new ArrayList<>(look.stableFiles());
        unsent.removeIf(file -> file.version().equals(uploadedVersions.get(file.name())));
        return unsent;
    }

    /** From now on, uploads each log at most once more. */
    void finishLogs() {
        finishedLogs = new HashSet<>();
    }

    boolean isFolderEmpty() {
        return files == 0;
    }

    /** A moment before the last scan looked at the first file. */
    Instant scannedAt() {
        return scannedAt;
    }

    /** Files of the last scan that will never be complete. */
    Set<String> abandonedFiles() {
        return abandoned;
    }
}
