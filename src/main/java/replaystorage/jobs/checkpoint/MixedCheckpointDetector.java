package replaystorage.jobs.checkpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import replaystorage.stability.FileKindPatterns;
import replaystorage.transfer.list.FileVersion;

/**
 * Detects checkpoints with shards of two saves: a checkpoint that is overwritten under the same names is mixed until its index, which is
 * uploaded last, has arrived.
 */
public final class MixedCheckpointDetector {
    private static final Pattern SHARD = Pattern.compile("(.*?)(\\d+)-of-(\\d+)(.*)");

    /** A writer closes the index and the last shard almost at the same time. */
    private static final Duration SAVED_TOGETHER = Duration.ofSeconds(2);

    private static final int MAX_SHARDS = 100_000;

    private MixedCheckpointDetector() {}

    /** A problem per folder. Times must come from one clock. */
    public static List<String> findIn(Map<String, FileVersion> files) {
        Map<String, Map<String, FileVersion>> folders = new TreeMap<>();
        Set<String> indexed = files.keySet().stream()
                .filter(FileKindPatterns.CHECKPOINT_INDEX::matches)
                .map(MixedCheckpointDetector::folderOf)
                .collect(Collectors.toSet());
        files.forEach((name, version) -> {
            if (indexed.contains(folderOf(name))) {
                folders.computeIfAbsent(folderOf(name), folder -> new TreeMap<>())
                        .put(name, version);
            }
        });
        List<String> mixed = new ArrayList<>();
        folders.forEach((folder, those) ->
                inconsistentShards(those).or(() -> shardNewerThanIndex(those)).ifPresent(mixed::add));
        return mixed;
    }

    private static String folderOf(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    /** Detects shards of different totals, or a missing one. */
    private static Optional<String> inconsistentShards(Map<String, FileVersion> files) {
        Map<String, String> totals = new HashMap<>();
        Map<String, Set<Integer>> numbers = new HashMap<>();
        for (String name : files.keySet()) {
            Matcher shard = SHARD.matcher(name);
            if (shard.matches()) {
                String group = shard.group(1) + "*" + shard.group(4);
                String other = totals.putIfAbsent(group, shard.group(3));
                if (other != null && !other.equals(shard.group(3))) {
                    return Optional.of(name + " is in one folder with shards \"of " + other + "\"");
                }
                numbers.computeIfAbsent(group, each -> new TreeSet<>()).add(parseNumber(shard.group(2)));
            }
        }
        return totals.entrySet().stream()
                .filter(group -> isIncomplete(numbers.get(group.getKey()), parseNumber(group.getValue())))
                .map(group -> "of " + group.getValue() + " shards " + group.getKey() + " there are "
                        + numbers.get(group.getKey()).size())
                .findFirst();
    }

    private static int parseNumber(String digits) {
        return digits.length() > 9 ? MAX_SHARDS : Integer.parseInt(digits);
    }

    /** Shards may be numbered from 0 or from 1. */
    private static boolean isIncomplete(Set<Integer> numbers, int total) {
        return total < MAX_SHARDS
                && IntStream.rangeClosed(1, total).anyMatch(number -> !numbers.contains(number))
                && IntStream.range(0, total).anyMatch(number -> !numbers.contains(number));
    }

    private static Optional<String> shardNewerThanIndex(Map<String, FileVersion> files) {
        Optional<Map.Entry<String, FileVersion>> index = files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".index.json")
                        || file.getKey().equals(folderOf(file.getKey()) + ".metadata"))
                .max(Map.Entry.comparingByValue((one, other) -> one.modified().compareTo(other.modified())));
        return index.flatMap(last -> files.entrySet().stream()
                .filter(file ->
                        SHARD.matcher(file.getKey()).matches() || file.getKey().endsWith(".distcp"))
                .filter(file -> file.getValue()
                        .modified()
                        .isAfter(last.getValue().modified().plus(SAVED_TOGETHER)))
                .map(file -> file.getKey() + " is newer than " + last.getKey())
                .findFirst());
    }
}
