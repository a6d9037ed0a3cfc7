package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    Download(Plan plan, Storage storage, Reporter reporter, Copier copier, Beside beside, Room room) {
        this.plan = plan;
        this.storage = storage;
        this.reporter = reporter;
        this.copier = copier;
        this.beside = beside;
        this.room = room;
    }

    Outcome run(SyncRecord record) {
        return room.during(plan.route().local().toAbsolutePath(), needed(), () -> bring(record));
    }

    private Outcome bring(SyncRecord record) {
        Route route = plan.route();
        Findings findings = new Findings(plan, storage.causes(), reporter);
        if (plan.steps().isEmpty()) {
            return findings.finish(record);
        }
        findings.staying("was changed here since it was last sent, or is newer here: it stays");
        List<Step> brought = new ArrayList<>(plan.steps(Action.COPY));
        brought.removeIf(step -> !isToCome(route, step, findings));
        List<Step> kept = plan.steps(Action.KEEP_LOCAL).stream()
                .filter(step -> isToCome(route, step, findings) && keepLocal(route, step, findings))
                .toList();
        brought.addAll(kept);
        List<String> names = brought.stream().map(Step::name).toList();
        if (!names.isEmpty()) {
            makeFolder(route.local());
        }
        Instant begun = Instant.now();
        findings.add(copier.copy(
                Job.DOWN,
                route.remote().folder(),
                route.local().toString(),
                names,
                plan.isWorthListing(names.size()) ? List.of() : List.of("--no-traverse")));
        new Proof(storage, record, route, begun).brought(brought, findings);
        kept.forEach(step -> dropNeedless(route, step));
        deleteHere(record, findings);
        return findings.finish(record);
    }

    private static boolean isToCome(Route route, Step step, Findings findings) {
        if (!RcloneName.isCarried(step.name())) {
            findings.fail(step.name(), "has a U+201B in its name, under which rclone can't write a file");
            return false;
        }
        // What was written here since the plan was made is newer than all that the plan knew.
        boolean asPlanned = route.look(step.name())
                .map(LocalFile::stamp)
                .equals(step.local().map(LocalFile::stamp));
        if (!asPlanned) {
            findings.growing(step.name());
        }
        return asPlanned;
    }

    private boolean keepLocal(Route route, Step step, Findings findings) {
        String name = beside.name(step.name());
        try {
            Beside.keep(route.path(step.name()), route.path(name));
            reporter.warn(route.title() + "/" + step.name() + " differs here: this version is kept as " + name);
            return true;
        } catch (IOException e) {
            findings.fail(step.name(), "this version could not be kept as " + name + ": " + Reason.of(e));
            return false;
        }
    }

    /** What was kept of a file that then did not change after all is a needless twin. */
    private void dropNeedless(Route route, Step step) {
        Path kept = route.path(beside.name(step.name()));
        try {
            if (step.local().orElseThrow().isUnchanged() && Files.exists(kept)) {
                Files.delete(kept);
            }
        } catch (IOException e) {
            reporter.warn(kept + " could not be removed: " + Reason.of(e));
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CliException(ExitStatus.LOCAL, "can't make the folder " + folder + ": " + Reason.of(e));
        }
    }

    /** The bytes that must be free for it. */
    private long needed() {
        long replaced = plan.steps(Action.COPY).stream()
                .flatMap(step -> step.local().stream())
                .mapToLong(file -> file.stamp().size())
                .sum();
        // The largest that is replaced stands until its new version is whole.
        long beside = plan.steps().stream().mapToLong(Load::replaced).max().orElse(0);
        return plan.bytes() - replaced + beside;
    }

    private void deleteHere(SyncRecord record, Findings findings) {
        if (findings.forbidsDeleting(plan.steps(Action.DELETE), "here")) {
            return;
        }
        for (Step step : plan.steps(Action.DELETE)) {
            try {
                if (step.local().orElseThrow().isUnchanged()) {
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
