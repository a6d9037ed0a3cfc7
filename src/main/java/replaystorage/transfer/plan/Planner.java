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

/** Makes a plan of two listings: what is new, and, for what differs, who wins. */
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

    /** @param mirror whether what only the remote has is to be deleted there */
    public Plan planUpload(Map<String, LocalFile> local, Map<String, FileVersion> remote, boolean mirror) {
        List<PlannedFile> steps = new ArrayList<>();
        decideConflicts(local, remote)
                .forEach(planned -> steps.add(planned.emptiesCheckpoint() ? planned.withAction(Action.WAIT) : planned));
        local.forEach((name, file) -> {
            if (!remote.containsKey(name)) {
                steps.add(new PlannedFile(Action.COPY, name, Optional.of(file), Optional.empty()));
            }
        });
        if (mirror) {
            remote.forEach((name, version) -> {
                // What the walk left out, such as a file that is still being written, is not gone.
                if (!local.containsKey(name) && isDeletedLocally(route.localPath(name))) {
                    steps.add(new PlannedFile(Action.DELETE, name, Optional.empty(), Optional.of(version)));
                }
            });
        }
        return toPlan(
                steps, local.size(), remote.size(), local.values().stream().map(LocalFile::version));
    }

    /** A file behind a link that leads nowhere, to a disk that is not plugged in perhaps, is not gone. */
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

    /** The local files are looked at one by one: the folder may hold much else. */
    public Plan planDownload(Map<String, FileVersion> remote) {
        return planDownload(remote, name -> null);
    }

    /** @param seen files that have been looked at already, by name; null for others */
    public Plan planDownload(Map<String, FileVersion> remote, Function<String, FileVersion> seen) {
        Map<String, LocalFile> local = new HashMap<>();
        List<PlannedFile> steps = new ArrayList<>();
        remote.forEach((name, version) -> Optional.ofNullable(seen.apply(name))
                .map(there -> new LocalFile(route.localFolder(), name, there))
                .or(() -> route.localFile(name))
                .ifPresentOrElse(
                        file -> local.put(name, file),
                        () -> steps.add(new PlannedFile(Action.COPY, name, Optional.empty(), Optional.of(version)))));
        steps.addAll(decideConflicts(local, remote));
        return toPlan(steps, remote.size(), remote.size(), remote.values().stream());
    }

    private List<PlannedFile> decideConflicts(Map<String, LocalFile> local, Map<String, FileVersion> remote) {
        Map<DifferingFile, Action> decisions = comparison.differingFiles(local, remote).stream()
                .collect(Collectors.toMap(file -> file, policy::decide));
        // rclone compares the bytes itself of logs; what comes, comes into an empty folder, and the rest must not be
        // made a
        // fuss of when only the time differs.
        Set<String> same = comparison.sameBytes(decisions.entrySet().stream()
                .filter(decision -> decision.getValue() != Action.COPY
                        || route.direction() == Route.Direction.DOWN
                        || replacesWithoutComparing())
                .map(Map.Entry::getKey)
                .toList());
        List<PlannedFile> steps = new ArrayList<>();
        decisions.forEach((file, action) -> {
            boolean settled = action == Action.SEND_BESIDE
                    && record.isKeptAsConflictCopy(file.name(), file.local().version());
            if (!same.contains(file.name())) {
                steps.add(new PlannedFile(
                        settled ? Action.STAY : action,
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
                .filter(planned -> planned.action() != Action.DELETE)
                .toList();
        long bytes = stamps.mapToLong(version -> Math.max(0, version.size())).sum()
                - concerned.stream()
                        .mapToLong(planned -> planned.sourceBytes(route.direction()))
                        .sum();
        return new Plan(route, List.copyOf(steps), all - concerned.size(), objects, bytes);
    }
}
