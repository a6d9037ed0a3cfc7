package replaystorage.transfer.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import replaystorage.console.Console;
import replaystorage.host.IoErrorText;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.PlannedAction;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/**
 * Symlinks into the folder itself that a download must replace by real folders, so as not to write through them. Written through the link, `latest/model.bin`
 * would land in `step-500/`: a folder replaces the link, unless the link changed since the last upload; then it stays
 * and nothing is downloaded below it.
 */
public final class ReplacedLinks {
    private final Plan plan;
    private final Console console;
    private final Map<String, Path> targets = new HashMap<>();
    private final Map<String, Optional<String>> known = new HashMap<>();

    private ReplacedLinks(Plan plan, Console console) {
        this.plan = plan;
        this.console = console;
    }

    public static ReplacedLinks of(Plan plan, Map<String, FileVersion> remote, Console console) {
        ReplacedLinks all = new ReplacedLinks(plan, console);
        Set<String> staying = all.affectedLinks(planned -> planned.action() == PlannedAction.STAY);
        Set<String> coming = all.affectedLinks(planned -> planned.action().transfersBytes());
        if (coming.isEmpty()) {
            return new ReplacedLinks(plan, console);
        }
        staying.retainAll(coming);
        coming.removeAll(staying);
        List<PlannedFile> steps = new ArrayList<>();
        plan.plannedFiles().forEach(planned -> {
            Optional<String> link = all.linkOnPath(planned.name());
            if (link.filter(coming::contains).isEmpty()
                    && (link.filter(staying::contains).isEmpty()
                            || !planned.action().transfersBytes())) {
                steps.add(planned);
            }
        });
        int[] more = {0};
        remote.forEach((name, version) -> all.linkOnPath(name)
                .filter(coming::contains)
                .ifPresent(link -> {
                    steps.add(new PlannedFile(PlannedAction.COPY, name, Optional.empty(), Optional.of(version)));
                    more[0]++;
                }));
        steps.sort(Comparator.comparing(PlannedFile::name));
        long before = plan.plannedFiles().stream()
                .filter(planned ->
                        all.linkOnPath(planned.name()).filter(coming::contains).isPresent())
                .count();
        staying.forEach(link -> console.note(plan.route().title() + "/" + link
                + " is a link that was made here since the last upload: it stays, and nothing is downloaded below it"));
        ReplacedLinks result = new ReplacedLinks(
                new Plan(
                        plan.route(),
                        List.copyOf(steps),
                        plan.equalFiles() - (int) (more[0] - before),
                        plan.listedObjects(),
                        plan.equalBytes()),
                console);
        coming.forEach(link -> result.targets.put(link, all.targets.get(link)));
        return result;
    }

    public Plan plan() {
        return plan;
    }

    private Set<String> affectedLinks(Predicate<PlannedFile> which) {
        return plan.plannedFiles().stream()
                .filter(which)
                .flatMap(planned -> linkOnPath(planned.name()).stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Optional<String> linkOnPath(String name) {
        int end = name.lastIndexOf('/');
        return end < 0 ? Optional.empty() : known.computeIfAbsent(name.substring(0, end), this::findLink);
    }

    private Optional<String> findLink(String folder) {
        int slash = folder.lastIndexOf('/');
        Optional<String> above = slash < 0 ? Optional.empty() : findLink(folder.substring(0, slash));
        if (above.isPresent()) {
            return above;
        }
        Optional<Path> target = innerTarget(plan.route(), folder);
        target.ifPresent(there -> targets.put(folder, there));
        return target.map(there -> folder);
    }

    private static Optional<Path> innerTarget(Route route, String name) {
        Path path = route.localPath(name);
        try {
            if (Files.isSymbolicLink(path)) {
                Path target = path.toRealPath();
                Path root = route.localFolder().toRealPath();
                return Optional.of(target).filter(there -> there.startsWith(root));
            }
        } catch (IOException e) {
            // Broken link.
        }
        return Optional.empty();
    }

    /** Removes the links, but not their targets. A link that changed since the plan stays, and files below it are skipped. */
    void removeLinks() {
        targets.forEach((link, target) -> {
            try {
                if (innerTarget(plan.route(), link).filter(target::equals).isPresent()) {
                    Files.delete(plan.route().localPath(link));
                    console.note(plan.route().title() + "/" + link + " was a link to "
                            + IoErrorText.printablePath(target.getFileName())
                            + " here; in the bucket it has other files, so it was downloaded as a folder");
                }
            } catch (IOException e) {
                console.warn(plan.route().title() + "/" + link + " can't be removed: " + IoErrorText.describe(e));
            }
        });
    }

    /** Matches files that would be written or deleted through a link to another name of the same folder; looks at each folder once. */
    static Predicate<String> behindInnerLink(Route route) {
        return new ReplacedLinks(new Plan(route, List.of(), 0, Plan.UNKNOWN_OBJECTS), null)::isBehindInnerLink;
    }

    private boolean isBehindInnerLink(String name) {
        return linkOnPath(name).isPresent();
    }
}
