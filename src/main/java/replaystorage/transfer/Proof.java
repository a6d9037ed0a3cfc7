package replaystorage.transfer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import replaystorage.settings.CliException;
import replaystorage.settings.Provider;

/** Looks at what went over, and notes in the record what is proven. */
final class Proof {
    private final Storage storage;
    private final SyncRecord record;
    private final Route route;
    private final Provider provider;

    Proof(Storage storage, SyncRecord record, Route route) {
        this.storage = storage;
        this.record = record;
        this.route = route;
        this.provider = storage.settings().provider();
    }

    /** Downloads are proven by the files that are there now. */
    void brought(List<Step> steps, Findings findings) {
        Map<String, Stamp> times = findings.isSilent() && provider.compare() == Provider.Compare.RECORD
                ? storage.times(route.remote(), steps.stream().map(Step::name).toList())
                : Map.of();
        for (Step step : steps) {
            Stamp listed = step.remote().orElseThrow();
            Optional<Stamp> now = LocalFile.look(route.path(step.name())).map(LocalFile::stamp);
            Stamp expected = times.getOrDefault(step.name(), listed);
            boolean sameTime = now.isPresent()
                    && now.get().matches(new Stamp(now.get().size(), expected.time()), provider.precision());
            boolean told = findings.isDone(step.name())
                    || ((!times.isEmpty() || provider.compare() == Provider.Compare.LISTING) && sameTime);
            boolean whole = now.isPresent() && (listed.size() < 0 || now.get().size() == listed.size());
            if (told && whole) {
                findings.wentOver(step);
                record.note(step.name(), new SyncRecord.Pair(now.get(), listed), SyncRecord.Origin.BROUGHT);
            } else if (findings.error(step.name()) == null && findings.isComplete()) {
                findings.vanished(step.name());
            } else {
                findings.fail(step.name());
            }
        }
    }

    /** Uploads are proven by rclone's own word; where the listing lacks the time, the record wants to have seen the object besides. */
    void sent(List<Step> steps, Findings findings, Set<String> onServer) {
        List<String> doubtful = steps.stream()
                .filter(step -> !isPlain(step, findings))
                .map(Step::name)
                .toList();
        Map<String, Stamp> listed = new HashMap<>();
        Map<String, Stamp> times = new HashMap<>();
        if (!doubtful.isEmpty()) {
            look(doubtful, findings, listed, times);
        }
        for (Step step : steps) {
            String name = step.name();
            Stamp local = step.local().orElseThrow().stamp();
            boolean told = findings.isDone(name) || onServer.contains(name);
            Stamp there = isPlain(step, findings) ? local : times.get(name);
            boolean proven = there != null && there.matches(local, provider.precision());
            if (proven || (told && there != null)) {
                // What went up may be newer than the plan: then what is there is what the local file was.
                Stamp was = proven ? local : there;
                record.note(name, new SyncRecord.Pair(was, listed.getOrDefault(name, there)), SyncRecord.Origin.SENT);
            }
            if (told && !isPlain(step, findings) && findings.isProven() && !listed.containsKey(name)) {
                findings.fail(name, "was sent, and yet the storage does not show it");
            } else if (proven || told) {
                findings.wentOver(step);
            } else {
                notSent(step, findings);
            }
        }
    }

    /** Copied by rclone's own word, unchanged here since, and listed with its time: the storage need not be asked. */
    private boolean isPlain(Step step, Findings findings) {
        return provider.compare() == Provider.Compare.LISTING
                && findings.isDone(step.name())
                && step.local().orElseThrow().isUnchanged();
    }

    private static void notSent(Step step, Findings findings) {
        LocalFile file = step.local().orElseThrow();
        if (findings.isHeldBack(step.name())) {
            return;
        }
        if (LocalFile.look(file.path()).isEmpty()) {
            findings.vanished(step.name());
        } else if (!file.isUnchanged()) {
            findings.growing(step.name());
        } else {
            findings.fail(step.name());
        }
    }

    private void look(List<String> names, Findings findings, Map<String, Stamp> listed, Map<String, Stamp> times) {
        try {
            listed.putAll(storage.list(route.remote(), names).files());
            times.putAll(
                    provider.compare() == Provider.Compare.LISTING
                            ? listed
                            : storage.times(route.remote(), listed.keySet()));
        } catch (CliException e) {
            findings.unproven(e);
        }
    }
}
