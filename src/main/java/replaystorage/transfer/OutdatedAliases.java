package replaystorage.transfer;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.settings.CliException;
import replaystorage.settings.Job;
import replaystorage.transfer.Links.Way;

/**
 * Objects that an upload of ours made of files behind a link, which leads elsewhere by now and has no such file. They are the one thing that an
 * upload deletes unasked, and only where their bytes are proven to lie under another name.
 */
final class OutdatedAliases {
    private final Setup setup;
    private final Plan plan;
    private final SyncRecord record;
    private final LocalTree tree;
    private final Set<String> left;

    /** @param left names that were tried in vain before, and are not to be tried again; gets those that are left this time */
    OutdatedAliases(Setup setup, Plan plan, SyncRecord record, LocalTree tree, Set<String> left) {
        this.left = left;
        this.setup = setup;
        this.plan = plan;
        this.record = record;
        this.tree = tree;
    }

    /** @return how many were deleted */
    long remove() {
        Map<String, SyncRecord.Entry> found = find();
        if (found.isEmpty()) {
            return 0;
        }
        try {
            Set<String> deleted = remove(found);
            found.keySet().removeAll(deleted);
            left.addAll(found.keySet());
            return deleted.size();
        } catch (CliException e) {
            setup.reporter().warn(told(found.keySet()) + " could not be looked at: " + e.getMessage());
            return 0;
        }
    }

    /** By name. */
    Map<String, SyncRecord.Entry> find() {
        Map<String, SyncRecord.Entry> found = new TreeMap<>();
        if (tree.links().isEmpty()) {
            return found;
        }
        Set<String> named = plan.steps(Action.DELETE).stream().map(Step::name).collect(Collectors.toSet());
        record.sentThroughLinks().forEach((name, entry) -> {
            if (tree.links().haveMovedOn(name, entry.way())
                    && !tree.files().containsKey(name)
                    && !named.contains(name)
                    && !left.contains(name)
                    && setup.filter().test(name)
                    && Files.notExists(plan.route().path(name), LinkOption.NOFOLLOW_LINKS)) {
                found.put(name, entry);
            }
        });
        Set<String> links =
                found.values().stream().map(entry -> entry.way().link()).collect(Collectors.toSet());
        links.removeIf(this::isWhole);
        found.values().removeIf(entry -> links.contains(entry.way().link()));
        return found;
    }

    /** Whether what the link leads to now has gone up; a folder that is empty yet replaces nothing. */
    private boolean isWhole(String link) {
        List<LocalFile> files = tree.files().values().stream()
                .filter(file -> (file.name() + "/").startsWith(link + "/"))
                .toList();
        return !files.isEmpty()
                && files.stream()
                        .allMatch(file -> record.base(file.name())
                                .filter(entry -> entry.pair().local().equals(file.stamp()))
                                .isPresent());
    }

    private Set<String> remove(Map<String, SyncRecord.Entry> found) {
        RemotePath root = plan.route().remote();
        Set<String> names = new HashSet<>(found.keySet());
        found.values().stream()
                .map(SyncRecord.Entry::way)
                .filter(Way::isInside)
                .map(Way::original)
                .forEach(names::add);
        Map<String, Stamp> listed = setup.storage().list(root, names).files();
        Set<String> gone = new HashSet<>(found.keySet());
        gone.removeAll(listed.keySet());
        gone.forEach(record::forget);
        Map<String, SyncRecord.Entry> ours = unchanged(found, listed);
        Map<String, String> hashes = setup.storage().hashes(root, existing(ours, listed));
        Set<String> proven = ours.entrySet().stream()
                .filter(each -> isUnderItsOwnName(each.getKey(), each.getValue(), listed, hashes))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<String> homeless = new HashSet<>(ours.keySet());
        homeless.removeAll(proven);
        proven.addAll(keep(homeless, ours, hashes));
        return delete(proven);
    }

    private static Collection<String> existing(Map<String, SyncRecord.Entry> ours, Map<String, Stamp> listed) {
        return ours.entrySet().stream()
                .flatMap(each -> Stream.of(each.getKey(), each.getValue().way().original()))
                .filter(listed::containsKey)
                .distinct()
                .toList();
    }

