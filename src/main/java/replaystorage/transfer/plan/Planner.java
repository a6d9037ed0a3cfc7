package replaystorage.transfer.plan;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.note.SyncRecord;

/** Makes a plan from two listings: new files, and the winner for files that differ. */
public final class Planner {
    private final Route route;
    private final SideComparison comparison;
    private final ConflictPolicy policy;
    private final SyncRecord record;

    public Planner(Route route, SideComparison comparison, ConflictPolicy policy, SyncRecord record) {
        this.route = route;
        this.comparison = comparison;
        this.policy = policy;
        this.record = record;
    }

    /** @param mirror delete files that only the bucket has */
    public Plan planUpload(Map<String, LocalFile> local, Map<String, FileVersion> remote, boolean mirror) {
        List<PlannedFile> steps = new ArrayList<>();
        decideConflicts(local, remote)
                .forEach(planned ->
                        steps.add(planned.emptiesCheckpoint() ? planned.withAction(PlannedAction.WAIT) : planned));
        local.forEach((name, file) -> {
            if (!remote.containsKey(name)) {
                steps.add(new PlannedFile(PlannedAction.COPY, name, Optional.of(file), Optional.empty()));
            }
        });
        if (mirror) {
            remote.forEach((name, version) -> {
                // Files that the walk skipped, such as one that is still being written, are not deleted.
                if (!local.containsKey(name) && isDeletedLocally(route.localPath(name))) {
                    steps.add(new PlannedFile(PlannedAction.DELETE, name, Optional.empty(), Optional.of(version)));
                }
            });
        }
        return toPlan(
                steps, local.size(), remote.size(), local.values().stream().map(LocalFile::version));
    }

    /** A file behind a broken link, perhaps to an unplugged disk, is not deleted. */
    private boolean isDeletedLocally(Path file) {
        if (!Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path there = file.getParent();
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        return !Files.isSymbolicLink(there) || Files.isDirectory(there);
    }

    /** Looks at local files one by one, since the folder may contain much else. */
    public Plan planDownload(Map<String, FileVersion> remote) {
        return planDownload(remote, name -> null);
    }

    /** @param seen files that were looked at already, by name; null for others */
    public Plan planDownload(Map<String, FileVersion> remote, Function<String, FileVersion> seen) {
        Map<String, LocalFile> local = new HashMap<>();
        List<PlannedFile> steps = new ArrayList<>();
        remote.forEach((name, version) -> Optional.ofNullable(seen.apply(name))
                .map(there -> new LocalFile(route.localFolder(), name, there))
                .or(() -> route.localFile(name))
                .ifPresentOrElse(
                        file -> local.put(name, file),
                        () -> steps.add(
                                new PlannedFile(PlannedAction.COPY, name, Optional.empty(), Optional.of(version)))));
        steps.addAll(decideConflicts(local, remote));
        return toPlan(steps, remote.size(), remote.size(), remote.values().stream());
    }

    private List<PlannedFile> decideConflicts(Map<String, LocalFile> local, Map<String, FileVersion> remote) {
        Map<DifferingFile, PlannedAction> decisions = comparison.differingFiles(local, remote).stream()
                .collect(Collectors.toMap(file -> file, policy::decide));
        // rclone compares the bytes of logs itself; downloads go to an empty folder; for others, a new time alone is
        // not worth a transfer.
        Set<String> same = comparison.sameBytes(decisions.entrySet().stream()
                .filter(decision -> decision.getValue() != PlannedAction.COPY
                        || route.direction() == Route.Direction.DOWN
                        || replacesWithoutComparing())
                .map(Map.Entry::getKey)
                .toList());
        List<PlannedFile> steps = new ArrayList<>();
        decisions.forEach((file, action) -> {
            boolean settled = action == PlannedAction.SEND_BESIDE
                    && record.isKeptAsConflictCopy(file.name(), file.local().version());
            if (!same.contains(file.name())) {
                steps.add(new PlannedFile(
                        settled ? PlannedAction.STAY : action,
                        file.name(),
                        Optional.of(file.local()),
                        Optional.of(file.listedVersion()),
                        Optional.of(new FileVersion(file.listedVersion().size(), file.remoteTime()))));
            }
        });
        return steps;
    }

    /** An upload looks at an object itself before it replaces it, and has rclone compare nothing. */
    private boolean replacesWithoutComparing() {
        return route.direction() == Route.Direction.UP && !route.appendOnly();
    }

    /** @param stamps of all files of the source */
    private Plan toPlan(List<PlannedFile> steps, int all, int objects, Stream<FileVersion> stamps) {
        steps.sort(Comparator.comparing(PlannedFile::name));
        List<PlannedFile> concerned = steps.stream()
                .filter(planned -> planned.action() != PlannedAction.DELETE)
                .toList();
        long bytes = stamps.mapToLong(version -> Math.max(0, version.size())).sum()
                - concerned.stream()
                        .mapToLong(planned -> planned.sourceBytes(route.direction()))
                        .sum();
        return new Plan(route, List.copyOf(steps), all - concerned.size(), objects, bytes);
    }
}
