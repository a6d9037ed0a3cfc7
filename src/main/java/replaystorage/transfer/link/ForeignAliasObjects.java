package replaystorage.transfer.link;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import replaystorage.console.Console;
import replaystorage.host.HumanNumbers;
import replaystorage.transfer.list.LocalTree;
import replaystorage.transfer.note.SyncRecord;

/** Objects below the name of a local symlink that this pod did not upload: they are kept and reported. */
public record ForeignAliasObjects(Map<String, Set<String>> byLink) {

    public static ForeignAliasObjects find(LocalTree tree, Iterable<String> remote, SyncRecord record) {
        Map<String, Set<String>> byLink = new TreeMap<>();
        if (!tree.linkTargets().isEmpty()) {
            Set<String> ours = record.sentThroughLinks().keySet();
            remote.forEach(name -> tree.linkTargets()
                    .pathThroughLinks(name)
                    .filter(way -> !tree.files().containsKey(name) && !ours.contains(name) && !name.contains(".from-"))
                    .ifPresent(way -> byLink.computeIfAbsent(way.link(), each -> new TreeSet<>())
                            .add(name)));
        }
        return new ForeignAliasObjects(byLink);
    }

    public void warn(String title, Console console) {
        byLink.forEach((link, names) -> console.warn(title + "/" + link
                + " is a link here, but the bucket has " + HumanNumbers.files(names.size())
                + " below that name that the link does not lead to, such as "
                + names.iterator().next()
                + ": this pod did not upload " + (names.size() == 1 ? "it, so it stays" : "them, so they stay")));
    }
}
