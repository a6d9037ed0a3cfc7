package replaystorage.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import replaystorage.settings.CliException;
import replaystorage.settings.Provider;
import replaystorage.settings.Provider.Job;

/** Carries out a plan upwards: keeps the remote's version where it must be kept, copies, proves, notes, and deletes last. */
final class Upload {
    private final Plan plan;
    private final Storage storage;
    private final Reporter reporter;
    private final Copier copier;
    private final Beside beside;

    Upload(Plan plan, Storage storage, Reporter reporter, Copier copier, Beside beside) {
        this.plan = plan;
        this.storage = storage;
        this.reporter = reporter;
        this.copier = copier;
        this.beside = beside;
    }

    Outcome run(SyncRecord record) {
        return run(record, Set.of());
    }

    /** @param onServer names that the server copied already; they are only proven and noted */
    Outcome run(SyncRecord record, Set<String> onServer) {
        Route route = plan.route();
        Findings findings = new Findings(plan, storage.causes(), reporter);
        if (plan.steps().isEmpty()) {
            return findings.finish(record);
        }
        findings.staying("is newer on the remote and stays as it is there");
        plan.steps(Action.WAIT).stream()
                .filter(Step::isEmptied)
                .forEach(
                        step -> reporter.warn(
                                route.title() + "/" + step.name()
                                        + " is empty here and not on the remote, and was left out; to send it all the same delete it there"));
        List<Step> sent = new ArrayList<>(plan.steps(Action.COPY));
        for (Step step : plan.steps(Action.KEEP_REMOTE)) {
            if (keepRemote(route, step, findings)) {
                sent.add(step);
            }
        }
        waitForTick(sent);
        Instant begun = Instant.now();
        findings.add(copyInTurns(
                route,
                sent.stream().filter(step -> !onServer.contains(step.name())).toList(),
                findings));
        for (Step step : plan.steps(Action.SEND_BESIDE)) {
            sendBeside(route, step, record, findings);
        }
        new Proof(storage, record, route, begun).sent(sent, findings, onServer, plan.isWorthListing(sent.size()));
        deleteOnRemote(findings);
        return findings.finish(record);
    }

    private Copier.Result copyInTurns(Route route, List<Step> steps, Findings findings) {
        Copier.Result all = new Copier.Result(new CopyLog(), 0, false);
        List<Turns.Turn> turns = route.appending()
                ? List.of(new Turns.Turn(Batch.of(steps.stream().map(Step::name).toList()), false))
                : Turns.of(steps);
        for (Turns.Turn turn : turns) {
            // A turn may come long after the plan was made. What changed since may be half-written now, and is found
            // out again when it was not sent; a log goes up as far as it has come.
            Set<String> changed = route.appending() ? Set.of() : changed(steps);
            Latecomers latecomers = new Latecomers(all.log(), changed);
            Batch batch = turn.batch()
                    .without(name -> turn.last() && latecomers.isHeldBack(name, findings))
                    .without(changed::contains);
            all = all.and(
                    batch.guarded()
                            ? copyStaged(route, steps, batch, all.log())
                            : copyAll(route, steps, batch, all.log()));
        }
        return all;
    }

    /** Where a look costs a request each, what is new goes on its own. */
    private Copier.Result copyAll(Route route, List<Step> steps, Batch batch, CopyLog log) {
        if (storage.settings().provider().compare() == Provider.Compare.LISTING) {
            return copy(route, batch, log);
        }
        Set<String> known = steps.stream()
                .filter(step -> step.remote().isPresent())
                .map(Step::name)
                .collect(Collectors.toSet());
        return copyNew(route, batch.without(known::contains), log)
                .and(copy(route, batch.without(name -> !known.contains(name)), log));
    }

    /** What finds no room on the stage goes guarded. */
    private Copier.Result copyStaged(Route route, List<Step> steps, Batch batch, CopyLog log) {
        Map<String, LocalFile> files = new HashMap<>();
        steps.forEach(step -> files.put(step.name(), step.local().orElseThrow()));
        Copier.Result result = new Copier.Result(log, 0, false);
        try (Stage stage = Stage.of(
                storage.temporary(), batch.names().stream().map(files::get).toList())) {
            if (!stage.names().isEmpty()) {
                result = copier.copy(
                        Job.UP, stage.folder(), route.remote().folder(), Batch.of(stage.names()), List.of(), log);
            }
            // What changed meanwhile is left out: by the time rclone looks at it, it may be old enough to pass the
            // guard, and begun anew right then.
            Batch unstaged = batch.without(stage.names()::contains)
                    .without(name -> !files.get(name).isUnchanged());
            for (Batch part : unstaged.parts(copier.atOnce(unstaged))) {
                result = result.and(copy(route, part, log));
            }
        }
        return result;
    }

