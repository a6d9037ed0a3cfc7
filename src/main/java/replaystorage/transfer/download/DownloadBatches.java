package replaystorage.transfer.download;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import replaystorage.stability.FileKindPatterns;
import replaystorage.transfer.copy.CopySizes;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/**
 * In which parts a download comes of which no log tells when a file is whole: each gets its names when it has ended, and what it replaces stands
 * until then. What is new comes all at once, before them; last what says that others are there.
 */
final class DownloadBatches {
    /** So much is there twice. */
    private static final long MAX_BATCH_BYTES = 500_000_000;

    /** Each lists the folder anew. */
    private static final int MAX_BATCHES = 20;

    private DownloadBatches() {}

    static List<List<PlannedFile>> split(List<PlannedFile> coming) {
        List<PlannedFile> replacing = coming.stream()
                .filter(planned -> planned.local().isPresent())
                .sorted(Comparator.comparing(planned -> FileKindPatterns.isUploadedLast(planned.name())))
                .toList();
        long most = Math.max(MAX_BATCH_BYTES, totalBytes(replacing) / MAX_BATCHES);
        List<List<PlannedFile>> parts = new ArrayList<>();
        parts.add(coming.stream().filter(planned -> planned.local().isEmpty()).toList());
        long left = 0;
        for (PlannedFile planned : replacing) {
            if (left <= 0) {
                parts.add(new ArrayList<>());
                left = most;
            }
            parts.get(parts.size() - 1).add(planned);
            left -= planned.transferredBytes(Route.Direction.DOWN);
        }
        return parts;
    }

    /** The bytes of the files here that stand until the largest part has ended. */
    static long maxReplacedBytes(List<PlannedFile> coming) {
        return split(coming).stream()
                .mapToLong(part ->
                        part.stream().mapToLong(CopySizes::replacedBytes).sum())
                .max()
                .orElse(0);
    }

    private static long totalBytes(List<PlannedFile> steps) {
        return steps.stream()
                .mapToLong(planned -> planned.transferredBytes(Route.Direction.DOWN))
                .sum();
    }
}
