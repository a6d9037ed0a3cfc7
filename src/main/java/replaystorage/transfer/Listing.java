package replaystorage.transfer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import replaystorage.settling.WriterNames;

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

    /** Without what a killed copy, or a writer that is not done, left there; says so. */
    Listing withoutTemporary(RemotePath folder, Reporter reporter) {
        List<String> left = files.keySet().stream()
                .filter(WriterNames::isTemporary)
                .sorted()
                .toList();
        if (left.isEmpty()) {
            return this;
        }
        Map<String, Stamp> whole = new HashMap<>(files);
        whole.keySet().removeAll(left);
        reporter.note(Count.files(left.size()) + " with a temporary name in " + folder + " left alone: " + left.get(0)
                + (left.size() > 1 ? " and others" : ""));
        return new Listing(whole, twice, found);
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
