package replaystorage.jobs.checkpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import replaystorage.stability.FileKindPatterns;
import replaystorage.transfer.list.FileVersion;
import replaystorage.transfer.plan.PointerFiles;

/**
 * A checkpoint in a listing: the topmost folder with a checkpoint's name, else a folder with an index, else a file with its shards.
 *
 * @param name of the folder or file
 * @param time of its newest file
 */
record Checkpoint(String name, Instant time, Set<String> files) {
    /** Shards and their index in a folder that contains other files too. */
    private static final Pattern SHARD = Pattern.compile("[-.](\\d+-of-\\d+|index|data|meta)(?=[-./]|$)|\\.json$");

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /** Newest first; for equal times the higher number first. Excludes logs, and pointers outside of checkpoint folders. */
    static List<Checkpoint> newestFirst(Map<String, FileVersion> listed) {
        Set<String> indexed = listed.keySet().stream()
                .filter(FileKindPatterns.CHECKPOINT_INDEX::matches)
                .map(Checkpoint::folderOf)
                .collect(Collectors.toSet());
        Map<String, Set<String>> units = new HashMap<>();
        listed.keySet().forEach(name -> {
            String unit = checkpointOf(name, indexed);
            if (unit != null) {
                units.computeIfAbsent(unit, each -> new TreeSet<>()).add(name);
            }
        });
        List<Checkpoint> all = new ArrayList<>();
        units.forEach((name, files) -> all.add(new Checkpoint(
                name,
                files.stream()
                        .map(file -> listed.get(file).modified())
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                files)));
        all.sort(Comparator.comparing(Checkpoint::time)
                .thenComparing(unit -> withPaddedNumbers(unit.name()))
                .reversed());
        return all;
    }

    /** @param indexed folders that contain an index */
    private static String checkpointOf(String name, Set<String> indexed) {
        List<String> folders = new ArrayList<>();
        for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
            folders.add(name.substring(0, end));
        }
        for (String folder : folders) {
            if (FileKindPatterns.CHECKPOINT_FOLDER.matches(folder)) {
                return folder;
            }
        }
        for (String folder : folders) {
            if (indexed.contains(folder)) {
                return folder;
            }
        }
        boolean isShard = SHARD.matcher(fileNameOf(name)).find();
        return FileKindPatterns.LOG.matches(name)
                        || (FileKindPatterns.UPLOADED_LAST.matches(name) && !isShardIndex(name))
                ? null
                : isShard
                        ? folderOf(name) + "/" + SHARD.matcher(fileNameOf(name)).replaceAll("")
                        : name;
    }

    private static boolean isShardIndex(String name) {
        return FileKindPatterns.CHECKPOINT_INDEX.matches(name);
    }

    private static String folderOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    private static String fileNameOf(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Sorts 1000 after 900. */
    private static String withPaddedNumbers(String name) {
        return DIGITS.matcher(name)
                .replaceAll(number -> "0".repeat(Math.max(0, 20 - number.group().length())) + number.group());
    }

    /** True if a text in the folder names this checkpoint: in full, by a relative path, or by its number. */
    boolean isNamedBy(String text, String folder) {
        return files.stream()
                .filter(file -> file.startsWith(folder))
                .anyMatch(file -> PointerFiles.isPathNamed(file.substring(folder.length()), PointerFiles.words(text)));
    }

    /** Folders above it, such as `run/` and the empty name of the root. */
    Set<String> parentFolders() {
        Set<String> above = new TreeSet<>(Set.of(""));
        String[] parts = name.split("/");
        for (int i = 1; i < parts.length; i++) {
            above.add(String.join("/", Arrays.copyOf(parts, i)) + "/");
        }
        return above;
    }
}
