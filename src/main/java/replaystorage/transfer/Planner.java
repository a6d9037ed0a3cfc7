package replaystorage.transfer;

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

/** Makes a plan of two listings: what is new, and, for what differs, who wins. */
final class Planner {
    private final Route route;
    private final Comparison comparison;
    private final Precedence precedence;
    private final SyncRecord record;

    Planner(Route route, Comparison comparison, Precedence precedence, SyncRecord record) {
        this.route = route;
        this.comparison = comparison;
        this.precedence = precedence;
        this.record = record;
    }

    /** @param mirror whether what only the remote has is to be deleted there */
    Plan up(Map<String, LocalFile> local, Map<String, Stamp> remote, boolean mirror) {
        List<Step> steps = new ArrayList<>();
        decided(local, remote).forEach(step -> steps.add(step.isEmptied() ? step.with(Action.WAIT) : step));
        local.forEach((name, file) -> {
            if (!remote.containsKey(name)) {
                steps.add(new Step(Action.COPY, name, Optional.of(file), Optional.empty()));
            }
        });
        if (mirror) {
            remote.forEach((name, stamp) -> {
                // What the walk left out, such as a file that is still being written, is not gone.
                if (!local.containsKey(name) && isGone(route.path(name))) {
                    steps.add(new Step(Action.DELETE, name, Optional.empty(), Optional.of(stamp)));
                }
            });
        }
        return plan(steps, local.size(), remote.size(), local.values().stream().map(LocalFile::stamp));
    }

    /** A file behind a link that leads nowhere, to a disk that is not plugged in perhaps, is not gone. */
    private boolean isGone(Path file) {
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
    Plan down(Map<String, Stamp> remote) {
        return down(remote, name -> null);
    }

    /** @param seen files that have been looked at already, by name; null for others */
    Plan down(Map<String, Stamp> remote, Function<String, Stamp> seen) {
        Map<String, LocalFile> local = new HashMap<>();
        List<Step> steps = new ArrayList<>();
        remote.forEach((name, stamp) -> Optional.ofNullable(seen.apply(name))
                .map(there -> new LocalFile(route.local(), name, there))
                .or(() -> route.look(name))
                .ifPresentOrElse(
                        file -> local.put(name, file),
                        () -> steps.add(new Step(Action.COPY, name, Optional.empty(), Optional.of(stamp)))));
        steps.addAll(decided(local, remote));
        return plan(steps, remote.size(), remote.size(), remote.values().stream());
    }

    private List<Step> decided(Map<String, LocalFile> local, Map<String, Stamp> remote) {
        Map<Difference, Action> decisions = comparison.differences(local, remote).stream()
                .collect(Collectors.toMap(file -> file, precedence::decide));
        // rclone compares the bytes itself of logs; what comes, comes into an empty folder, and the rest must not be
        // made a
        // fuss of when only the time differs.
        Set<String> same = comparison.touchedOnly(decisions.entrySet().stream()
                .filter(decision -> decision.getValue() != Action.COPY
                        || route.direction() == Route.Direction.DOWN
                        || isReplacedUnseen())
                .map(Map.Entry::getKey)
                .toList());
        List<Step> steps = new ArrayList<>();
        decisions.forEach((file, action) -> {
            boolean settled = action == Action.SEND_BESIDE
                    && record.isKept(file.name(), file.local().stamp());
            if (!same.contains(file.name())) {
                steps.add(new Step(
                        settled ? Action.STAY : action,
                        file.name(),
                        Optional.of(file.local()),
                        Optional.of(file.listed()),
                        Optional.of(new Stamp(file.listed().size(), file.remoteTime()))));
            }
        });
        return steps;
    }

    /** An upload looks at an object itself before it replaces it, and has rclone compare nothing. */
    private boolean isReplacedUnseen() {
        return route.direction() == Route.Direction.UP && !route.appending();
    }

    /** @param stamps of all files of the source */
    private Plan plan(List<Step> steps, int all, int objects, Stream<Stamp> stamps) {
        steps.sort(Comparator.comparing(Step::name));
        List<Step> concerned =
                steps.stream().filter(step -> step.action() != Action.DELETE).toList();
        long bytes = stamps.mapToLong(stamp -> Math.max(0, stamp.size())).sum()
                - concerned.stream()
                        .mapToLong(step -> step.sourceBytes(route.direction()))
                        .sum();
        return new Plan(route, List.copyOf(steps), all - concerned.size(), objects, bytes);
    }
}