    /** Those that nobody wrote since they were sent. */
    private Map<String, SyncRecord.Entry> unchanged(Map<String, SyncRecord.Entry> found, Map<String, Stamp> listed) {
        var precision = setup.settings().provider().precision();
        Map<String, SyncRecord.Entry> there = new TreeMap<>(found);
        there.keySet().retainAll(listed.keySet());
        List<String> doubtful = there.entrySet().stream()
                .filter(each -> !each.getValue().pair().remote().matches(listed.get(each.getKey()), precision))
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Stamp> times = setup.storage().times(plan.route().remote(), doubtful);
        Set<String> others = doubtful.stream()
                .filter(name -> !times.containsKey(name)
                        || !times.get(name).matches(there.get(name).pair().local(), precision))
                .collect(Collectors.toSet());
        if (!others.isEmpty()) {
            setup.reporter().warn(told(others) + " was written by somebody else since, and is left");
            there.keySet().removeAll(others);
        }
        return there;
    }

    private boolean isUnderItsOwnName(
            String name, SyncRecord.Entry entry, Map<String, Stamp> listed, Map<String, String> hashes) {
        String original = entry.way().original();
        Stamp there = listed.get(original);
        if (there == null || there.size() != listed.get(name).size()) {
            return false;
        }
        if (hashes.containsKey(name) && hashes.containsKey(original)) {
            return hashes.get(name).equals(hashes.get(original));
        }
        return record.base(original)
                .map(SyncRecord.Entry::pair)
                .filter(pair -> pair.local().equals(entry.pair().local())
                        && pair.remote()
                                .matches(there, setup.settings().provider().precision()))
                .isPresent();
    }

    /** Bytes that have no other name get one beside the link. */
    private Set<String> keep(Set<String> homeless, Map<String, SyncRecord.Entry> ours, Map<String, String> hashes) {
        RemotePath root = plan.route().remote();
        Map<String, List<String>> byLink = new TreeMap<>(homeless.stream()
                .filter(name -> hashes.containsKey(name))
                .collect(Collectors.groupingBy(name -> ours.get(name).way().link())));
        Set<String> kept = new HashSet<>();
        byLink.forEach((link, names) -> {
            if (names.contains(link)) {
                return;
            }
            String beside = setup.beside().name(link, taken -> false);
            List<String> rests = names.stream()
                    .map(name -> name.substring(link.length() + 1))
                    .toList();
            setup.copier(plan)
                    .copy(
                            Job.SNAPSHOT,
                            root.resolve(link).folder(),
                            root.resolve(beside).folder(),
                            rests,
                            List.of());
            Map<String, String> there = setup.storage().hashes(root.resolve(beside), rests);
            Set<String> safe = new HashSet<>();
            rests.stream()
                    .filter(rest -> hashes.get(link + "/" + rest).equals(there.get(rest)))
                    .forEach(rest -> safe.add(link + "/" + rest));
            if (!safe.isEmpty()) {
                setup.reporter().warn(told(safe) + " is kept there as " + beside + "/");
                kept.addAll(safe);
            }
        });
        Set<String> unproven = new HashSet<>(homeless);
        unproven.removeAll(kept);
        if (!unproven.isEmpty()) {
            setup.reporter().warn(told(unproven) + " is left, since its bytes are not known to lie under another name");
        }
        return kept;
    }

    private Set<String> delete(Set<String> names) {
        if (names.isEmpty()) {
            return names;
        }
        Route route = plan.route();
        Copier.Result result = setup.copier(plan)
                .delete(route.local().toString(), route.remote().folder(), names);
        if (result.status() != 0) {
            setup.reporter().warn(told(names) + " could not be deleted and is left: the key may not delete, perhaps");
            return Set.of();
        }
        names.forEach(record::forget);
        return names;
    }

    private String told(Collection<String> names) {
        String first = names.stream().sorted().findFirst().orElseThrow();
        return plan.route().title() + "/" + first + (names.size() > 1 ? " and " + (names.size() - 1) + " more" : "")
                + " in the bucket, sent before its link moved on,";
    }
}
