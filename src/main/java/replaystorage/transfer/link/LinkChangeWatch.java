package replaystorage.transfer.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.list.LinkTargets;
import replaystorage.transfer.list.LocalFile;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.note.SyncRecord;
import replaystorage.transfer.plan.Plan;
import replaystorage.transfer.plan.Route;

/** Detects between auto-sync rounds that a symlink points elsewhere, although no file changed. */
public final class LinkChangeWatch {
    private final TransferContext context;
    private final Route route;
    private final Set<String> keptObjects = new HashSet<>();
    private LocalTree tree;
    private boolean linksChanged = true;

    public LinkChangeWatch(TransferContext context, Route route) {
        this.context = context;
        this.route = route;
        this.tree = LocalTree.empty(route.localFolder());
    }

    public void observe(LocalTree now) {
        if (!now.linkTargets().leadsToSameAs(tree.linkTargets())) {
            linksChanged = true;
            keptObjects.clear();
        }
        tree = now;
    }

    public LinkAwareUpload createUpload(Plan plan) {
        return new LinkAwareUpload(context, plan, tree, keptObjects);
    }

    /** True if the bucket holds old targets of a link, and all of its new ones. */
    public boolean hasOutdated() {
        if (!linksChanged || tree.linkTargets().isEmpty()) {
            return false;
        }
        SyncRecord record = context.openRecord(route.remoteFolder(), route.localFolder());
        Plan plan = new Plan(route, List.of(), 0, Plan.UNKNOWN_OBJECTS);
        linksChanged = !new OutdatedAliasObjects(context, plan, record, tree, keptObjects)
                .findOutdated()
                .isEmpty();
        return linksChanged;
    }

    public boolean isAlias(LocalFile file) {
        return tree.linkTargets()
                .pathThroughLinks(file.name())
                .filter(LinkTargets.LinkedPath::isInside)
                .isPresent();
    }

    /** Adds those of the others that are the same files behind links. */
    public List<LocalFile> withAliases(List<LocalFile> files, List<LocalFile> others) {
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(file.name()));
        Stream<LocalFile> aliases = others.stream()
                .filter(file -> !names.contains(file.name())
                        && tree.linkTargets()
                                .pathThroughLinks(file.name())
                                .filter(way -> names.contains(way.originalName()))
                                .isPresent());
        List<LocalFile> all = new ArrayList<>(files);
        aliases.forEach(all::add);
        return all;
    }
}
