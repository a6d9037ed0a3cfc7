package replaystorage.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * In which order the files of an upload go: payload before the indexes that name it, indexes before the pointers that name a checkpoint; in each
 * of these what was written lately first, the newest at the head.
 */
final class UploadBatches {
    private static final Duration RECENT = Duration.ofMinutes(2);

    /** Of files that are staged or replaced: few enough that the look before them is recent. */
    private static final int MOST_FILES = 1000;

    private static final long MOST_BYTES = 1L << 30;

    private UploadBatches() {}

    /** How the files of a batch are sent. */
    enum Kind {
        /** Only appended to: as far as each has come. */
        APPENDED,
        /** New in the bucket and written lately: from a copy that nobody changes. */
        RECENT,
        /** Replaces an object, which is looked at right before: from a copy that nobody changes. */
        KNOWN,
        /** New in the bucket and not written for a while. */
        NEW
    }

    /** @param pointers whether these files name others */
    record UploadBatch(Kind kind, List<Step> steps, boolean pointers) {}

    static List<UploadBatch> of(Route route, List<Step> steps) {
        Map<Integer, List<Step>> ranks = new TreeMap<>();
        steps.forEach(step -> ranks.computeIfAbsent(
                        route.appends(step.name()) ? 0 : PointerFiles.rank(step.name()), rank -> new ArrayList<>())
                .add(step));
        List<UploadBatch> batches = new ArrayList<>();
        ranks.forEach((rank, those) -> {
            Map<Kind, List<Step>> kinds = those.stream()
                    .collect(Collectors.groupingBy(step -> kind(route, step), TreeMap::new, Collectors.toList()));
            kinds.forEach((kind, same) ->
                    parts(kind, same).forEach(part -> batches.add(new UploadBatch(kind, part, rank > 0))));
        });
        return batches;
    }

    private static Kind kind(Route route, Step step) {
        if (route.appends(step.name())) {
            return Kind.APPENDED;
        }
        if (step.remote().isPresent()) {
            return Kind.KNOWN;
        }
        Instant written = step.local().orElseThrow().stamp().time();
        return written.isAfter(Instant.now().minus(RECENT)) ? Kind.RECENT : Kind.NEW;
    }

    private static List<List<Step>> parts(Kind kind, List<Step> steps) {
        if (kind == Kind.APPENDED || kind == Kind.NEW) {
            return List.of(steps);
        }
        List<Step> newestFirst = steps.stream()
                .sorted(Comparator.comparing(
                        (Step step) -> step.local().orElseThrow().stamp().time(), Comparator.reverseOrder()))
                .toList();
        List<List<Step>> parts = new ArrayList<>();
        long left = 0;
        for (Step step : newestFirst) {
            long size = step.local().orElseThrow().stamp().size();
            if (parts.isEmpty() || left < size || parts.get(parts.size() - 1).size() == MOST_FILES) {
                parts.add(new ArrayList<>());
                left = MOST_BYTES;
            }
            parts.get(parts.size() - 1).add(step);
            left -= size;
        }
        return parts;
    }
}
