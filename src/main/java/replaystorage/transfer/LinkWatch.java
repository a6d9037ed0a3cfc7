package replaystorage.transfer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Keeps an eye on the links of a folder that is synced again and again: one that moves on changes no file. */
final class LinkWatch {
    private final Setup setup;
    private final Route route;
    private final Set<String> left = new HashSet<>();
    private LocalTree tree;
    private boolean moved = true;

    LinkWatch(Setup setup, Route route) {
        this.setup = setup;
        this.route = route;
        this.tree = LocalTree.none(route.local());
    }

    void look(LocalTree now) {
        if (!now.links().leadAs(tree.links())) {
            moved = true;
            left.clear();
        }
        tree = now;
    }

    LinkedUpload upload(Plan plan) {
        return new LinkedUpload(setup, plan, tree, left);
    }

    /** Whether the remote holds what a link led to before, and all that it leads to now. */
    boolean hasOutdated() {
        if (!moved || tree.links().isEmpty()) {
            return false;
        }
        SyncRecord record = setup.record(route.remote(), route.local());
        Plan plan = new Plan(route, List.of(), 0, Plan.UNLISTED);
        moved = !new OutdatedAliases(setup, plan, record, tree, left).find().isEmpty();
        return moved;
    }

    /** Whether a file of the folder itself is behind this name. */
    boolean isAlias(LocalFile file) {
        return tree.links().way(file.name()).filter(Links.Way::isInside).isPresent();
    }

    /** These files, and those of the others that are the same files behind links. */
    List<LocalFile> withAliases(List<LocalFile> files, List<LocalFile> others) {
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(file.name()));
        Stream<LocalFile> aliases = others.stream()
                .filter(file -> !names.contains(file.name())
                        && tree.links()
                                .way(file.name())
                                .filter(way -> names.contains(way.original()))
                                .isPresent());
        List<LocalFile> all = new ArrayList<>(files);
        aliases.forEach(all::add);
        return all;
    }
}
