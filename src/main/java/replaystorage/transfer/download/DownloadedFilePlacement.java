package replaystorage.transfer.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import replaystorage.console.Console;
import replaystorage.host.ConflictName;
import replaystorage.host.IoErrorText;
import replaystorage.stability.FileKindPatterns;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.ConflictPolicy;
import replaystorage.transfer.plan.DifferingFile;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/**
 * Moves each downloaded file to its final name. A file that changed here since the plan is decided again. Pointer files
 * wait for the files they refer to.
 */
final class DownloadedFilePlacement {
    private static final int MAX_ATTEMPTS = 5;

    private final Route route;
    private final IncomingFolder incoming;
    private final ConflictPolicy policy;
    private final SyncRecord record;
    private final Duration timePrecision;
    private final LocalFileReplacer replacer;
    private final BiConsumer<PlannedFile, FileVersion> onPlaced;
    private final Map<String, PlannedFile> plannedFiles = new HashMap<>();
    private final Predicate<String> isBehindInnerLink;
    private final Set<Path> folders = new HashSet<>();
    private final Set<String> heldUntilEnd = new HashSet<>();
    private final Map<String, FileVersion> placedVersions = new HashMap<>();
    private final Set<String> keptLocal = new HashSet<>();
    private final Map<String, String> failures = new HashMap<>();

    /** @param arrived gets each placed file and its version */
    DownloadedFilePlacement(
            Plan plan,
            IncomingFolder incoming,
            ConflictPolicy policy,
            SyncRecord record,
            Duration precision,
            ConflictName conflictName,
            Console console,
            BiConsumer<PlannedFile, FileVersion> arrived) {
        this.route = plan.route();
        this.incoming = incoming;
        this.policy = policy;
        this.record = record;
        this.timePrecision = precision;
        this.replacer = new LocalFileReplacer(route, incoming, conflictName, console);
        this.onPlaced = arrived;
        this.isBehindInnerLink = ReplacedLinks.behindInnerLink(route);
        plan.plannedFiles().stream()
                .filter(planned -> planned.action().transfersBytes())
                .forEach(planned -> plannedFiles.put(planned.name(), planned));
    }

    synchronized void fileArrived(String name) {
        PlannedFile planned = plannedFiles.get(name);
        if (planned != null && FileKindPatterns.isUploadedLast(name)) {
            heldUntilEnd.add(name);
        } else if (planned != null) {
            place(planned);
        }
    }

    synchronized void allArrived() {
        heldUntilEnd.forEach(name -> place(plannedFiles.get(name)));
        heldUntilEnd.clear();
    }

    synchronized Map<String, FileVersion> placedVersions() {
        return Map.copyOf(placedVersions);
    }

    synchronized Set<String> keptLocal() {
        return Set.copyOf(keptLocal);
    }

    synchronized Map<String, String> failures() {
        return Map.copyOf(failures);
    }

    private void place(PlannedFile planned) {
        String name = planned.name();
        Path came = incoming.arrivalPath(name);
        Optional<FileVersion> whole = LocalFile.stat(came).map(LocalFile::version);
        if (whole.isEmpty() || placedVersions.containsKey(name)) {
            return;
        }
        if (isBehindInnerLink.test(name)) {
            keptLocal.add(name);
            return;
        }
        try {
            Path file = route.localPath(name);
            if (folders.add(file.getParent())) {
                Files.createDirectories(file.getParent());
            }
            place(planned, came, file, whole.get());
        } catch (IOException e) {
            failures.put(name, "could not be renamed to its final name: " + IoErrorText.describe(e));
        }
    }

    private void place(PlannedFile planned, Path came, Path file, FileVersion whole) throws IOException {
        for (int look = 0; look < MAX_ATTEMPTS; look++) {
            Optional<LocalFile> here = route.localFile(planned.name());
            if (!isAsPlanned(planned, here) && here.map(LocalFile::version).equals(Optional.of(whole))) {
                // Another command of ours downloaded the same version.
                onPlaced(planned, whole);
                return;
            }
            PlannedAction action = decide(planned, here, whole);
            if (action == PlannedAction.STAY) {
                keptLocal.add(planned.name());
                return;
            }
            boolean done = here.isPresent()
                    ? replacer.tryReplace(planned, came, file, here.get().version(), action == PlannedAction.KEEP_LOCAL)
                    : replacer.tryCreate(came, file);
            if (done) {
                onPlaced(planned, whole);
                return;
            }
        }
        if (Files.isRegularFile(file)) {
            keptLocal.add(planned.name());
        } else {
            failures.put(planned.name(), "something that is not a file has its name");
        }
    }

    private void onPlaced(PlannedFile planned, FileVersion whole) {
        placedVersions.put(planned.name(), whole);
        onPlaced.accept(planned, whole);
    }

    private static boolean isAsPlanned(PlannedFile planned, Optional<LocalFile> here) {
        return here.map(LocalFile::version).equals(planned.local().map(LocalFile::version));
    }

    /** As planned if the local file is unchanged; else the policy decides on the current one. */
    private PlannedAction decide(PlannedFile planned, Optional<LocalFile> here, FileVersion whole) {
        if (isAsPlanned(planned, here) || here.isEmpty()) {
            return planned.action();
        }
        FileVersion listed = planned.remote().orElseThrow();
        return policy.decide(new DifferingFile(
                planned.name(), here.get(), listed, whole.modified(), record.entry(planned.name()), timePrecision));
    }
}
