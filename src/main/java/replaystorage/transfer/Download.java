package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Job;
import replaystorage.settings.Reason;

/** Carries out a plan downwards: copies into a private folder, gives each file its name when it is whole, notes, and deletes last. */
final class Download {
    private static final int FIRST_SIGNAL = 128;

    private final Plan plan;
    private final Precedence precedence;
    private final Storage storage;
    private final Reporter reporter;
    private final Copier copier;
    private final Beside beside;
    private final Room room;
    private final ReplacedLinks links;

    Download(
            Plan plan,
            Precedence precedence,
            Storage storage,
            Reporter reporter,
            Copier copier,
            Beside beside,
            Room room,
            ReplacedLinks links) {
        this.plan = plan;
        this.precedence = precedence;
        this.storage = storage;
        this.reporter = reporter;
        this.copier = copier;
        this.beside = beside;
        this.room = room;
        this.links = links;
    }

    Outcome run(SyncRecord record) {
        Route route = plan.route();
        Incoming.clear(route.title(), route.local(), beside, reporter);
        return room.during(route.local().toAbsolutePath(), needed(), () -> bring(record));
    }

    private long needed() {
        return Load.needed(plan) + (copier.isSilent() ? Parts.mostReplaced(moving()) : 0);
    }

    private List<Step> moving() {
        return plan.steps().stream().filter(step -> step.action().moves()).toList();
    }

    private Outcome bring(SyncRecord record) {
        Findings findings = new Findings(plan, storage.causes(), reporter);
        if (plan.steps().isEmpty()) {
            return findings.finish(record);
        }
        findings.staying("was changed here since it was last sent, or is newer here: it stays");
        links.giveWay();
        List<Step> coming =
                moving().stream().filter(step -> isCarried(step, findings)).toList();
        if (!coming.isEmpty()) {
            fill(coming, record, findings);
        }
        deleteHere(record, findings);
        return findings.finish(record);
    }

    private static boolean isCarried(Step step, Findings findings) {
        boolean isCarried = RcloneName.isCarried(step.name());
        if (!isCarried) {
            findings.fail(step.name(), "has a U+201B in its name, under which rclone can't write a file");
        }
        return isCarried;
    }

    private void fill(List<Step> coming, SyncRecord record, Findings findings) {
        Path folder = plan.route().local();
        Duration precision = storage.settings().provider().precision();
        makeFolder(folder);
        DownloadProof proof = new DownloadProof(storage, record, plan, Instant.now());
        try (Incoming incoming = Incoming.in(folder)) {
            Arrivals arrivals =
                    new Arrivals(plan, incoming, precedence, record, precision, beside, reporter, proof::arrived);
            Copier.Result copied = copier.isSilent()
                    ? copyInParts(coming, incoming, arrivals)
                    : copyAndRetry(coming, incoming, new CopyLog(arrivals::came));
            if (copied.status() < FIRST_SIGNAL) {
                arrivals.end();
            }
            findings.add(copied);
            proof.end(coming, arrivals, findings);
        }
    }

    /** rclone's own second try would bring all once more that has its name by then. */
    private Copier.Result copyAndRetry(List<Step> coming, Incoming incoming, CopyLog log) {
        Batch left = Batch.of(coming.stream().map(Step::name).toList());
        Copier.Result result = copy(left, incoming, log);
        for (int tries = 1; tries < copier.tries() && isWorthARetry(result); tries++) {
            left = left.without(log::isDone);
            if (left.names().isEmpty()) {
                return result;
            }
            result = copy(left, incoming, log);
        }
        return result;
    }

    private static boolean isWorthARetry(Copier.Result result) {
        return result.status() != 0 && result.mayRetry() && !result.stalled();
    }

    /** No log tells of a file: what has come by the end of a part is looked at. */
    private Copier.Result copyInParts(List<Step> coming, Incoming incoming, Arrivals arrivals) {
        CopyLog log = new CopyLog();
        Copier.Result all = new Copier.Result(log, 0, false);
        int fruitless = 0;
        for (List<Step> part : Parts.of(coming)) {
            List<String> names = part.stream().map(Step::name).toList();
            if (!names.isEmpty() && !isHopeless(all, fruitless)) {
                Copier.Result result = copy(Batch.of(names), incoming, log);
                boolean bore =
                        result.status() == 0 || names.stream().anyMatch(name -> Files.exists(incoming.came(name)));
                fruitless = bore ? 0 : fruitless + 1;
                all = all.and(result);
                names.forEach(arrivals::came);
            }
        }
        return all;
    }

    /** The rest would wait as long once more, or fail as the parts before. */
    private static boolean isHopeless(Copier.Result so, int fruitless) {
        return so.stalled() || so.status() == Causes.KILLED || fruitless > 1;
    }

    private Copier.Result copy(Batch batch, Incoming incoming, CopyLog log) {
        return copier.copy(
                Job.DOWN,
                plan.route().remote().folder(),
                incoming.folder().toString(),
                batch,
                plan.isWorthListing(batch.names().size()) ? List.of() : List.of("--no-traverse"),
                log);
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
