package replaystorage.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import replaystorage.rclone.LogLine;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Reason;

/** What is found out about each planned file while a transfer runs. */
final class Findings {
    static final String GROWING = "is still being written and was left out; the next run takes it";

    private static final int NAMED = 10;

    private final Plan plan;
    private final Causes causes;
    private final Reporter reporter;
    private final Map<String, String> failed = new TreeMap<>();
    private final Set<String> growing = new TreeSet<>();
    private final Set<String> written = new TreeSet<>();
    private final Set<String> heldBack = new TreeSet<>();
    private final Set<String> vanished = new TreeSet<>();
    private final Set<String> retried = new TreeSet<>();
    private final List<LogLine> aside = new ArrayList<>();
    private int asideStatus;
    private Copier.Result result = new Copier.Result(new CopyLog(), 0, false);
    private CliException unproven;
    private CliException stopped;
    private boolean leftUndone;
    private long files;
    private long bytes;
    private long adjusted;
    private long adjustedBytes;
    private long deleted;

    Findings(Plan plan, Causes causes, Reporter reporter) {
        this.plan = plan;
        this.causes = causes;
        this.reporter = reporter;
    }

    void add(Copier.Result copied) {
        result = copied;
    }

    /** rclone logged nothing that could be read. */
    boolean isSilent() {
        return result.log().isEmpty();
    }

    boolean isDone(String name) {
        return result.log().isDone(name);
    }

    /** rclone came to its own end and nothing general went wrong. */
    boolean isComplete() {
        return result.status() == 0;
    }

    String error(String name) {
        return result.log().error(name);
    }

    /** Nothing is deleted where not all went well before; says so, and that something is left to do. */
    boolean forbidsDeleting(List<Step> extras, String where) {
        boolean forbidden = !failed.isEmpty() || !waiting().isEmpty() || result.status() != 0 || unproven != null;
        if (forbidden && !extras.isEmpty()) {
            leftUndone = true;
            reporter.warn(Count.files(extras.size()) + " not deleted " + where + ", since not all went well before");
        }
        return forbidden;
    }

    void wentOver(Step step) {
        if (result.log().isOnlyAdjusted(step.name())) {
            adjusted++;
            adjustedBytes += step.bytes(plan.route().direction());
            return;
        }
        files++;
        bytes += step.bytes(plan.route().direction());
        if (error(step.name()) != null) {
            retried.add(step.name());
        }
    }

    void vanished(String name) {
        vanished.add(name);
    }

    void growing(String name) {
        growing.add(name);
    }

    /** What was written here while it came stays. */
    void written(String name) {
        written.add(name);
    }

    /** A pointer waits for the files that it names. */
    void heldBack(String name) {
        heldBack.add(name);
    }

    boolean isHeldBack(String name) {
        return heldBack.contains(name);
    }

    /** Files that are still being written, or wait for such: some were seen by the plan, some only when they went over. */
    private List<String> waiting() {
        return Stream.of(
                        growing.stream(),
                        written.stream(),
                        heldBack.stream(),
                        plan.steps(Action.WAIT).stream().map(Step::name))
                .flatMap(names -> names)
                .toList();
    }

    void fail(String name) {
        String error = error(name);
        failed.putIfAbsent(name, error == null ? "was not copied" : error);
    }

    void fail(String name, String why) {
        failed.put(name, why);
    }

    /** A copy of its own, beside the planned one, failed. */
    void fail(String name, String why, Copier.Result copy) {
        asideStatus = asideStatus != 0 ? asideStatus : copy.status();
        aside.addAll(copy.log().general());
        String error = copy.log().general().stream()
                .map(line -> ": " + line.message())
                .findFirst()
                .orElse("");
        failed.put(name, why + error);
    }

    void unproven(CliException e) {
        unproven = e;
    }

    /** What is left was not tried any more, for this reason. */
    void stop(CliException e) {
        stopped = e;
    }

    /** Each look at the remote was answered. */
    boolean isProven() {
        return unproven == null;
    }

    void deleted() {
        deleted++;
    }

    void deleted(Set<String> names, Copier.Result copy) {
        if (copy.status() == 0) {
            deleted += names.size();
        } else {
            names.forEach(name -> fail(name, "could not be deleted", copy));
        }
    }

    /** Names the files that stay as they are on both sides. */
    void staying(String why) {
        plan.steps(Action.STAY).forEach(step -> reporter.note(plan.route().title() + "/" + step.name() + " " + why));
    }

    /** Remembers what was proven, and tells how it all ended. */
    Outcome finish(SyncRecord record) {
        try {
            record.save();
        } catch (IOException e) {
            reporter.warn(
                    "what is known to be equal can't be remembered (" + Reason.of(e) + "): the next run asks again");
        }
        return tell();
    }

    private Outcome tell() {
        String folder = plan.route().title() + "/";
        retried.forEach(name -> reporter.note(folder + name + " went over after a retry: " + error(name)));
        vanished.forEach(name -> reporter.warn(folder + name + " vanished before it could be copied"));
        growing.forEach(name -> reporter.warn(folder + name + " " + GROWING));
        written.forEach(name -> reporter.warn(folder + name + " was written here while it came: it stays"));
        heldBack.forEach(name -> reporter.warn(folder + name
                + " was held back, since a file that it names is not complete there yet; the next run takes it"));
        failed.entrySet().stream()
                .limit(NAMED)
                .forEach(entry -> reporter.error(folder + entry.getKey() + ": " + entry.getValue(), null, status()));
        if (failed.size() > NAMED) {
            reporter.error(folder + ": and " + Count.files(failed.size() - NAMED) + " more", null, status());
        }
        Optional<CliException> cause = failed.isEmpty() ? Optional.empty() : cause();
        if (unproven != null) {
            reporter.warn("what went over could not be looked at: " + unproven.getMessage());
        }
        cause.ifPresent(reporter::error);
        int status = cause.map(CliException::status).orElse(status());
        return new Outcome(
                files,
                bytes,
                plan.equal() + adjusted,
                deleted,
                waiting(),
                failed.keySet().stream().toList(),
                status,
                plan.equalBytes() + adjustedBytes,
                0);
    }

    private Optional<CliException> cause() {
        Route route = plan.route();
        if (stopped != null) {
            return Optional.of(stopped);
        }
        if (result.stalled()) {
            return Optional.of(causes.stalled("can't copy " + route.title()));
        }
        List<LogLine> log = new ArrayList<>(aside);
        log.addAll(result.log().general());
        return causes.of(log, status(), route.remote().bucket());
    }

    private int status() {
        if (!failed.isEmpty()) {
            return Stream.of(asideStatus, result.status())
                    .filter(status -> status != 0)
                    .findFirst()
                    .orElse(ExitStatus.FAILED);
        }
        return waiting().isEmpty() && !leftUndone ? ExitStatus.OK : ExitStatus.INCOMPLETE;
    }
}
