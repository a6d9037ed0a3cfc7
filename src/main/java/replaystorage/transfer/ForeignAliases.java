package replaystorage.transfer;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Objects below the name of a local link to a folder that the folder has no file for and that this pod did not send: they stay, and are named. */
record ForeignAliases(Map<String, Set<String>> byLink) {

    static ForeignAliases of(LocalTree tree, Iterable<String> remote, SyncRecord record) {
        Map<String, Set<String>> byLink = new TreeMap<>();
        if (!tree.links().isEmpty()) {
            Set<String> ours = record.sentThroughLinks().keySet();
            remote.forEach(name -> tree.links()
                    .way(name)
                    .filter(way -> !tree.files().containsKey(name) && !ours.contains(name) && !name.contains(".from-"))
                    .ifPresent(way -> byLink.computeIfAbsent(way.link(), each -> new TreeSet<>())
                            .add(name)));
        }
        return new ForeignAliases(byLink);
    }

    void tell(String title, Reporter reporter) {
        byLink.forEach((link, names) -> reporter.warn(title + "/" + link
                + " is a link here, and the bucket has " + Count.files(names.size())
                + " below that name to which it does not lead, such as "
                + names.iterator().next()
                + ": this pod did not send " + (names.size() == 1 ? "it, and it stays" : "them, and they stay")));
    }
}
