package replaystorage.transfer;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import replaystorage.settings.CliException;
import replaystorage.settings.Job;

/** Keeps both versions of a file that changed here and in the bucket: the newer has the name, the other one gets a name of its own in the bucket. */
final class ConflictingVersions {
    private final Route route;
    private final Storage storage;
    private final Reporter reporter;
    private final Copier copier;
    private final Beside beside;
    private final SyncRecord record;
    private final Findings findings;
    private final Set<String> resolved = new HashSet<>();

    ConflictingVersions(
            Route route,
            Storage storage,
            Reporter reporter,
            Copier copier,
            Beside beside,
            SyncRecord record,
            Findings findings) {
        this.route = route;
        this.storage = storage;
        this.reporter = reporter;
        this.copier = copier;
        this.beside = beside;
        this.record = record;
        this.findings = findings;
    }

    /**
     * Resolves a conflict with what is in the bucket now, which may be newer than the plan.
     *
     * @param there size and modification time of the object
     * @return the step that may replace the object as it is now; empty where ours went up under a name of its own
     */
    Optional<Step> resolve(Step step, Stamp there) {
        Step now = step.withVersion(there, storage.asListed(there)).with(Action.COPY);
        if (step.local().orElseThrow().stamp().time().isAfter(there.time())) {
            return keepRemote(step) ? Optional.of(now) : Optional.empty();
        }
        sendBeside(now);
        return Optional.empty();
    }

    /** Whether a file needs nothing more: it has gone up beside the object, or could not. */
    boolean isResolved(String name) {
        return resolved.contains(name);
    }

    private boolean keepRemote(Step step) {
        String name = beside.name(step.name(), this::isTaken);
        Copier.Result result = copier.copyTo(
                Job.SNAPSHOT, route.remote().file(step.name()), route.remote().file(name), List.of());
        if (result.status() != 0) {
            resolved.add(step.name());
            findings.fail(step.name(), "the remote's version could not be kept as " + name, result);
            return false;
        }
        reporter.warn(route.title() + "/" + step.name()
                + " changed on both sides: the remote's version is kept there as " + name);
        return true;
    }

    /** Ours goes up under a name of its own, from a copy that nobody changes where there is room for one. */
    void sendBeside(Step step) {
        resolved.add(step.name());
        String name = beside.name(step.name(), this::isTaken);
        LocalFile file = step.local().orElseThrow();
        try (Stage stage = Stage.of(storage.temporary(), List.of(file))) {
            String source = stage.has(step) ? stage.file(step) : file.path().toString();
            Copier.Result result = copier.copyTo(Job.UP, source, route.remote().file(name), whileGrowing(step));
            boolean changed = !stage.has(step) && !route.appends(step.name()) && !file.isUnchanged();
            if (changed) {
                new TornObjects(route, storage, findings).remove(name);
                findings.growing(step.name());
            } else if (result.status() != 0) {
                findings.fail(step.name(), "could not be sent as " + name, result);
            } else {
                findings.wentOver(step);
                record.note(
                        step.name(),
                        new SyncRecord.Pair(file.stamp(), step.remote().orElseThrow()),
                        SyncRecord.Origin.KEPT);
                reporter.warn(route.title() + "/" + step.name()
                        + (isNewerThere(step)
                                ? " is newer on the remote and stays there"
                                : " stays as it is on the remote")
                        + "; this pod's version went up as " + name);
            }
        }
    }

    private static boolean isNewerThere(Step step) {
        Instant here = step.local().orElseThrow().stamp().time();
        return step.version().filter(there -> here.isAfter(there.time())).isEmpty();
    }

    /** A look that fails shows nothing; the time in such a name is that of this moment. */
    private boolean isTaken(String name) {
        try {
            return !storage.times(route.remote(), List.of(name)).isEmpty();
        } catch (CliException e) {
            return false;
        }
    }

    /** A log goes up as far as it has come. */
    private List<String> whileGrowing(Step step) {
        return route.appends(step.name()) ? List.of("--local-no-check-updated") : List.of();
    }
}