    private Copier.Result copy(Route route, Batch batch, CopyLog log, String... more) {
        List<String> flags = new ArrayList<>(whileGrowing(route));
        flags.addAll(List.of(more));
        return copier.copy(Job.UP, route.local().toString(), route.remote().folder(), batch, flags, log);
    }

    /**
     * What is new need not be looked at before it is sent, where that takes a request each. rclone would send all of it once more when one file
     * fails, so the second try is ours, and an ordinary one.
     */
    private Copier.Result copyNew(Route route, Batch batch, CopyLog log) {
        Copier.Result first = copy(route, batch, log, "--no-check-dest", "--retries", "1");
        Batch left = batch.without(log::isDone);
        boolean isOver = first.status() == 0 || first.status() == Causes.KILLED || first.stalled();
        return isOver || left.names().isEmpty() ? first : copy(route, left, log);
    }

    private static Set<String> changed(List<Step> steps) {
        return steps.stream()
                .filter(step -> !step.local().orElseThrow().isUnchanged())
                .map(Step::name)
                .collect(Collectors.toSet());
    }

    /** A log goes up as far as it has come. */
    private static List<String> whileGrowing(Route route) {
        return route.appending() ? List.of("--local-no-check-updated") : List.of();
    }

    private boolean keepRemote(Route route, Step step, Findings findings) {
        String name = beside.name(step.name(), taken -> isThere(route, taken));
        Copier.Result result = copier.copyTo(
                Job.SNAPSHOT, route.remote().file(step.name()), route.remote().file(name), List.of());
        if (result.status() != 0) {
            findings.fail(step.name(), "the remote's version could not be kept as " + name, result);
            return false;
        }
        reporter.warn(route.title() + "/" + step.name()
                + " changed on both sides: the remote's version is kept there as " + name);
        return true;
    }

    private void sendBeside(Route route, Step step, SyncRecord record, Findings findings) {
        String name = beside.name(step.name(), taken -> isThere(route, taken));
        LocalFile file = step.local().orElseThrow();
        Copier.Result result =
                copier.copyTo(Job.UP, file.path().toString(), route.remote().file(name), whileGrowing(route));
        if (result.status() != 0 && !file.isUnchanged()) {
            findings.growing(step.name());
            return;
        }
        if (result.status() != 0) {
            findings.fail(step.name(), "could not be sent as " + name, result);
            return;
        }
        findings.wentOver(step);
        record.note(
                step.name(), new SyncRecord.Pair(file.stamp(), step.remote().orElseThrow()), SyncRecord.Origin.KEPT);
        reporter.warn(route.title() + "/" + step.name()
                + " is newer on the remote and stays there; this pod's version went up as " + name);
    }

    /** A look that fails shows nothing; the time in such a name is that of this moment. */
    private boolean isThere(Route route, String name) {
        try {
            return !storage.times(route.remote(), List.of(name)).isEmpty();
        } catch (CliException e) {
            return false;
        }
    }

    private void waitForTick(List<Step> steps) {
        Instant now = Instant.now();
        Optional<Stamp> young = steps.stream()
                .flatMap(step -> step.local().stream())
                .map(LocalFile::stamp)
                .filter(stamp -> stamp.isYoung(now))
                .findAny();
        try {
            Thread.sleep(young.map(Stamp::tick).orElse(Duration.ZERO).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteOnRemote(Findings findings) {
        List<Step> extras = plan.steps(Action.DELETE);
        if (extras.isEmpty() || findings.forbidsDeleting(extras, "on the remote")) {
            return;
        }
        Route route = plan.route();
        Set<String> names = extras.stream().map(Step::name).collect(Collectors.toSet());
        Copier.Result result =
                copier.delete(route.local().toString(), route.remote().folder(), names);
        findings.deleted(names, result);
    }
}
