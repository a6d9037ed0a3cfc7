package replaystorage.transfer.link;

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
import replaystorage.flags.RcloneJobType;
import replaystorage.host.CliException;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.copy.RcloneCopier;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LinkTargets.LinkedPath;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.list.RemotePath;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/**
 * Finds and deletes objects that were uploaded through a symlink which has since been pointed elsewhere. An upload deletes
 * nothing else unasked, and these only if their bytes are proven to exist under another name.
 */
final class OutdatedAliasObjects {
    private final TransferContext context;
    private final Plan plan;
    private final SyncRecord record;
    private final LocalTree tree;
    private final Set<String> keptObjects;

    /** @param left objects that are not tried again; those that stay this time are added */
    OutdatedAliasObjects(TransferContext context, Plan plan, SyncRecord record, LocalTree tree, Set<String> left) {
        this.keptObjects = left;
        this.context = context;
        this.plan = plan;
        this.record = record;
        this.tree = tree;
    }

    long removeOutdated() {
        Map<String, SyncRecord.RecordEntry> found = findOutdated();
        if (found.isEmpty()) {
            return 0;
        }
        try {
            Set<String> deleted = removeOutdated(found);
            found.keySet().removeAll(deleted);
            keptObjects.addAll(found.keySet());
            return deleted.size();
        } catch (CliException e) {
            context.console().warn(namesText(found.keySet()) + " could not be checked: " + e.getMessage());
            return 0;
        }
    }

    Map<String, SyncRecord.RecordEntry> findOutdated() {
        Map<String, SyncRecord.RecordEntry> found = new TreeMap<>();
        if (tree.linkTargets().isEmpty()) {
            return found;
        }
        Set<String> named = plan.plannedFiles(PlannedAction.DELETE).stream()
                .map(PlannedFile::name)
                .collect(Collectors.toSet());
        record.sentThroughLinks().forEach((name, entry) -> {
            if (tree.linkTargets().leadsElsewhere(name, entry.linkedPath())
                    && !tree.files().containsKey(name)
                    && !named.contains(name)
                    && !keptObjects.contains(name)
                    && context.filter().test(name)
                    && Files.notExists(plan.route().localPath(name), LinkOption.NOFOLLOW_LINKS)) {
                found.put(name, entry);
            }
        });
        Set<String> links =
                found.values().stream().map(entry -> entry.linkedPath().link()).collect(Collectors.toSet());
        links.removeIf(this::isFullyUploaded);
        found.values().removeIf(entry -> links.contains(entry.linkedPath().link()));
        return found;
    }

    /** True if all that the link leads to now is uploaded; a folder that is still empty replaces nothing. */
    private boolean isFullyUploaded(String link) {
        List<LocalFile> files = tree.files().values().stream()
                .filter(file -> (file.name() + "/").startsWith(link + "/"))
                .toList();
        return !files.isEmpty()
                && files.stream()
                        .allMatch(file -> record.entry(file.name())
                                .filter(entry -> entry.versions().local().equals(file.version()))
                                .isPresent());
    }

    private Set<String> removeOutdated(Map<String, SyncRecord.RecordEntry> found) {
        RemotePath root = plan.route().remoteFolder();
        Set<String> names = new HashSet<>(found.keySet());
        found.values().stream()
                .map(SyncRecord.RecordEntry::linkedPath)
                .filter(LinkedPath::isInside)
                .map(LinkedPath::originalName)
                .forEach(names::add);
        Map<String, FileVersion> listed =
                context.storage().listFiles(root, names).files();
        Set<String> gone = new HashSet<>(found.keySet());
        gone.removeAll(listed.keySet());
        gone.forEach(record::forget);
        Map<String, SyncRecord.RecordEntry> ours = unchangedSinceUpload(found, listed);
        Map<String, String> hashes = context.storage().hashes(root, existingNames(ours, listed));
        Set<String> proven = ours.entrySet().stream()
                .filter(each -> hasOwnName(each.getKey(), each.getValue(), listed, hashes))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<String> homeless = new HashSet<>(ours.keySet());
        homeless.removeAll(proven);
        proven.addAll(copyToConflictNames(homeless, ours, hashes));
        return deleteObjects(proven);
    }

    private static Collection<String> existingNames(
            Map<String, SyncRecord.RecordEntry> ours, Map<String, FileVersion> listed) {
        return ours.entrySet().stream()
                .flatMap(each ->
                        Stream.of(each.getKey(), each.getValue().linkedPath().originalName()))
                .filter(listed::containsKey)
                .distinct()
                .toList();
    }

