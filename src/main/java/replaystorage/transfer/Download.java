package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Provider.Job;
import replaystorage.settings.Reason;

/** Carries out a plan downwards: keeps the local version where it must be kept, copies, proves, notes, and deletes last. */
final class Download {
    private final Plan plan;
    private final Storage storage;
    private final Reporter reporter;
    private final Copier copier;
    private final Beside beside;
    private final Room room;
    private final ReplacedLinks links;
    private final Map<String, String> kept = new HashMap<>();

    Download(
            Plan plan,
            Storage storage,
            Reporter reporter,
            Copier copier,
            Beside beside,
            Room room,
            ReplacedLinks links) {
        this.links = links;
        this.plan = plan;
        this.storage = storage;
        this.reporter = reporter;
        this.copier = copier;
        this.beside = beside;
        this.room = room;
    }

    Outcome run(SyncRecord record) {
        return room.during(plan.route().local().toAbsolutePath(), Load.needed(plan), () -> bring(record));
    }

    private Outcome bring(SyncRecord record) {
        Route route = plan.route();
        Findings findings = new Findings(plan, storage.causes(), reporter);
        if (plan.steps().isEmpty()) {
            return findings.finish(record);
        }
        findings.staying("was changed here since it was last sent, or is newer here: it stays");
        links.giveWay();
        Instant begun = Instant.now();
        CopyLog log = new CopyLog();
        List<Step> brought = new ArrayList<>();
        int fruitless = 0;
        Copier.Result copied = new Copier.Result(log, 0, false);
        for (List<Step> part : Parts.of(plan)) {
            if (isHopeless(copied, fruitless)) {
                brought.addAll(part);
                continue;
            }
            Predicate<String> astray = ReplacedLinks.astray(route);
            List<Step> coming = part.stream()
                    .filter(step -> isToCome(route, step, astray, findings)
                            && (step.action() == Action.COPY || keepLocal(route, step, findings)))
                    .toList();
            Copier.Result result = copyHeld(coming, log);
            boolean bore =
                    result.status() == 0 || coming.stream().map(Step::name).anyMatch(log::isDone);
            fruitless = bore ? 0 : fruitless + 1;
            copied = copied.and(result);
            brought.addAll(coming);
        }
        findings.add(copied);
        new Proof(storage, record, route, begun).brought(brought, findings);
        brought.stream().filter(step -> step.action() == Action.KEEP_LOCAL).forEach(step -> dropNeedless(route, step));
        deleteHere(record, findings);
        return findings.finish(record);
    }

    private Copier.Result copyHeld(List<Step> steps, CopyLog log) {
        SecondNames second = SecondNames.of(storage.temporary(), plan.route(), beside, reporter, held(steps));
        try {
            return copy(steps, log);
        } finally {
            second.letGo();
        }
    }

    /** The rest would wait as long once more, or fail as the parts before. */
    private static boolean isHopeless(Copier.Result so, int fruitless) {
        return so.stalled() || so.status() == Causes.KILLED || fruitless > 1;
    }

    /** Those that get a second name: it keeps their bytes on the disk until the part is there, for which there must be room. */
    private List<Step> held(List<Step> part) {
        List<Step> replaced = part.stream()
                .filter(step -> step.action() == Action.COPY && step.local().isPresent())
                .toList();
        long pinned = replaced.stream()
                .mapToLong(step -> step.local().orElseThrow().stamp().size())
                .sum();
        long needed = Load.needed(plan);
        long left = room.left(plan.route().local(), needed).orElse(Long.MAX_VALUE);
        return left - Math.max(0, needed) > pinned ? replaced : List.of();
    }

    private Copier.Result copy(List<Step> steps, CopyLog log) {
        Route route = plan.route();
        List<String> names = steps.stream().map(Step::name).toList();
        if (!names.isEmpty()) {
            makeFolder(route.local());
        }
        return copier.copy(
                Job.DOWN,
                route.remote().folder(),
                route.local().toString(),
                Batch.of(names),
                plan.isWorthListing(names.size()) ? List.of() : List.of("--no-traverse"),
                log);
    }

    private static boolean isToCome(Route route, Step step, Predicate<String> astray, Findings findings) {
        if (!RcloneName.isCarried(step.name())) {
            findings.fail(step.name(), "has a U+201B in its name, under which rclone can't write a file");
            return false;
        }
        // What was written here since the plan was made is newer than all that the plan knew.
        Optional<Stamp> now = route.look(step.name()).map(LocalFile::stamp);
        boolean asPlanned =
                (now.isEmpty() || now.equals(step.local().map(LocalFile::stamp))) && !astray.test(step.name());
        if (!asPlanned) {
            findings.growing(step.name());
        }
        return asPlanned;
    }

    private boolean keepLocal(Route route, Step step, Findings findings) {
        try {
            String name = beside.keep(route.path(step.name()), route, step.name());
            kept.put(step.name(), name);
            reporter.warn(route.title() + "/" + step.name() + " differs here: this version is kept as " + name);
            return true;
        } catch (IOException e) {
            findings.fail(step.name(), "this version could not be kept beside it: " + Reason.of(e));
            return false;
        }
    }

    /** What was kept of a file that then did not change after all is a needless twin. */
    private void dropNeedless(Route route, Step step) {
        String name = kept.get(step.name());
        try {
            if (name != null && step.local().orElseThrow().isUnchanged()) {
                Files.deleteIfExists(route.path(name));
            }
        } catch (IOException e) {
            reporter.warn(name + " could not be removed: " + Reason.of(e));
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CliException(ExitStatus.LOCAL, "can't make the folder " + folder + ": " + Reason.of(e));
        }
    }

    private void deleteHere(SyncRecord record, Findings findings) {
        if (findings.forbidsDeleting(plan.steps(Action.DELETE), "here")) {
            return;
        }
        Predicate<String> astray = ReplacedLinks.astray(plan.route());
        for (Step step : plan.steps(Action.DELETE)) {
            try {
                if (step.local().orElseThrow().isUnchanged() && !astray.test(step.name())) {
                    Files.delete(step.local().orElseThrow().path());
                    findings.deleted();
                    deleteEmptyFolders(
                            plan.route().local(),
                            step.local().orElseThrow().path().getParent());
                }
                record.forget(step.name());
            } catch (IOException e) {
                findings.fail(step.name(), "could not be deleted: " + Reason.of(e));
            }
        }
    }

    private static void deleteEmptyFolders(Path root, Path folder) throws IOException {
        for (Path path = folder; !path.equals(root) && path.startsWith(root); path = path.getParent()) {
            try (Stream<Path> entries = Files.list(path)) {
                if (entries.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(path);
        }
    }
}
