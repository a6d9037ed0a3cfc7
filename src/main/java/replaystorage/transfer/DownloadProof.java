package replaystorage.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import replaystorage.settings.CliException;
import replaystorage.settings.Provider;

/** Notes in the record what came, at the moment at which it has its name, and tells in the end what did not. */
final class DownloadProof {
    private static final Duration MOST_SKEW = Duration.ofDays(1);

    private final Storage storage;
    private final SyncRecord record;
    private final Route route;
    private final Provider provider;
    private final Instant begun;
    private final Instant newest;

    /** @param begun a moment before the first file came */
    DownloadProof(Storage storage, SyncRecord record, Plan plan, Instant begun) {
        this.storage = storage;
        this.record = record;
        this.route = plan.route();
        this.provider = storage.settings().provider();
        this.begun = begun;
        this.newest = plan.steps().stream()
                .flatMap(step -> step.remote().stream())
                .map(Stamp::time)
                .max(Comparator.naturalOrder())
                .orElse(begun);
    }

    /** Nobody else could write into the file before it had its name; one of which a later write might not show is noted in the end. */
    void arrived(Step step, Stamp whole) {
        if (!whole.isYoung(begun)) {
            note(step, whole);
        }
    }

    private void note(Step step, Stamp whole) {
        Stamp listed = step.remote().orElseThrow();
        boolean isListed = (listed.size() < 0 || listed.size() == whole.size()) && isSettled(listed);
        Stamp remote = isListed ? listed : Stamp.unlisted(whole.size());
        record.note(step.name(), new SyncRecord.Pair(whole, remote), SyncRecord.Origin.BROUGHT);
    }

    /**
     * In whole seconds an object that was written anew since it was listed may be listed the same, and is asked for once more. Our clock may be
     * off by hours; that a later one was listed shows that its second had passed.
     */
    private boolean isSettled(Stamp listed) {
        return provider.compare() != Provider.Compare.RECORD
                || !listed.isWholeSecond()
                || !listed.isYoung(newest)
                || listed.time().isBefore(begun.minus(MOST_SKEW));
    }

    /** @param steps that should have come */
    void end(List<Step> steps, Arrivals arrivals, Findings findings) {
        Map<String, Stamp> placed = arrivals.placed();
        Map<String, String> failed = arrivals.failed();
        noteYoung(steps.stream().filter(step -> placed.containsKey(step.name())).toList(), findings);
        for (Step step : steps) {
            String name = step.name();
            if (placed.containsKey(name)) {
                findings.wentOver(step);
            } else if (arrivals.written().contains(name)) {
                findings.written(name);
            } else if (failed.containsKey(name)) {
                findings.fail(name, failed.get(name));
            } else if (findings.error(name) == null && findings.isComplete()) {
                findings.vanished(name);
            } else {
                findings.fail(name);
            }
        }
    }

    /** What may have been changed here since it came is noted where it still bears the remote's time. */
    private void noteYoung(List<Step> placed, Findings findings) {
        Map<Step, Stamp> young = new HashMap<>();
        placed.forEach(step -> route.look(step.name())
                .map(LocalFile::stamp)
                .filter(stamp -> stamp.isYoung(begun))
                .ifPresent(stamp -> young.put(step, stamp)));
        Map<String, Stamp> times = new HashMap<>();
        try {
            times.putAll(times(List.copyOf(young.keySet())));
        } catch (CliException e) {
            findings.unproven(e);
        }
        young.forEach((step, now) -> {
            Stamp there = times.get(step.name());
            if (there != null && now.matches(new Stamp(now.size(), there.time()), provider.precision())) {
                note(step, now);
            }
        });
    }

    private Map<String, Stamp> times(List<Step> steps) {
        if (provider.compare() == Provider.Compare.RECORD) {
            return storage.times(route.remote(), steps.stream().map(Step::name).toList());
        }
        Map<String, Stamp> listed = new HashMap<>();
        steps.forEach(step -> listed.put(step.name(), step.remote().orElseThrow()));
        return listed;
    }
}
