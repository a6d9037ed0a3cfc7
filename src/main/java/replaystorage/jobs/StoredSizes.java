package replaystorage.jobs;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import replaystorage.settings.Settings;
import replaystorage.transfer.TransferContext;
import replaystorage.transfer.list.Listing;
import replaystorage.transfer.list.RemotePath;

/**
 * Sizes of all objects in the buckets, for the cost estimate.
 *
 * @param storedSizes without old versions
 * @param pulledSizes of the files that a new pod downloads: replays and checkpoints
 */
public record StoredSizes(Collection<Long> storedSizes, Collection<Long> pulledSizes, long pulledFolders) {

    /** Lists both buckets; counts an object once if one bucket contains the other. */
    public static StoredSizes list(TransferContext context) {
        Map<String, Long> stored = new HashMap<>();
        Map<String, Long> pulled = new HashMap<>();
        Settings settings = context.settings();
        if (settings.replays().isPresent() || settings.artifacts().isEmpty()) {
            ReplayTransfers replays = new ReplayTransfers(context);
            addSizes(replays.listIncludingTemporary(""), replays.root(), List.of(stored, pulled));
        }
        if (settings.artifacts().isPresent()) {
            ArtifactTransfers artifacts = new ArtifactTransfers(context);
            RemotePath root = artifacts.remoteFolder("");
            Listing listing = artifacts.listIncludingTemporary(root);
            addSizes(listing, root, List.of(stored));
            addSizes(listing.subfolder("checkpoints/"), root, List.of(pulled));
        }
        Set<String> folders = pulled.keySet().stream()
                .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        return new StoredSizes(stored.values(), pulled.values(), folders.size());
    }

    private static void addSizes(Listing listing, RemotePath root, List<Map<String, Long>> to) {
        listing.files()
                .forEach((name, version) ->
                        to.forEach(each -> each.put(root.fileArgument(name), Math.max(0, version.size()))));
    }
}
