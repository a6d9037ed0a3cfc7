package replaystorage.transfer.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import replaystorage.transfer.plan.PlannedFile;

/** Inode change times of planned files, which no program can set back: shows later which files were written since. */
final class InodeChangeTimes {
    private static final long MISSING = Long.MIN_VALUE;

    private final List<PlannedFile> plannedFiles;
    private final long[] times;

    private InodeChangeTimes(List<PlannedFile> steps, long[] times) {
        this.plannedFiles = steps;
        this.times = times;
    }

    static InodeChangeTimes record(List<PlannedFile> steps) {
        return new InodeChangeTimes(
                steps, steps.stream().mapToLong(InodeChangeTimes::ctimeNanos).toArray());
    }

    List<PlannedFile> changedSince() {
        return IntStream.range(0, times.length)
                .filter(i -> times[i] != ctimeNanos(plannedFiles.get(i)))
                .mapToObj(plannedFiles::get)
                .toList();
    }

    private static long ctimeNanos(PlannedFile planned) {
        try {
            return ((FileTime) Files.getAttribute(planned.local().orElseThrow().path(), "unix:ctime"))
                    .to(TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            return MISSING;
        }
    }
}
