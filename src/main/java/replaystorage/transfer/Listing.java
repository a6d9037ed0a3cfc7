package replaystorage.transfer;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a remote folder holds.
 *
 * @param files by rclone's name, relative to the folder
 * @param twice names that more than one object bears, as Google Drive allows
 * @param found whether the folder itself is there; a prefix of a bucket is never missing, merely empty
 */
public record Listing(Map<String, Stamp> files, Set<String> twice, boolean found) {

    static final Listing MISSING = new Listing(Map.of(), Set.of(), false);

    /** What lies in a sub-folder, by the same names. */
    Listing below(String prefix) {
        Map<String, Stamp> below = new HashMap<>(files);
        below.keySet().removeIf(name -> !name.startsWith(prefix));
        return new Listing(below, twice, found);
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** Loads what the lines of one need, which may be done while it is waited for; true. */
    public static boolean ready() {
        return ListedObject.parse("{\"Path\":\"a\",\"Size\":1,\"ModTime\":\"2026-01-01T00:00:00.123Z\"}")
                .isPresent();
    }
}
