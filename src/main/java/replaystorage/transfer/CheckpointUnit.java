package replaystorage.transfer;

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
import replaystorage.settling.WriterNames;

/**
 * One checkpoint of a listing: the topmost folder that is named like one, else that holds an index, else a file with its shards.
 *
 * @param name of the folder or the file
 * @param time of its newest file
 */
record CheckpointUnit(String name, Instant time, Set<String> files) {
    /** Shards, and the index that names them, where they lie in a folder that holds much else. */
    private static final Pattern SHARD = Pattern.compile("[-.](\\d+-of-\\d+|index|data|meta)(?=[-./]|$)|\\.json$");

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /** The newest first; of one time the one with the higher number. Logs and pointers in no checkpoint's folder are none. */
    static List<CheckpointUnit> newestFirst(Map<String, Stamp> listed) {
        Set<String> indexed = listed.keySet().stream()
                .filter(WriterNames.CHECKPOINT_INDEX::matches)
                .map(CheckpointUnit::folder)
                .collect(Collectors.toSet());
        Map<String, Set<String>> units = new HashMap<>();
        listed.keySet().forEach(name -> {
            String unit = of(name, indexed);
            if (unit != null) {
                units.computeIfAbsent(unit, each -> new TreeSet<>()).add(name);
            }
        });
        List<CheckpointUnit> all = new ArrayList<>();
        units.forEach((name, files) -> all.add(new CheckpointUnit(
                name,
                files.stream()
                        .map(file -> listed.get(file).time())
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                files)));
        all.sort(Comparator.comparing(CheckpointUnit::time)
                .thenComparing(unit -> numbered(unit.name()))
                .reversed());
        return all;
    }

    /** @param indexed folders that hold an index */
    private static String of(String name, Set<String> indexed) {
        List<String> folders = new ArrayList<>();
        for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
            folders.add(name.substring(0, end));
        }
        for (String folder : folders) {
            if (WriterNames.CHECKPOINT_FOLDER.matches(folder)) {
                return folder;
            }
        }
        for (String folder : folders) {
            if (indexed.contains(folder)) {
                return folder;
            }
        }
        boolean isShard = SHARD.matcher(file(name)).find();
        return WriterNames.LOG.matches(name) || (WriterNames.LAST.matches(name) && !isShardIndex(name))
                ? null
                : isShard ? folder(name) + "/" + SHARD.matcher(file(name)).replaceAll("") : name;
    }

    private static boolean isShardIndex(String name) {
        return WriterNames.CHECKPOINT_INDEX.matches(name);
    }

    private static String folder(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    private static String file(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** So that 1000 comes after 900. */
    private static String numbered(String name) {
        return DIGITS.matcher(name)
                .replaceAll(number -> "0".repeat(Math.max(0, 20 - number.group().length())) + number.group());
    }

    /** Whether a text names it, in full or by its number; a path from the folder of that text. */
    boolean isNamedBy(String text, String folder) {
        return files.stream()
                .filter(file -> file.startsWith(folder))
                .anyMatch(file -> PointerFiles.isNamed(file.substring(folder.length()), PointerFiles.words(text)));
    }

    /** The folders that it lies in, such as `run/` and the empty one above all. */
    Set<String> above() {
        Set<String> above = new TreeSet<>(Set.of(""));
        String[] parts = name.split("/");
        for (int i = 1; i < parts.length; i++) {
            above.add(String.join("/", Arrays.copyOf(parts, i)) + "/");
        }
        return above;
    }
}
