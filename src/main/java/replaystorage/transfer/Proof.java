package replaystorage.transfer;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import replaystorage.settings.CliException;
import replaystorage.settings.Provider;

/** Looks at what went over, and notes in the record what is proven. */
final class Proof {
    private final Storage storage;
    private final SyncRecord record;
    private final Route route;
    private final Provider provider;

    /** @param begun a moment before the first file went over */
    Proof(Storage storage, SyncRecord record, Route route, Instant begun) {
        this.storage = storage;
        this.record = record;
        this.route = route;
        this.provider = storage.settings().provider();
    }

    /**
     * Uploads are proven by rclone's own word; where the listing lacks the time, the record wants to have seen the object besides: now where
     * that is worth it, else in the next run.
     *
     * @param isWorthListing whether many went over, of what there is
     */
    void sent(List<Step> steps, Findings findings, Set<String> onServer, boolean isWorthListing) {
        Set<String> plain = steps.stream()
                .filter(step -> isPlain(step, findings, onServer))
                .map(Step::name)
                .collect(Collectors.toSet());
        Seen seen = new Seen();
        try {
            look(steps, plain, isWorthListing && provider.compare() == Provider.Compare.RECORD, seen);
        } catch (CliException e) {
            findings.unproven(e);
        }
        for (Step step : steps) {
            String name = step.name();
            Stamp local = step.local().orElseThrow().stamp();
            boolean told = findings.isDone(name) || onServer.contains(name);
            Stamp there = seen.times.getOrDefault(name, plain.contains(name) ? local : null);
            boolean proven = there != null && there.matches(local, provider.precision());
            if (proven) {
                record.note(name, new SyncRecord.Pair(local, asListed(name, there, seen)), SyncRecord.Origin.SENT);
            } else if (told && there != null) {
                noteOther(step, there, asListed(name, there, seen), plain);
            }
            if (told && findings.isProven() && seen.missing.contains(name)) {
                findings.fail(name, "was sent, and yet the storage does not show it");
            } else if (proven || told) {
                findings.wentOver(step);
            } else {
                notSent(step, findings);
            }
        }
    }

    /**
     * What is there is not what was planned. Where the local file is, another pod's came after ours: ours was sent, and the remote moved since.
     * A log may have grown before it went up; then what is there is what it was.
     */
    private void noteOther(Step step, Stamp there, Stamp listed, Set<String> plain) {
        LocalFile file = step.local().orElseThrow();
        if (plain.contains(step.name())) {
            Stamp unlisted = Stamp.unlisted(there.size());
            record.note(step.name(), new SyncRecord.Pair(file.stamp(), unlisted), SyncRecord.Origin.SENT);
            return;
        }
        long now =
                LocalFile.look(file.path()).map(found -> found.stamp().size()).orElse(0L);
        if (route.appends(step.name()) && there.size() >= file.stamp().size() && there.size() <= now) {
            record.note(step.name(), new SyncRecord.Pair(there, listed), SyncRecord.Origin.SENT);
        }
    }

    /** What a look at the remote showed of the files that were sent; missing are those that were looked for in vain. */
    private static final class Seen {
        private final Map<String, Stamp> listed = new HashMap<>();
        private final Map<String, Stamp> times = new HashMap<>();
        private final Set<String> missing = new HashSet<>();
    }

    private void look(List<Step> steps, Set<String> plain, boolean settles, Seen seen) {
        Set<String> names = steps.stream().map(Step::name).collect(Collectors.toSet());
        boolean settled = false;
        if (settles) {
            seen.listed.putAll(storage.list(route.remote(), names).files());
            seen.missing.addAll(names);
            seen.missing.removeAll(seen.listed.keySet());
            // In whole seconds an object that is written anew right now would be listed the same.
            settled = !seen.listed.values().stream().allMatch(Stamp::isWholeSecond);
        }
        if (!settled) {
            names.removeAll(plain);
        }
        seen.times.putAll(storage.times(route.remote(), names));
        if (!settles) {
            names.removeAll(seen.times.keySet());
            seen.missing.addAll(names);
        }
    }

    /** It is recorded as listed only where it was proven after that. */
    private Stamp asListed(String name, Stamp there, Seen seen) {
        return seen.times.containsKey(name) && seen.listed.containsKey(name)
                ? seen.listed.get(name)
                : storage.asListed(there);
    }

    /** Copied by rclone's own word, and unchanged here since: the storage need not be asked whether it is there. */
    private static boolean isPlain(Step step, Findings findings, Set<String> onServer) {
        return (findings.isDone(step.name()) || onServer.contains(step.name()))
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
}
