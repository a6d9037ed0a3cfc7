package replaystorage.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.list.LocalFile;

/** Detects an upload to the wrong folder: most of its files exist in another folder of the bucket. */
final class MisplacedUploadDetector {
    /** Fewer files may match by chance. */
    private static final int MIN_FILES = 3;

    private final Map<String, LocalFile> local;
    private final String prefix;

    /** @param prefix the destination folder in the bucket, or empty for its root */
    MisplacedUploadDetector(Map<String, LocalFile> local, String prefix) {
        this.local = local;
        this.prefix = prefix;
    }

    /** True if the destination contains none of the files. */
    boolean isPossible(Map<String, FileVersion> there) {
        return local.size() >= MIN_FILES && local.keySet().stream().noneMatch(there::containsKey);
    }

    /** @param bucket all files of the bucket, by name */
    Optional<MisplacedUpload> find(Map<String, FileVersion> bucket) {
        Map<String, List<String>> byLastName = new HashMap<>();
        bucket.keySet()
                .forEach(name -> byLastName
                        .computeIfAbsent(lastName(name), first -> new ArrayList<>())
                        .add(name));
        Map<String, Integer> folders = new HashMap<>();
        local.forEach((name, file) -> byLastName.getOrDefault(lastName(name), List.of()).stream()
                .filter(other -> isOrEndsWith(other, name)
                        && bucket.get(other).size() == file.version().size())
                .forEach(other -> folders.merge(other.substring(0, other.length() - name.length()), 1, Integer::sum)));
        folders.remove(prefix);
        folders.values().removeIf(count -> count < MIN_FILES || 2 * count < local.size());
        return folders.size() == 1
                ? folders.entrySet().stream()
                        .findFirst()
                        .map(only -> new MisplacedUpload(only.getKey(), only.getValue(), local.size()))
                : Optional.empty();
    }

    private static boolean isOrEndsWith(String name, String file) {
        return name.equals(file) || name.endsWith("/" + file);
    }

    private static String lastName(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
