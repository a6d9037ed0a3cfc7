package replaystorage.transfer;

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
import replaystorage.settings.Reason;

/**
 * Local links into the folder itself that a download has something for. Written through such a link, `latest/model.bin` would land in `step-500/`:
 * the link gives way to a folder, or where it was set anew since it was last sent, it stays and nothing comes below it.
 */
final class ReplacedLinks {
    private final Plan plan;
    private final Reporter reporter;
    private final Map<String, Path> targets = new HashMap<>();
    private final Map<String, Optional<String>> known = new HashMap<>();

    private ReplacedLinks(Plan plan, Reporter reporter) {
        this.plan = plan;
        this.reporter = reporter;
    }

    /** @param remote what the plan is about */
    static ReplacedLinks of(Plan plan, Map<String, Stamp> remote, Reporter reporter) {
        ReplacedLinks all = new ReplacedLinks(plan, reporter);
        Set<String> staying = all.links(step -> step.action() == Action.STAY);
        Set<String> coming = all.links(step -> step.action().moves());
        if (coming.isEmpty()) {
            return new ReplacedLinks(plan, reporter);
        }
        staying.retainAll(coming);
        coming.removeAll(staying);
        List<Step> steps = new ArrayList<>();
        plan.steps().forEach(step -> {
            Optional<String> link = all.link(step.name());
            if (link.filter(coming::contains).isEmpty()
                    && (link.filter(staying::contains).isEmpty()
                            || !step.action().moves())) {
                steps.add(step);
            }
        });
        int[] more = {0};
        remote.forEach((name, stamp) -> all.link(name).filter(coming::contains).ifPresent(link -> {
            steps.add(new Step(Action.COPY, name, Optional.empty(), Optional.of(stamp)));
            more[0]++;
        }));
        steps.sort(Comparator.comparing(Step::name));
        long before = plan.steps().stream()
                .filter(step -> all.link(step.name()).filter(coming::contains).isPresent())
                .count();
        staying.forEach(link -> reporter.note(plan.route().title() + "/" + link
                + " is a link that was set here since it was last sent: it stays, and nothing is brought below it"));
        ReplacedLinks result = new ReplacedLinks(
                new Plan(
                        plan.route(),
                        List.copyOf(steps),
                        plan.equal() - (int) (more[0] - before),
                        plan.objects(),
                        plan.equalBytes()),
                reporter);
        coming.forEach(link -> result.targets.put(link, all.targets.get(link)));
        return result;
    }

    Plan plan() {
        return plan;
    }

    private Set<String> links(Predicate<Step> which) {
        return plan.steps().stream()
                .filter(which)
                .flatMap(step -> link(step.name()).stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** The link to a folder of the same root that a name leads through. */
    private Optional<String> link(String name) {
        int end = name.lastIndexOf('/');
        return end < 0 ? Optional.empty() : known.computeIfAbsent(name.substring(0, end), this::find);
    }

    private Optional<String> find(String folder) {
        int slash = folder.lastIndexOf('/');
        Optional<String> above = slash < 0 ? Optional.empty() : find(folder.substring(0, slash));
        if (above.isPresent()) {
            return above;
        }
        Optional<Path> target = inside(plan.route(), folder);
        target.ifPresent(there -> targets.put(folder, there));
        return target.map(there -> folder);
    }

    /** Where a link leads, if it is one and leads into the folder. */
    private static Optional<Path> inside(Route route, String name) {
        Path path = route.path(name);
        try {
            if (Files.isSymbolicLink(path)) {
                Path target = path.toRealPath();
                Path root = route.local().toRealPath();
                return Optional.of(target).filter(there -> there.startsWith(root));
            }
        } catch (IOException e) {
            // It leads nowhere.
        }
        return Optional.empty();
    }

    /** Makes way for what comes; what a link leads to stays. One that was set anew since the plan was made is left, and the download leaves out what is below it. */
    void giveWay() {
        targets.forEach((link, target) -> {
            try {
                if (inside(plan.route(), link).filter(target::equals).isPresent()) {
                    Files.delete(plan.route().path(link));
                    reporter.note(plan.route().title() + "/" + link + " was a link to "
                            + Reason.shown(target.getFileName())
                            + " here; the remote's has other files, and comes as a folder");
                }
            } catch (IOException e) {
                reporter.warn(plan.route().title() + "/" + link + " can't be removed: " + Reason.of(e));
            }
        });
    }

    /** Tells files that would be written, or deleted, through a link under another name of the same folder; each folder is looked at once. */
    static Predicate<String> astray(Route route) {
        return new ReplacedLinks(new Plan(route, List.of(), 0, Plan.UNLISTED), null)::isAstray;
    }

    private boolean isAstray(String name) {
        return link(name).isPresent();
    }
}
