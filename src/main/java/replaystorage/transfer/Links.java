package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the links of a walked folder lead. One entry a link: the files behind it are found by their names. */
final class Links {
    /** By the link's name: the name of its target in the folder, or the absolute path of a target outside. */
    private final Map<String, String> targets = new HashMap<>();

    private final Path folder;
    private Path real;

    Links(Path folder) {
        this.folder = folder;
    }

    /**
     * How a file is reached through links.
     *
     * @param original where the file itself lies: its name in the folder, or its absolute path outside
     * @param link the outermost link on the way to it
     * @param target where that link leads
     */
    record Way(String original, String link, String target) {

        /** Whether the file has a name of its own in the folder, so that this one is an alias. */
        boolean isInside() {
            return !original.startsWith("/");
        }
    }

    /** Adds a link that leads somewhere. */
    void add(String name, Path link) throws IOException {
        if (real == null) {
            real = folder.toRealPath();
        }
        Path target = link.toRealPath();
        Path shown = target.startsWith(real) ? real.relativize(target) : target;
        targets.put(name.intern(), RcloneName.of(shown.toString()).intern());
    }

    boolean isEmpty() {
        return targets.isEmpty();
    }

    /** Whether all lead where the others do. */
    boolean leadAs(Links others) {
        return targets.equals(others.targets);
    }

    /** The way to a file by its name, or empty where no link is on it. */
    Optional<Way> way(String name) {
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        String outer = outermost(name);
        if (outer == null) {
            return Optional.empty();
        }
        String inner = innermost(name);
        return Optional.of(new Way(targets.get(inner) + name.substring(inner.length()), outer, targets.get(outer)));
    }

    /** Whether the link through which a name was reached before is still there, and leads elsewhere now. */
    boolean haveMovedOn(String name, Way before) {
        String target = targets.get(before.link());
        if (target == null) {
            return false;
        }
        boolean inner = !innermost(name).equals(before.link());
        return !target.equals(before.target())
                || (inner && !way(name).orElseThrow().original().equals(before.original()));
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
