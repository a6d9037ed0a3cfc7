package replaystorage.transfer.list;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import replaystorage.console.Console;
import replaystorage.host.HumanNumbers;
import replaystorage.stability.FileKindPatterns;

/**
 * Content of a remote folder.
 *
 * @param files by rclone's name, relative to the folder
 * @param duplicateNames names of several objects, as Google Drive allows
 * @param exists true if the folder exists; a prefix of a bucket always does
 */
public record Listing(Map<String, FileVersion> files, Set<String> duplicateNames, boolean exists) {

    public static final Listing MISSING = new Listing(Map.of(), Set.of(), false);

    public Listing subfolder(String prefix) {
        Map<String, FileVersion> below = new HashMap<>(files);
        below.keySet().removeIf(name -> !name.startsWith(prefix));
        return new Listing(below, duplicateNames, exists);
    }

    /** Removes temporary files, left by a killed copy or an active writer, and reports them. */
    public Listing withoutTemporary(RemotePath folder, Console console) {
        List<String> left = files.keySet().stream()
                .filter(FileKindPatterns::isTemporary)
                .sorted()
                .toList();
        if (left.isEmpty()) {
            return this;
        }
        Map<String, FileVersion> whole = new HashMap<>(files);
        whole.keySet().removeAll(left);
        console.note(HumanNumbers.files(left.size()) + " with a temporary name in " + folder + " skipped: "
                + left.get(0) + (left.size() > 1 ? " and others" : ""));
        return new Listing(whole, duplicateNames, exists);
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** Loads the classes that parsing needs, while the answer is awaited; returns true. */
    public static boolean preloadClasses() {
        return ListedObject.parse("{\"Path\":\"a\",\"Size\":1,\"ModTime\":\"2026-01-01T00:00:00.123Z\"}")
                .isPresent();
    }
}
