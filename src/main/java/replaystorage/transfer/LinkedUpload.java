package replaystorage.transfer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import replaystorage.settings.CliException;
import replaystorage.settings.ExitStatus;
import replaystorage.settings.Job;
import replaystorage.settling.WriterNames;

/**
 * An upload of a folder with links: what lies behind a link into the folder itself goes over the line once, under its own name, and is copied by
 * the storage from there; objects of a link that moved on go last.
 */
final class LinkedUpload {
    /** Files that are called otherwise than the link take an rclone each; more of them are sent. */
    private static final int MOST_SINGLE = 8;

    private final Setup setup;
    private final Plan plan;
    private final LocalTree tree;
    private final Set<String> left;

    /** @param tree of which the plan was made */
    LinkedUpload(Setup setup, Plan plan, LocalTree tree) {
        this(setup, plan, tree, new HashSet<>());
    }

    /**
     * The upload of a plan.
     *
     * @param tree of which the plan was made
     * @param left names of outdated objects that are left; gets those of this upload
     */
    LinkedUpload(Setup setup, Plan plan, LocalTree tree, Set<String> left) {
        this.left = left;
        this.setup = setup;
        this.plan = plan;
        this.tree = tree;
    }

    /** @param onServer names that the server copied already; they are only proven and noted */
    Outcome run(SyncRecord record, Set<String> onServer) {
        Links links = tree.links();
        if (links.isEmpty()) {
            return setup.upload(plan).run(record, onServer);
        }
        Alias.Split split = Alias.split(plan, links, file -> isProven(record, file));
        List<Alias> aliases = split.aliases().stream()
                .filter(alias -> !onServer.contains(alias.name()))
                .toList();
        Set<String> names = aliases.stream().map(Alias::name).collect(Collectors.toSet());
        Plan own = plan.with(plan.steps().stream()
                .filter(step -> !names.contains(step.name()))
                .toList());
        Outcome outcome = setup.upload(own).run(record, onServer);
        if (!aliases.isEmpty()) {
            outcome = outcome.and(follow(aliases, record, outcome));
        }
        tree.files()
                .forEach((name, file) -> links.way(name)
                        .filter(way -> isProven(record, file))
                        .ifPresent(way -> record.noteWay(name, way)));
        long removed = new OutdatedAliases(setup, plan, record, tree, left).remove();
        save(record);
        return outcome.and(new Outcome(0, 0, 0, removed, List.of(), List.of(), ExitStatus.OK));
    }

    private static boolean isProven(SyncRecord record, LocalFile file) {
        return record.base(file.name())
                .filter(entry -> entry.pair().local().equals(file.stamp()))
                .isPresent();
    }

    /** What is not proven under its own name is sent, unless it waits or failed there. */
    private Outcome follow(List<Alias> aliases, SyncRecord record, Outcome before) {
        Set<String> missing = new HashSet<>(before.growing());
        missing.addAll(before.failed());
        List<String> waiting = aliases.stream()
                .filter(alias -> missing.contains(alias.original()))
                .map(Alias::name)
                .toList();
        List<Alias> following = aliases.stream()
                .filter(alias -> !missing.contains(alias.original()))
                .toList();
        Plan rest = new Plan(plan.route(), following.stream().map(Alias::step).toList(), 0, plan.objects());
        Set<String> copied = copy(
                rest,
                free(following).stream()
                        .filter(alias -> isProven(record, alias.file()))
                        .toList());
        long inside = rest.steps().stream()
                .filter(step -> copied.contains(step.name()))
                .mapToLong(step -> step.bytes(Route.Direction.UP))
                .sum();
        Outcome outcome = setup.upload(rest).run(record, copied).withInside(inside);
        int status = waiting.isEmpty() ? ExitStatus.OK : ExitStatus.INCOMPLETE;
        return outcome.and(new Outcome(0, 0, 0, 0, waiting, List.of(), status));
    }

    /** Those whose names are as the plan knew them: what came since is not overwritten, and the upload resolves the conflict. */
    private List<Alias> free(List<Alias> aliases) {
        if (aliases.isEmpty()) {
            return aliases;
        }
        Map<String, Stamp> there = setup.storage()
                .times(plan.route().remote(), aliases.stream().map(Alias::name).toList());
        Duration precision = setup.settings().provider().precision();
        return aliases.stream()
                .filter(alias -> Optional.ofNullable(there.get(alias.name()))
                        .map(now -> alias.step().isStillThere(now, precision))
                        .orElse(true))
                .toList();
    }

    /** What says that others are there follows them. */
    private Set<String> copy(Plan rest, List<Alias> aliases) {
        Copier copier = setup.copier(rest);
        Set<String> copied = new HashSet<>();
        for (boolean last : new boolean[] {false, true}) {
            List<Alias> turn = aliases.stream()
                    .filter(alias -> WriterNames.isLast(alias.name()) == last)
                    .toList();
            if (!last || copied.size() == aliases.size() - turn.size()) {
                copied.addAll(copied(copier, turn));
            }
        }
        return copied;
    }

    private Set<String> copied(Copier copier, List<Alias> aliases) {
        Map<List<String>, List<Alias>> folders = new LinkedHashMap<>();
        List<Alias> single = new ArrayList<>();
        for (Alias alias : aliases) {
            String rest = alias.rest();
            if (rest.isEmpty()) {
                single.add(alias);
            } else {
                List<String> way = List.of(Alias.above(alias.original(), rest), Alias.above(alias.name(), rest));
                folders.computeIfAbsent(way, each -> new ArrayList<>()).add(alias);
            }
        }
        RemotePath root = plan.route().remote();
        Set<String> copied = new HashSet<>();
        folders.forEach((way, files) -> {
            List<String> rests = files.stream().map(Alias::rest).toList();
            CopyLog log = copier.copy(
                            Job.SNAPSHOT,
                            root.resolve(way.get(0)).folder(),
                            root.resolve(way.get(1)).folder(),
                            rests,
                            List.of())
                    .log();
            files.stream()
                    .filter(alias -> log.isDone(alias.rest()))
                    .map(Alias::name)
                    .forEach(copied::add);
        });
        if (single.size() <= MOST_SINGLE) {
            single.stream()
                    .filter(alias ->
                            copier.copyTo(Job.SNAPSHOT, root.file(alias.original()), root.file(alias.name()), List.of())
                                            .status()
                                    == 0)
                    .map(Alias::name)
                    .forEach(copied::add);
        }
        copied.retainAll(asHere(aliases, copied));
        return copied;
    }

    /** The server copied what was there by then, which another pod may have replaced since it was proven. */
    private Set<String> asHere(List<Alias> aliases, Set<String> copied) {
        Map<String, Stamp> local = new HashMap<>();
        aliases.forEach(alias -> local.put(alias.name(), alias.file().stamp()));
        Set<String> same = new HashSet<>();
        try {
            setup.storage().times(plan.route().remote(), copied).forEach((name, there) -> {
                if (there.matches(local.get(name), setup.settings().provider().precision())) {
                    same.add(name);
                }
            });
        } catch (CliException e) {
            setup.reporter().warn("what was copied could not be looked at: " + e.getMessage());
        }
        return same;
    }

    private void save(SyncRecord record) {
        try {
            record.save();
        } catch (IOException e) {
            // The upload has told it.
        }
    }
}
