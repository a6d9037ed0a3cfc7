package replaystorage.transfer.download;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import replaystorage.stability.FileKindPatterns;
import replaystorage.transfer.copy.CopySizes;
import replaystorage.transfer.plan.PlannedFile;
import replaystorage.transfer.plan.Route;

/** Splits a download into batches if rclone's log does not show when each file is complete. New files come first in one batch, pointer files last. */
final class DownloadBatches {
    /** Bytes that exist twice at a time. */
    private static final long MAX_BATCH_BYTES = 500_000_000;

    /** Each batch lists the folder again. */
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

    /** Local bytes that stay until the largest batch has ended. */
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
