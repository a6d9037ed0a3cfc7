package replaystorage.transfer.download;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import replaystorage.transfer.plan.Action;
import replaystorage.transfer.plan.ConflictPolicy;
import replaystorage.transfer.plan.DifferingFile;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;
import replaystorage.workspace.move.MoveTempName;

/**
 * Moves each downloaded file to its final name atomically. A file that changed here since the plan is decided again, and
 * the replaced file is kept until it is certain that it was the planned one. Pointer files wait for the files they
 * refer to.
 */
final class DownloadedFilePlacement {
    private static final int MAX_ATTEMPTS = 5;

    private final Route route;
    private final IncomingFolder incoming;
    private final ConflictPolicy policy;
    private final SyncRecord record;
    private final Duration timePrecision;
    private final ConflictName conflictName;
    private final Console reporter;
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
            Console reporter,
            BiConsumer<PlannedFile, FileVersion> arrived) {
        this.route = plan.route();
        this.incoming = incoming;
        this.policy = policy;
        this.record = record;
        this.timePrecision = precision;
        this.conflictName = conflictName;
        this.reporter = reporter;
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
            Action action = decide(planned, here, whole);
            if (action == Action.STAY) {
                keptLocal.add(planned.name());
                return;
            }
            boolean done = here.isPresent()
                    ? tryReplace(planned, came, file, here.get().version(), action == Action.KEEP_LOCAL)
                    : tryCreate(came, file);
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
    private Action decide(PlannedFile planned, Optional<LocalFile> here, FileVersion whole) {
        if (isAsPlanned(planned, here) || here.isEmpty()) {
            return planned.action();
        }
        FileVersion listed = planned.remote().orElseThrow();
        return policy.decide(new DifferingFile(
                planned.name(), here.get(), listed, whole.modified(), record.entry(planned.name()), timePrecision));
    }

    /** @return false if a file of this name exists by now */
    private boolean tryCreate(Path came, Path file) throws IOException {
        try {
            Files.createLink(file, came);
            Files.delete(came);
            return true;
        } catch (FileAlreadyExistsException e) {
            return replaceDangling(came, file);
        } catch (IOException | UnsupportedOperationException e) {
            // No hard links here, or another disk.
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return replaceDangling(came, file);
            }
            moveInto(came, file);
            return true;
        }
    }

    private static boolean replaceDangling(Path came, Path file) throws IOException {
        boolean isDangling = Files.isSymbolicLink(file) && !Files.exists(file);
        if (isDangling) {
            moveInto(came, file);
        }
        return isDangling;
    }

    /** @return false if the local file changed since it was looked at */
    private boolean tryReplace(PlannedFile planned, Path came, Path file, FileVersion looked, boolean keep)
            throws IOException {
        Path held;
        try {
            held = backUp(planned, file, looked, keep);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (held == null) {
            if (keep) {
                warnOfConflictCopy(
                        planned, LocalConflictCopy.keep(conflictName, file, route.localFolder(), planned.name()));
            }
            moveInto(came, file);
            return true;
        }
        if (hasChanged(held, looked)) {
            Files.delete(held);
            return false;
        }
        try {
            moveInto(came, file);
        } catch (IOException e) {
            Files.delete(held);
            throw e;
        }
        if (keep || hasChanged(held, looked)) {
            keepConflictCopy(planned, held);
        } else {
            Files.delete(held);
        }
        return true;
    }

    private static boolean hasChanged(Path held, FileVersion looked) {
        return !LocalFile.stat(held).map(LocalFile::version).equals(Optional.of(looked));
    }

    /** Null without hard links or on another disk; also for a link, whose target stays when it is replaced. */
    private Path backUp(PlannedFile planned, Path file, FileVersion looked, boolean keep) throws IOException {
        if (Files.isSymbolicLink(file) && !keep) {
            return null;
        }
        try {
            return incoming.backUp(planned.name(), file.toRealPath(), keep ? null : looked);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private void keepConflictCopy(PlannedFile planned, Path held) {
        try {
            warnOfConflictCopy(
                    planned, LocalConflictCopy.keep(conflictName, held, route.localFolder(), planned.name()));
            Files.delete(held);
        } catch (IOException e) {
            incoming.keepForRescue();
            reporter.warn(route.title() + "/" + planned.name() + " was replaced; the old version is in " + held
                    + " until it can be kept beside it: " + IoErrorText.describe(e));
        }
    }

    private void warnOfConflictCopy(PlannedFile planned, String kept) {
        String how = planned.action() == Action.KEEP_LOCAL ? " differs here" : " was changed here during the download";
        reporter.warn(route.title() + "/" + planned.name() + how + ": your local version was kept as " + kept);
    }

    /** Atomic; a target on another disk behind a link to a folder is copied there first. */
    private static void moveInto(Path came, Path file) throws IOException {
        try {
            Files.move(came, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Path near = MoveTempName.freeNameIn(file.getParent());
            try {
                Files.copy(came, near, StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(near, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(near);
            }
            Files.delete(came);
        }
    }
}
