package replaystorage.transfer.upload;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.PointerFiles;
import replaystorage.transfer.plan.Route;

/**
 * Order of an upload: payload before the indexes that name it, indexes before pointers to a checkpoint; within each,
 * recently written files first, the newest at the head.
 */
final class UploadBatches {
    private static final Duration RECENT_AGE = Duration.ofMinutes(2);

    /** Limit of staged or replacing files, so that the look before them is recent. */
    private static final int MAX_FILES = 1000;

    private static final long MAX_BYTES = 1L << 30;

    private UploadBatches() {}

    enum BatchKind {
        /** Append-only: as far as each is written. */
        APPENDED,
        /** New in the bucket and recently written: from a staged copy. */
        RECENT,
        /** Replaces an object, which is looked at right before: from a staged copy. */
        KNOWN,
        /** New in the bucket, but not recently written. */
        NEW
    }

    /** @param pointers true if these files refer to others */
    record UploadBatch(BatchKind kind, List<PlannedFile> plannedFiles, boolean pointers) {}

    static List<UploadBatch> split(Route route, List<PlannedFile> steps) {
        Map<Integer, List<PlannedFile>> ranks = new TreeMap<>();
        steps.forEach(planned -> ranks.computeIfAbsent(
                        route.isAppendOnly(planned.name()) ? 0 : PointerFiles.uploadRank(planned.name()),
                        rank -> new ArrayList<>())
                .add(planned));
        List<UploadBatch> batches = new ArrayList<>();
        ranks.forEach((rank, those) -> {
            Map<BatchKind, List<PlannedFile>> kinds = those.stream()
                    .collect(Collectors.groupingBy(
                            planned -> kindOf(route, planned), TreeMap::new, Collectors.toList()));
            kinds.forEach((kind, same) ->
                    splitByLimits(kind, same).forEach(part -> batches.add(new UploadBatch(kind, part, rank > 0))));
        });
        return batches;
    }

    private static BatchKind kindOf(Route route, PlannedFile planned) {
        if (route.isAppendOnly(planned.name())) {
            return BatchKind.APPENDED;
        }
        if (planned.remote().isPresent()) {
            return BatchKind.KNOWN;
        }
        Instant written = planned.local().orElseThrow().version().modified();
        return written.isAfter(Instant.now().minus(RECENT_AGE)) ? BatchKind.RECENT : BatchKind.NEW;
    }

    private static List<List<PlannedFile>> splitByLimits(BatchKind kind, List<PlannedFile> steps) {
        if (kind == BatchKind.APPENDED || kind == BatchKind.NEW) {
            return List.of(steps);
        }
        List<PlannedFile> newestFirst = steps.stream()
                .sorted(Comparator.comparing(
                        (PlannedFile planned) ->
                                planned.local().orElseThrow().version().modified(),
                        Comparator.reverseOrder()))
                .toList();
        List<List<PlannedFile>> parts = new ArrayList<>();
        long left = 0;
        for (PlannedFile planned : newestFirst) {
            long size = planned.local().orElseThrow().version().size();
            if (parts.isEmpty() || left < size || parts.get(parts.size() - 1).size() == MAX_FILES) {
                parts.add(new ArrayList<>());
                left = MAX_BYTES;
            }
            parts.get(parts.size() - 1).add(planned);
            left -= size;
        }
        return parts;
    }
}
