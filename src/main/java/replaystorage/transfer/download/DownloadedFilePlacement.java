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
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import replaystorage.console.TransferReporter;
import replaystorage.host.IoErrorText;
import replaystorage.stability.FileKindPatterns;
import replaystorage.transfer.copy.ConflictName;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.Action;
import replaystorage.transfer.plan.ConflictPolicy;
import replaystorage.transfer.plan.DifferingFile;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/**
 * Gives each file that came its name in the folder, in one step after a look: what was written here since the plan was made is decided upon anew, and
 * what is replaced is held until it is certain that it was what was looked at. What says that others are there waits for them.
 */
final class DownloadedFilePlacement {
    private static final int MAX_ATTEMPTS = 5;

    private final Route route;
    private final IncomingFolder incoming;
    private final ConflictPolicy conflictPolicy;
    private final SyncRecord record;
    private final Duration timePrecision;
    private final ConflictName conflictName;
    private final TransferReporter reporter;
    private final BiConsumer<PlannedFile, FileVersion> onPlaced;
    private final Map<String, PlannedFile> plannedFiles = new HashMap<>();
    private final Predicate<String> isBehindInnerLink;
    private final Set<Path> folders = new HashSet<>();
    private final Set<String> heldUntilEnd = new HashSet<>();
    private final Map<String, FileVersion> placedVersions = new HashMap<>();
    private final Set<String> keptLocal = new HashSet<>();
    private final Map<String, String> failures = new HashMap<>();

    /** @param arrived gets each file that has its name, and what it is */
    DownloadedFilePlacement(
            Plan plan,
            IncomingFolder incoming,
            ConflictPolicy precedence,
            SyncRecord record,
            Duration precision,
            ConflictName beside,
            TransferReporter reporter,
            BiConsumer<PlannedFile, FileVersion> arrived) {
        this.route = plan.route();
        this.incoming = incoming;
        this.conflictPolicy = precedence;
        this.record = record;
        this.timePrecision = precision;
        this.conflictName = beside;
        this.reporter = reporter;
        this.onPlaced = arrived;
        this.isBehindInnerLink = ReplacedLinks.behindInnerLink(route);
        plan.plannedFiles().stream()
                .filter(step -> step.action().transfersBytes())
                .forEach(step -> plannedFiles.put(step.name(), step));
    }

    /** A file is whole. */
    synchronized void fileArrived(String name) {
        PlannedFile step = plannedFiles.get(name);
        if (step != null && FileKindPatterns.isUploadedLast(name)) {
            heldUntilEnd.add(name);
        } else if (step != null) {
            place(step);
        }
    }

    /** All that can come has come. */
    synchronized void allArrived() {
        heldUntilEnd.forEach(name -> place(plannedFiles.get(name)));
        heldUntilEnd.clear();
    }

    /** What has its name now, as it came. */
    synchronized Map<String, FileVersion> placedVersions() {
        return Map.copyOf(placedVersions);
    }

    /** What was written here meanwhile, and stays. */
    synchronized Set<String> keptLocal() {
        return Set.copyOf(keptLocal);
    }

    /** What could not get its name, and why. */
    synchronized Map<String, String> failures() {
        return Map.copyOf(failures);
    }

    private void place(PlannedFile step) {
        String name = step.name();
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
            place(step, came, file, whole.get());
        } catch (IOException e) {
            failures.put(name, "could not get its name: " + IoErrorText.describe(e));
        }
    }

    private void place(PlannedFile step, Path came, Path file, FileVersion whole) throws IOException {
        for (int look = 0; look < MAX_ATTEMPTS; look++) {
            Optional<LocalFile> here = route.localFile(step.name());
            if (!isAsPlanned(step, here) && here.map(LocalFile::version).equals(Optional.of(whole))) {
                // Another command of ours has brought the same.
                onPlaced(step, whole);
                return;
            }
            Action action = decide(step, here, whole);
            if (action == Action.STAY) {
                keptLocal.add(step.name());
                return;
            }
            boolean done = here.isPresent()
                    ? tryReplace(step, came, file, here.get().version(), action == Action.KEEP_LOCAL)
                    : tryCreate(came, file);
            if (done) {
                onPlaced(step, whole);
                return;
            }
        }
        if (Files.isRegularFile(file)) {
            keptLocal.add(step.name());
        } else {
            failures.put(step.name(), "something of its name is in the way, which is no file");
        }
    }

    private void onPlaced(PlannedFile step, FileVersion whole) {
        placedVersions.put(step.name(), whole);
        onPlaced.accept(step, whole);
    }

    private static boolean isAsPlanned(PlannedFile step, Optional<LocalFile> here) {
        return here.map(LocalFile::version).equals(step.local().map(LocalFile::version));
    }

    /** As planned where the file here is; else by the same table, of what is here now. */
    private Action decide(PlannedFile step, Optional<LocalFile> here, FileVersion whole) {
        if (isAsPlanned(step, here) || here.isEmpty()) {
            return step.action();
        }
        FileVersion listed = step.remote().orElseThrow();
        return conflictPolicy.decide(new DifferingFile(
                step.name(), here.get(), listed, whole.modified(), record.entry(step.name()), timePrecision));
    }

    /** @return false where something of this name has come into being */
    private boolean tryCreate(Path came, Path file) throws IOException {
        try {
            Files.createLink(file, came);
            Files.delete(came);
            return true;
        } catch (FileAlreadyExistsException e) {
            return replaceDangling(came, file);
        } catch (IOException | UnsupportedOperationException e) {
            // No links here, or another disk.
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

    /** @return false where the file was not what it had been looked at as any more */
    private boolean tryReplace(PlannedFile step, Path came, Path file, FileVersion looked, boolean keep)
            throws IOException {
        Path held;
        try {
            held = backUp(step, file, looked, keep);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (held == null) {
            if (keep) {
                warnOfConflictCopy(step, conflictName.keepLocalCopy(file, route.localFolder(), step.name()));
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
            keepConflictCopy(step, held);
        } else {
            Files.delete(held);
        }
        return true;
    }

    private static boolean hasChanged(Path held, FileVersion looked) {
        return !LocalFile.stat(held).map(LocalFile::version).equals(Optional.of(looked));
    }

    /** Null where there are no links, or on another disk; and of a link, which is replaced, while what it leads to stays. */
    private Path backUp(PlannedFile step, Path file, FileVersion looked, boolean keep) throws IOException {
        if (Files.isSymbolicLink(file) && !keep) {
            return null;
        }
        try {
            return incoming.backUp(step.name(), file.toRealPath(), keep ? null : looked);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private void keepConflictCopy(PlannedFile step, Path held) {
        try {
            warnOfConflictCopy(step, conflictName.keepLocalCopy(held, route.localFolder(), step.name()));
            Files.delete(held);
        } catch (IOException e) {
            incoming.keepForRescue();
            reporter.warn(route.title() + "/" + step.name() + " was replaced, and this version lies in " + held
                    + " until it can be kept beside it: " + IoErrorText.describe(e));
        }
    }

    private void warnOfConflictCopy(PlannedFile step, String kept) {
        String how = step.action() == Action.KEEP_LOCAL ? " differs here" : " was written here while it came";
        reporter.warn(route.title() + "/" + step.name() + how + ": your local version was kept as " + kept);
    }

    /** In one step; what lies on another disk behind a link to a folder first gets there. */
    private static void moveInto(Path came, Path file) throws IOException {
        try {
            Files.move(came, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Path near = file.resolveSibling(String.format(
                    "replay-storage.%08x.partial", ThreadLocalRandom.current().nextInt()));
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
