package replaystorage.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** When the files of some steps were last changed in any way, which no program can set back: tells later which of them were written since. */
final class ChangeTimes {
    private static final long GONE = Long.MIN_VALUE;

    private final List<Step> steps;
    private final long[] times;

    private ChangeTimes(List<Step> steps, long[] times) {
        this.steps = steps;
        this.times = times;
    }

    static ChangeTimes of(List<Step> steps) {
        return new ChangeTimes(
                steps, steps.stream().mapToLong(ChangeTimes::time).toArray());
    }

    List<Step> changed() {
        return IntStream.range(0, times.length)
                .filter(i -> times[i] != time(steps.get(i)))
                .mapToObj(steps::get)
                .toList();
    }

    private static long time(Step step) {
        try {
            return ((FileTime) Files.getAttribute(step.local().orElseThrow().path(), "unix:ctime"))
                    .to(TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            return GONE;
        }
    }
}