    private Map<String, SyncRecord.RecordEntry> unchangedSinceUpload(
            Map<String, SyncRecord.RecordEntry> found, Map<String, FileVersion> listed) {
        var precision = context.settings().provider().timePrecision();
        Map<String, SyncRecord.RecordEntry> there = new TreeMap<>(found);
        there.keySet().retainAll(listed.keySet());
        List<String> doubtful = there.entrySet().stream()
                .filter(each -> !each.getValue().versions().remote().matches(listed.get(each.getKey()), precision))
                .map(Map.Entry::getKey)
                .toList();
        Map<String, FileVersion> times =
                context.storage().modificationTimes(plan.route().remoteFolder(), doubtful);
        Set<String> others = doubtful.stream()
                .filter(name -> !times.containsKey(name)
                        || !times.get(name).matches(there.get(name).versions().local(), precision))
                .collect(Collectors.toSet());
        if (!others.isEmpty()) {
            context.console().warn(namesText(others) + " was changed by another machine since, and stays");
            there.keySet().removeAll(others);
        }
        return there;
    }

    private boolean hasOwnName(
            String name, SyncRecord.RecordEntry entry, Map<String, FileVersion> listed, Map<String, String> hashes) {
        String original = entry.linkedPath().originalName();
        FileVersion there = listed.get(original);
        if (there == null || there.size() != listed.get(name).size()) {
            return false;
        }
        if (hashes.containsKey(name) && hashes.containsKey(original)) {
            return hashes.get(name).equals(hashes.get(original));
        }
        return record.entry(original)
                .map(SyncRecord.RecordEntry::versions)
                .filter(pair -> pair.local().equals(entry.versions().local())
                        && pair.remote()
                                .matches(there, context.settings().provider().timePrecision()))
                .isPresent();
    }

    /** Bytes without another name are kept beside the link. */
    private Set<String> copyToConflictNames(
            Set<String> homeless, Map<String, SyncRecord.RecordEntry> ours, Map<String, String> hashes) {
        RemotePath root = plan.route().remoteFolder();
        Map<String, List<String>> byLink = new TreeMap<>(homeless.stream()
                .filter(name -> hashes.containsKey(name))
                .collect(Collectors.groupingBy(
                        name -> ours.get(name).linkedPath().link())));
        Set<String> kept = new HashSet<>();
        byLink.forEach((link, names) -> {
            if (names.contains(link)) {
                return;
            }
            String beside = context.conflictName().nameFor(link, taken -> false);
            List<String> rests = names.stream()
                    .map(name -> name.substring(link.length() + 1))
                    .toList();
            context.createCopier(plan)
                    .copy(
                            RcloneJobType.SNAPSHOT,
                            root.resolve(link).folderArgument(),
                            root.resolve(beside).folderArgument(),
                            rests,
                            List.of());
            Map<String, String> there = context.storage().hashes(root.resolve(beside), rests);
            Set<String> safe = new HashSet<>();
            rests.stream()
                    .filter(rest -> hashes.get(link + "/" + rest).equals(there.get(rest)))
                    .forEach(rest -> safe.add(link + "/" + rest));
            if (!safe.isEmpty()) {
                context.console().warn(namesText(safe) + " is kept there as " + beside + "/");
                kept.addAll(safe);
            }
        });
        Set<String> unproven = new HashSet<>(homeless);
        unproven.removeAll(kept);
        if (!unproven.isEmpty()) {
            context.console()
                    .warn(namesText(unproven) + " stays, because no other object is known to have the same content");
        }
        return kept;
    }

    private Set<String> deleteObjects(Set<String> names) {
        if (names.isEmpty()) {
            return names;
        }
        Route route = plan.route();
        RcloneCopier.CopyResult result = context.createCopier(plan)
                .delete(route.localFolder().toString(), route.remoteFolder().folderArgument(), names);
        if (result.status() != 0) {
            context.console()
                    .warn(namesText(names) + " could not be deleted and stays: perhaps the key may not delete");
            return Set.of();
        }
        names.forEach(record::forget);
        return names;
    }

    private String namesText(Collection<String> names) {
        String first = names.stream().sorted().findFirst().orElseThrow();
        return plan.route().title() + "/" + first + (names.size() > 1 ? " and " + (names.size() - 1) + " more" : "")
                + " in the bucket, uploaded before its link changed,";
    }
}
