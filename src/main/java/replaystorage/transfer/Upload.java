package replaystorage.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.settings.CliException;
import replaystorage.transfer.UploadBatches.UploadBatch;

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
        List<Step> sent = Stream.of(Action.COPY, Action.KEEP_REMOTE)
                .flatMap(action -> plan.steps(action).stream())
                .toList();
        waitForTick(sent);
        Instant begun = Instant.now();
        ConflictingVersions conflicts =
                new ConflictingVersions(route, storage, reporter, copier, beside, record, findings);
        List<Step> toSend =
                sent.stream().filter(step -> !onServer.contains(step.name())).toList();
        findings.add(send(route, toSend, conflicts, findings));
        plan.steps(Action.SEND_BESIDE).forEach(conflicts::sendBeside);
        List<Step> planned =
                sent.stream().filter(step -> !conflicts.isResolved(step.name())).toList();
        new Proof(storage, record, route, begun).sent(planned, findings, onServer, plan.isWorthListing(planned.size()));
        deleteOnRemote(findings);
        return findings.finish(record);
    }

    private Copier.Result send(Route route, List<Step> steps, ConflictingVersions conflicts, Findings findings) {
        TemporaryObjects temporary = new TemporaryObjects(route, storage, copier, reporter);
        temporary.clear();
        BatchUpload upload = new BatchUpload(
                route, storage, copier, conflicts, new TornObjects(route, storage, findings), temporary, findings);
        Set<String> absent = plan.steps(Action.WAIT).stream().map(Step::name).collect(Collectors.toSet());
        steps.forEach(step -> absent.add(step.name()));
        for (UploadBatch batch : UploadBatches.of(route, steps)) {
            // A batch may come long after the plan was made. What changed since may be half-written now, and is found
            // out again when it was not sent; a log goes up as far as it has come.
            List<Step> due = batch.steps().stream()
                    .filter(step -> route.appends(step.name())
                            || step.local().orElseThrow().isUnchanged())
                    .filter(step -> !batch.pointers() || !isHeldBack(route, step.name(), absent, upload, findings))
                    .toList();
            try {
                if (!due.isEmpty()) {
                    upload.send(new UploadBatch(batch.kind(), due, batch.pointers()));
                }
            } catch (CliException e) {
                // The storage does not answer, or refuses a look: what has gone over is proven all the same.
                findings.stop(e);
                return upload.result();
            }
            absent.removeIf(upload.result().log()::isDone);
        }
        return upload.result();
    }

    private static boolean isHeldBack(
            Route route, String name, Set<String> absent, BatchUpload upload, Findings findings) {
        Set<String> others = absent.stream()
                .filter(other -> PointerFiles.rank(other) < PointerFiles.rank(name))
                .collect(Collectors.toSet());
        if (!PointerFiles.namesOneOf(route, name, others)) {
            return false;
        }
        boolean failed = others.stream()
                .anyMatch(other -> upload.result().log().error(other) != null
                        && route.look(other).isPresent());
        if (failed) {
            findings.fail(name, "was held back, since not all that it names went over");
        } else {
            findings.heldBack(name);
        }
        return true;
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
