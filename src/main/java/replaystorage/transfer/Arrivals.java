package replaystorage.transfer;

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
import replaystorage.settings.Reason;
import replaystorage.settling.WriterNames;

/**
 * Gives each file that came its name in the folder, in one step after a look: what was written here since the plan was made is decided upon anew, and
 * what is replaced is held until it is certain that it was what was looked at. What says that others are there waits for them.
 */
final class Arrivals {
    private static final int LOOKS = 5;

    private final Route route;
    private final Incoming incoming;
    private final Precedence precedence;
    private final SyncRecord record;
    private final Duration precision;
    private final Beside beside;
    private final Reporter reporter;
    private final BiConsumer<Step, Stamp> arrived;
    private final Map<String, Step> steps = new HashMap<>();
    private final Predicate<String> astray;
    private final Set<Path> folders = new HashSet<>();
    private final Set<String> waiting = new HashSet<>();
    private final Map<String, Stamp> placed = new HashMap<>();
    private final Set<String> written = new HashSet<>();
    private final Map<String, String> failed = new HashMap<>();

    /** @param arrived gets each file that has its name, and what it is */
    Arrivals(
            Plan plan,
            Incoming incoming,
            Precedence precedence,
            SyncRecord record,
            Duration precision,
            Beside beside,
            Reporter reporter,
            BiConsumer<Step, Stamp> arrived) {
        this.route = plan.route();
        this.incoming = incoming;
        this.precedence = precedence;
        this.record = record;
        this.precision = precision;
        this.beside = beside;
        this.reporter = reporter;
        this.arrived = arrived;
        this.astray = ReplacedLinks.astray(route);
        plan.steps().stream().filter(step -> step.action().moves()).forEach(step -> steps.put(step.name(), step));
    }

    /** A file is whole. */
    synchronized void came(String name) {
        Step step = steps.get(name);
        if (step != null && WriterNames.isLast(name)) {
            waiting.add(name);
        } else if (step != null) {
            place(step);
        }
    }

    /** All that can come has come. */
    synchronized void end() {
        waiting.forEach(name -> place(steps.get(name)));
        waiting.clear();
    }

    /** What has its name now, as it came. */
    synchronized Map<String, Stamp> placed() {
        return Map.copyOf(placed);
    }

    /** What was written here meanwhile, and stays. */
    synchronized Set<String> written() {
        return Set.copyOf(written);
    }

    /** What could not get its name, and why. */
    synchronized Map<String, String> failed() {
        return Map.copyOf(failed);
    }

    private void place(Step step) {
        String name = step.name();
        Path came = incoming.came(name);
        Optional<Stamp> whole = LocalFile.look(came).map(LocalFile::stamp);
        if (whole.isEmpty() || placed.containsKey(name)) {
            return;
        }
        if (astray.test(name)) {
            written.add(name);
            return;
        }
        try {
            Path file = route.path(name);
            if (folders.add(file.getParent())) {
                Files.createDirectories(file.getParent());
            }
            place(step, came, file, whole.get());
        } catch (IOException e) {
            failed.put(name, "could not get its name: " + Reason.of(e));
        }
    }

    private void place(Step step, Path came, Path file, Stamp whole) throws IOException {
        for (int look = 0; look < LOOKS; look++) {
            Optional<LocalFile> here = route.look(step.name());
            if (!isAsPlanned(step, here) && here.map(LocalFile::stamp).equals(Optional.of(whole))) {
                // Another command of ours has brought the same.
                arrived(step, whole);
                return;
            }
            Action action = decide(step, here, whole);
            if (action == Action.STAY) {
                written.add(step.name());
                return;
            }
            boolean done = here.isPresent()
                    ? replace(step, came, file, here.get().stamp(), action == Action.KEEP_LOCAL)
                    : add(came, file);
            if (done) {
                arrived(step, whole);
                return;
            }
        }
        if (Files.isRegularFile(file)) {
            written.add(step.name());
        } else {
            failed.put(step.name(), "something of its name is in the way, which is no file");
        }
    }

    private void arrived(Step step, Stamp whole) {
        placed.put(step.name(), whole);
        arrived.accept(step, whole);
    }

    private static boolean isAsPlanned(Step step, Optional<LocalFile> here) {
        return here.map(LocalFile::stamp).equals(step.local().map(LocalFile::stamp));
    }

    /** As planned where the file here is; else by the same table, of what is here now. */
    private Action decide(Step step, Optional<LocalFile> here, Stamp whole) {
        if (isAsPlanned(step, here) || here.isEmpty()) {
            return step.action();
        }
        Stamp listed = step.remote().orElseThrow();
        return precedence.decide(
                new Difference(step.name(), here.get(), listed, whole.time(), record.base(step.name()), precision));
    }

    /** @return false where something of this name has come into being */
    private boolean add(Path came, Path file) throws IOException {
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
            move(came, file);
            return true;
        }
    }

    private static boolean replaceDangling(Path came, Path file) throws IOException {
        boolean isDangling = Files.isSymbolicLink(file) && !Files.exists(file);
        if (isDangling) {
            move(came, file);
        }
        return isDangling;
    }

    /** @return false where the file was not what it had been looked at as any more */
    private boolean replace(Step step, Path came, Path file, Stamp looked, boolean keep) throws IOException {
        Path held;
        try {
            held = hold(step, file, looked, keep);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (held == null) {
            if (keep) {
                tellKept(step, beside.keep(file, route.local(), step.name()));
            }
            move(came, file);
            return true;
        }
        if (isOther(held, looked)) {
            Files.delete(held);
            return false;
        }
        try {
            move(came, file);
        } catch (IOException e) {
            Files.delete(held);
            throw e;
        }
        if (keep || isOther(held, looked)) {
            keepHeld(step, held);
        } else {
            Files.delete(held);
        }
        return true;
    }

    private static boolean isOther(Path held, Stamp looked) {
        return !LocalFile.look(held).map(LocalFile::stamp).equals(Optional.of(looked));
    }

    /** Null where there are no links, or on another disk; and of a link, which is replaced, while what it leads to stays. */
    private Path hold(Step step, Path file, Stamp looked, boolean keep) throws IOException {
        if (Files.isSymbolicLink(file) && !keep) {
            return null;
        }
        try {
            return incoming.hold(step.name(), file.toRealPath(), keep ? null : looked);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    private void keepHeld(Step step, Path held) {
        try {
            tellKept(step, beside.keep(held, route.local(), step.name()));
            Files.delete(held);
        } catch (IOException e) {
            incoming.leave();
            reporter.warn(route.title() + "/" + step.name() + " was replaced, and this version lies in " + held
                    + " until it can be kept beside it: " + Reason.of(e));
        }
    }

    private void tellKept(Step step, String kept) {
        String how = step.action() == Action.KEEP_LOCAL ? " differs here" : " was written here while it came";
        reporter.warn(route.title() + "/" + step.name() + how + ": your local version was kept as " + kept);
    }

    /** In one step; what lies on another disk behind a link to a folder first gets there. */
    private static void move(Path came, Path file) throws IOException {
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
