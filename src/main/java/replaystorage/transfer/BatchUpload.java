package replaystorage.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import replaystorage.settings.Provider;
import replaystorage.settings.Job;
import replaystorage.transfer.UploadBatches.Kind;
import replaystorage.transfer.UploadBatches.UploadBatch;

/**
 * Uploads the files of one batch after another. What goes up is what was judged: a file that may be written meanwhile is sent from a copy, and
 * retries are ours, since rclone's own would send whatever a file is by then. What came to the bucket since the plan is not overwritten: a new
 * name must be free, and an object is looked at right before it is replaced.
 */
final class BatchUpload {
    /** So few files are worth an rclone each: only a header of its own lets each replace just the object that was looked at. */
    private static final int MOST_CONDITIONAL = 8;

    /** Looks at an object that others keep replacing. */
    private static final int LOOKS = 3;

    private final Route route;
    private final Storage storage;
    private final Copier copier;
    private final ConflictingVersions conflicts;
    private final TornObjects torn;
    private final TemporaryObjects temporary;
    private final Findings findings;
    private final CopyLog log = new CopyLog();
    private final Map<String, String> hashes = new HashMap<>();
    private Copier.Result ended = new Copier.Result(log, 0, false);
    private Copier.Result attempt = ended;

    BatchUpload(
            Route route,
            Storage storage,
            Copier copier,
            ConflictingVersions conflicts,
            TornObjects torn,
            TemporaryObjects temporary,
            Findings findings) {
        this.route = route;
        this.storage = storage;
        this.copier = copier;
        this.conflicts = conflicts;
        this.torn = torn;
        this.temporary = temporary;
        this.findings = findings;
    }

    /** What came of all batches; of several tries the last counts. */
    Copier.Result result() {
        return ended;
    }

    void send(UploadBatch batch) {
        List<Step> met = new ArrayList<>();
        switch (batch.kind()) {
            case NEW -> met.addAll(sendNew(batch.steps(), Stage.none()));
            case RECENT -> {
                try (Stage stage = stage(batch.steps())) {
                    met.addAll(sendNew(batch.steps(), stage));
                }
            }
            case APPENDED -> {
                met.addAll(sendNew(only(batch.steps(), step -> step.remote().isEmpty()), Stage.none()));
                met.addAll(only(batch.steps(), step -> step.remote().isPresent()));
            }
            case KNOWN -> met.addAll(batch.steps());
        }
        replace(met, batch.kind() == Kind.APPENDED);
        ended = ended.and(attempt);
        attempt = new Copier.Result(log, 0, false);
    }

    /** @return those whose name was taken since the plan was made */
    private List<Step> sendNew(List<Step> steps, Stage stage) {
        List<Step> left = steps;
        List<Step> met = new ArrayList<>();
        for (int tried = 0; tried < copier.tries() && !left.isEmpty(); tried++) {
            // Not every server knows the condition that costs no request; rclone's own look at the name always works.
            copy(left, stage, tried == 0 ? storage.settings().provider().onlyNew() : List.of("--ignore-existing"));
            left = remaining(left, stage);
            tellStalled(left, tried);
            if (isOver() || left.isEmpty()) {
                return met;
            }
            // An upload whose answer was lost is there all the same, and then another try meets it.
            Map<String, Stamp> there = look(left);
            List<Step> absent = new ArrayList<>();
            for (Step step : left) {
                Stamp now = there.get(step.name());
                if (now == null) {
                    absent.add(step);
                } else if (isSent(step, now)) {
                    log.found(step.name());
                } else {
                    met.add(step);
                }
            }
            left = absent;
        }
        return met;
    }

    private void replace(List<Step> steps, boolean appended) {
        try (Stage stage = appended ? Stage.none() : stage(steps)) {
            List<Step> left = steps;
            for (int tried = 0; tried < copier.tries() && !left.isEmpty(); tried++) {
                left = remaining(clear(left), stage);
                List<Step> now = left;
                List<Step> copied = only(now, step -> appended || stage.has(step));
                if (tried == 0 && isConditional(copied, stage)) {
                    replaceUnchanged(copied, stage);
                } else {
                    copy(copied, stage, replacing());
                }
                sendLarge(only(now, step -> !appended && !stage.has(step)));
                left = remaining(left, stage);
                tellStalled(left, tried);
                if (isOver()) {
                    return;
                }
            }
        }
    }

