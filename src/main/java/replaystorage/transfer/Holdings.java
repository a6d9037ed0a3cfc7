package replaystorage.transfer;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import replaystorage.settings.Settings;

/**
 * What the buckets hold.
 *
 * @param stored the size of each object, old versions left out
 * @param pulled the size of each that a new pod brings: the replays and the checkpoints
 * @param folders in how many folders these lie
 */
public record Holdings(Collection<Long> stored, Collection<Long> pulled, long folders) {

    /** Lists both buckets; an object that is seen in both, as where one lies in the other, counts once. */
    public static Holdings of(Setup setup) {
        Map<String, Long> stored = new HashMap<>();
        Map<String, Long> pulled = new HashMap<>();
        Settings settings = setup.settings();
        if (settings.replays().isPresent() || settings.artifacts().isEmpty()) {
            Replays replays = new Replays(setup);
            add(replays.listAll(""), replays.root(), List.of(stored, pulled));
        }
        if (settings.artifacts().isPresent()) {
            Artifacts artifacts = new Artifacts(setup);
            RemotePath root = artifacts.folder("");
            Listing listing = artifacts.listAll(root);
            add(listing, root, List.of(stored));
            add(listing.below("checkpoints/"), root, List.of(pulled));
        }
        Set<String> folders = pulled.keySet().stream()
                .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        return new Holdings(stored.values(), pulled.values(), folders.size());
    }

    private static void add(Listing listing, RemotePath root, List<Map<String, Long>> to) {
        listing.files()
                .forEach((name, stamp) -> to.forEach(each -> each.put(root.file(name), Math.max(0, stamp.size()))));
    }
}
