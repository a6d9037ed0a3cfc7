package replaystorage.transfer.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Targets of the links in a walked folder. One entry per link: files behind it are found by name. */
public final class LinkTargets {
    /** Link name to target: a name in the folder, or an absolute path outside. */
    private final Map<String, String> targets = new HashMap<>();

    private final Path folder;
    private Path realFolder;

    LinkTargets(Path folder) {
        this.folder = folder;
    }

    /**
     * @param originalName the file's own name in the folder, or its absolute path outside
     * @param link the outermost link on the path
     */
    public record LinkedPath(String originalName, String link, String linkTarget) {

        /** True if the file has its own name in the folder, so that this one is an alias. */
        public boolean isInside() {
            return !originalName.startsWith("/");
        }
    }

    void add(String name, Path link) throws IOException {
        if (realFolder == null) {
            realFolder = folder.toRealPath();
        }
        Path target = link.toRealPath();
        Path shown = target.startsWith(realFolder) ? realFolder.relativize(target) : target;
        targets.put(name.intern(), RcloneFileName.fromDisk(shown.toString()).intern());
    }

    public boolean isEmpty() {
        return targets.isEmpty();
    }

    public boolean leadsToSameAs(LinkTargets others) {
        return targets.equals(others.targets);
    }

    /** The path of a file by its name; empty if no link is on it. */
    public Optional<LinkedPath> pathThroughLinks(String name) {
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        String outer = outermost(name);
        if (outer == null) {
            return Optional.empty();
        }
        String inner = innermost(name);
        return Optional.of(
                new LinkedPath(targets.get(inner) + name.substring(inner.length()), outer, targets.get(outer)));
    }

    /** True if the link of an earlier path still exists, and leads elsewhere now. */
    public boolean leadsElsewhere(String name, LinkedPath before) {
        String target = targets.get(before.link());
        if (target == null) {
            return false;
        }
        boolean inner = !innermost(name).equals(before.link());
        return !target.equals(before.linkTarget())
                || (inner
                        && !pathThroughLinks(name).orElseThrow().originalName().equals(before.originalName()));
    }

    private String outermost(String name) {
        for (int end = name.indexOf('/'); end > 0; end = name.indexOf('/', end + 1)) {
            String folder = name.substring(0, end);
            if (targets.containsKey(folder)) {
                return folder;
            }
        }
        return targets.containsKey(name) ? name : null;
    }

    private String innermost(String name) {
        String each = name;
        while (!targets.containsKey(each)) {
            each = each.substring(0, each.lastIndexOf('/'));
        }
        return each;
    }
}