    /** Those that may take the place of what is there now; what came since the plan is kept beside it, or ours is. */
    private List<Step> clear(List<Step> steps) {
        List<Step> clear = new ArrayList<>();
        List<Step> unclear = steps;
        for (int looks = 0; looks < LOOKS && !unclear.isEmpty(); looks++) {
            Map<String, Stamp> there = lookWithHashes(unclear);
            List<Step> again = new ArrayList<>();
            for (Step step : unclear) {
                Optional<Stamp> now = Optional.ofNullable(there.get(step.name()));
                if (now.isPresent() && isSent(step, now.get())) {
                    log.found(step.name());
                } else if (now.isEmpty()
                        || (step.isStillThere(now.get(), precision()) && step.action() == Action.COPY)) {
                    clear.add(step);
                } else {
                    conflicts.resolve(step, now.get()).ifPresent(again::add);
                }
            }
            unclear = again;
        }
        unclear.forEach(step -> findings.fail(step.name(), "is being replaced in the bucket again and again"));
        return clear;
    }

    private boolean isSent(Step step, Stamp there) {
        return there.matches(step.local().orElseThrow().stamp(), precision());
    }

    private Duration precision() {
        return storage.settings().provider().precision();
    }

    /** A storage that does not answer now is told by the next attempt. */
    private Map<String, Stamp> look(List<Step> steps) {
        return steps.isEmpty()
                ? Map.of()
                : storage.times(route.remote(), Batch.ofSteps(steps).names());
    }

    /** The same, and remembers what the condition of an upload needs. */
    private Map<String, Stamp> lookWithHashes(List<Step> steps) {
        if (storage.settings().provider().onlySame().isEmpty() || steps.size() > MOST_CONDITIONAL) {
            return look(steps);
        }
        Map<String, Stamp> there = new HashMap<>();
        storage.versions(route.remote(), Batch.ofSteps(steps).names()).forEach((name, object) -> {
            there.put(name, object.stamp());
            if (object.hash() != null) {
                hashes.put(name, object.hash());
            }
        });
        return there;
    }

    private boolean isConditional(List<Step> steps, Stage stage) {
        return !storage.settings().provider().onlySame().isEmpty()
                && steps.size() <= MOST_CONDITIONAL
                && steps.stream().allMatch(step -> stage.has(step) && hashes.containsKey(step.name()));
    }

    /** Each replaces the object only if that is still what was looked at. The hash is not always the tag that the condition means: the next try is without. */
    private void replaceUnchanged(List<Step> steps, Stage stage) {
        attempt = Meanwhile.forEach(
                        steps,
                        step -> copier.once(
                                Job.UP,
                                stage.folder(),
                                route.remote().folder(),
                                Batch.ofSteps(List.of(step)),
                                storage.settings().provider().onlySame(hashes.get(step.name())),
                                log))
                .stream()
                .reduce(new Copier.Result(log, 0, false), Copier.Result::and);
    }

    /** From the copies where there are any, else from the files themselves, which are then looked at once more. */
    private void copy(List<Step> steps, Stage stage, List<String> flags) {
        attempt = new Copier.Result(log, 0, false);
        copyFrom(stage.folder(), only(steps, stage::has), flags);
        List<Step> live = only(steps, step -> !stage.has(step));
        List<Step> appended = only(live, step -> route.appends(step.name()));
        List<String> growing = new ArrayList<>(flags);
        growing.add("--local-no-check-updated");
        copyFrom(route.local().toString(), appended, growing);
        List<Step> judged = only(live, step -> !appended.contains(step));
        ChangeTimes before = ChangeTimes.of(judged);
        copyFrom(route.local().toString(), judged, flags);
        torn.remove(before.changed(), log);
    }

    private void copyFrom(String folder, List<Step> steps, List<String> flags) {
        if (!steps.isEmpty()) {
            attempt =
                    attempt.and(copier.once(Job.UP, folder, route.remote().folder(), Batch.ofSteps(steps), flags, log));
        }
    }

    /** Too large for a copy here, or without room for one. */
    private void sendLarge(List<Step> steps) {
        for (Step step : steps) {
            attempt = attempt.and(temporary.replace(step, log));
        }
    }

    /** Our own look has just been made. */
    private List<String> replacing() {
        return storage.settings().provider().compare() == Provider.Compare.RECORD
                ? List.of("--no-check-dest")
                : List.of("--ignore-times");
    }

    private Stage stage(List<Step> steps) {
        return Stage.of(
                storage.temporary(),
                steps.stream().map(step -> step.local().orElseThrow()).toList());
    }

    /** What has not gone over yet, and is still what was judged. */
    private List<Step> remaining(List<Step> steps, Stage stage) {
        return only(
                steps,
                step -> !log.isDone(step.name())
                        && (stage.has(step)
                                || route.appends(step.name())
                                || step.local().orElseThrow().isUnchanged()));
    }

    private void tellStalled(List<Step> left, int tried) {
        if (attempt.stalled()) {
            copier.tellStalled(left.size(), tried + 1);
        }
    }

    /** rclone was told to end, or says that another try is of no use. */
    private boolean isOver() {
        return !attempt.mayRetry();
    }

    private static List<Step> only(Collection<Step> steps, Predicate<Step> which) {
        return steps.stream().filter(which).toList();
    }
}
